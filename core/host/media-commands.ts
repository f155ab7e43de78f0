import { join } from 'node:path';
import {
  describeSet,
  openSet,
  verifySet,
  type SetDescription,
  type VerifyProgress,
  type VerifyReport,
} from '../archive/index.ts';
import { renderRegistriesConf } from '../registry/index.ts';
import { rulesFromResources, type ResourceFile } from '../resources/index.ts';
import { SluiceError } from '../contract/index.ts';
import type { HostServices } from './services.ts';

export type { SetDescription, VerifyProgress, VerifyReport };

/** What is on a disk, from its tables alone; no network. Throws ARCHIVE_SET_ABSENT and its like. */
export async function inspect(services: HostServices, directory: string): Promise<SetDescription> {
  const set = await openSet(services.fs, directory);
  try {
    return describeSet(set);
  } finally {
    await set.close();
  }
}

/** Reads every byte of a set once and compares it with what it should be. */
export async function verify(
  services: HostServices,
  directory: string,
  options: { readonly signal: AbortSignal; readonly onProgress?: (progress: VerifyProgress) => void },
): Promise<VerifyReport> {
  const set = await openSet(services.fs, directory, { signal: options.signal });
  try {
    return await verifySet(set, options);
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
