import { join } from 'node:path';
import {
  describeSet,
  verifySet,
  type SetDescription as DescribedSet,
  type VerifyProgress,
  type VerifyReport as ReadSet,
} from '../archive/index.ts';
import { renderRegistriesConf } from '../registry/index.ts';
import { rulesFromResources, type ResourceFile } from '../resources/index.ts';
import { SluiceError, type SetSignature, type SignaturePolicy } from '../contract/index.ts';
import { readSetOrigin, type SetOrigin } from './set-content/index.ts';
import { openCheckedSet } from './seal/index.ts';
import type { HostServices } from './services.ts';

export type { VerifyProgress };

/** What is on a disk, signed by whom, and where its content is from. */
export type SetDescription = DescribedSet & {
  readonly signature: SetSignature;
  /** Absent for archives without our manifest. */
  readonly origin?: SetOrigin;
};
export type VerifyReport = ReadSet & { readonly signature?: SetSignature };

/** What is demanded of the signature, for once; absent: what this installation demands. */
interface Demand {
  readonly policy?: SignaturePolicy | undefined;
}

/** What is on a disk, from its tables alone; no network. Throws ARCHIVE_SET_ABSENT and its like. */
export async function inspect(
  services: HostServices,
  directory: string,
  demand: Demand = {},
): Promise<SetDescription> {
  const set = await openCheckedSet(services, directory, demand);
  try {
    const origin = await readSetOrigin(set);
    return { ...describeSet(set), signature: set.signature, ...(origin !== undefined && { origin }) };
  } finally {
    await set.close();
  }
}

/** Reads every byte of a set once and compares it with what it should be. */
export async function verify(
  services: HostServices,
  directory: string,
  options: Demand & {
    readonly signal: AbortSignal;
    readonly onProgress?: (progress: VerifyProgress) => void;
  },
): Promise<VerifyReport> {
  const set = await openCheckedSet(services, directory, options);
  try {
    return { ...(await verifySet(set, options)), signature: set.signature };
  } finally {
    await set.close();
  }
}

/** A registries.conf with the redirections that IDMS, ITMS or ICSP files in `directory` describe. */
export async function registriesConfFrom(
  services: HostServices,
  directory: string,
  options: { readonly insecure: boolean },
): Promise<string> {
  const files = await resourceFiles(services, directory);
  const rules = rulesFromResources(files).map((rule) => ({ ...rule, insecure: options.insecure }));
  const names = files.map((file) => file.fileName).join(', ');
  return renderRegistriesConf(rules, { comment: [`Made by sluice from ${names}.`] });
}

/** The YAML files of a folder, or of the `cluster-resources` folder in it. Throws DIRECTORY_NOT_FOUND. */
export async function resourceFiles(services: HostServices, directory: string): Promise<ResourceFile[]> {
  const { fs } = services;
  for (const folder of [
    join(directory, 'working-dir', 'cluster-resources'),
    join(directory, 'cluster-resources'),
    directory,
  ]) {
    const names = await fs.readdir(folder).catch(() => undefined);
    const wanted = names?.filter((name) => /\.ya?ml$/.test(name)).sort();
    if (wanted === undefined || wanted.length === 0) continue;
    return Promise.all(
      wanted.map(async (fileName) => ({ fileName, text: await fs.readFile(join(folder, fileName), 'utf8') })),
    );
  }
  throw new SluiceError('DIRECTORY_NOT_FOUND', { params: { directory }, affected: [directory] });
}
