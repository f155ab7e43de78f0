import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobPath } from '../../../core/archive/index.ts';
import { registriesConf } from '../../../core/practice/index.ts';
import type { Digest } from '../../../core/reference/index.ts';
import { endOfTar, listTar } from '../../support/archive-tar.ts';
import { hostOf, pushImage, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

/** A set without a fault: one image of one layer. */
export interface ControlSet {
  /** The ImageSetConfiguration that it was made from. */
  readonly config: string;
  readonly manifest: Digest;
  readonly layer: Digest;
  /** The chunk's entries with their headers, without the end mark. */
  readonly entries: Buffer;
  /** Where a blob lies in the chunk. */
  placeOf(digest: Digest): { readonly offset: number; readonly size: number };
  /** A copy of all its files. */
  copyTo(folder: string): Promise<void>;
  /** Its chunk, and nothing that tells of it: as oc-mirror leaves it. With more entries before the end mark. */
  chunkTo(folder: string, more?: readonly Buffer[]): Promise<void>;
}

export const chunk = 'mirror_000001.tar';

export async function makeControlSet(world: RegistryWorld): Promise<ControlSet> {
  const registry = await world.registry();
  const image = await pushImage(registry, 'team/app', 'v1');
  const host = hostOf(registry);
  const config = await world.configuration(`name: ${host}/team/app:v1`);
  const conf = join(world.directory, 'registries.conf');
  await writeFile(conf, registriesConf(undefined, [host]));
  const folder = join(world.directory, 'control');
  const exporter = { ...world, variables: { CONTAINERS_REGISTRIES_CONF: conf } };
  const { report } = await mirrorHere(exporter, { config, destination: `file://${folder}` });
  if (report.status !== 'complete') throw new Error(`the control set is ${report.status}`);
  const listed = await listTar(join(folder, chunk));
  const entries = (await readFile(join(folder, chunk))).subarray(0, listed.at(-1)?.end);
  const layer = image.manifest.layers[0]?.digest;
  if (layer === undefined) throw new Error('the control image has no layer');
  return {
    config,
    manifest: image.digest,
    layer,
    entries,
    placeOf: (digest) => {
      const found = listed.find(({ name }) => name === blobPath(digest));
      if (found === undefined) throw new Error(`the control set has no ${digest}`);
      return found;
    },
    copyTo: (to) => cp(folder, to, { recursive: true }),
    chunkTo: async (to, more = []) => {
      await mkdir(to, { recursive: true });
      await writeFile(join(to, chunk), Buffer.concat([entries, ...more, endOfTar]));
    },
  };
}
