import { join } from 'node:path';
import type { RegistryPlace } from '../../contract/index.ts';
import { stateDirectory } from '../../ledger/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { ResourceFile } from '../../resources/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import type { HostServices } from '../services.ts';

/** Where the cluster resources of everything that was ever put into a registry are kept on this machine. */
export function rememberedResourcesFolder(
  { environment }: Pick<HostServices, 'environment'>,
  { host, namespace }: RegistryPlace,
): string {
  return join(stateDirectory(environment), 'resources', rememberedName(`${host}/${namespace}`));
}

/** A folder's name for a target, readable, and never that of another target: `a/b` and `a_b` are two. */
function rememberedName(target: string): string {
  const readable = target.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, 100);
  return `${readable}-${sha256Hex(Buffer.from(target)).slice(0, 12)}`;
}

/** The resource files in a folder; none when it is absent. */
export async function readResourceFolder(fs: FileSystem, folder: string): Promise<ResourceFile[]> {
  const names = await fs.readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => /\.(?:yaml|json)$/.test(name))
      .sort()
      .map(async (name) => ({ fileName: name, text: await fs.readFile(join(folder, name), 'utf8') })),
  );
}
