import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../../ports/index.ts';
import { installConfigFragment, type ResourceFile } from '../../resources/index.ts';
import { readResourceFolder } from '../mirror/remembered-resources.ts';
import { fragmentName } from '../mirror/write-resources.ts';

/** The cluster resources of one run or folder. */
export interface FoundResources {
  /** Where they lie. */
  readonly folder: string;
  readonly files: readonly ResourceFile[];
  /** For install-config.yaml of a new cluster. */
  readonly fragment?: { readonly name: string; readonly text: string };
}

/** What a run says that it wrote; undefined when none of it is there any more. */
export async function resourcesOfRun(
  fs: FileSystem,
  paths: readonly string[],
): Promise<FoundResources | undefined> {
  const first = paths.find((path) => basename(path) !== fragmentName);
  return first === undefined ? undefined : resourcesIn(fs, dirname(first));
}

/** The resources in a set's or workspace's folder, or in the folder itself. */
export async function resourcesBelow(fs: FileSystem, folder: string): Promise<FoundResources | undefined> {
  const likely = [
    join(folder, 'working-dir', 'cluster-resources'),
    join(folder, 'cluster-resources'),
    folder,
  ];
  for (const place of likely) {
    const found = await resourcesIn(fs, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Objects of a cluster are told from other YAML and JSON files by what they begin with. */
const looksLikeObject = /^\s*(?:---\s*\n)?\s*(?:\{|apiVersion:|kind:|metadata:)/;

async function resourcesIn(fs: FileSystem, folder: string): Promise<FoundResources | undefined> {
  const all = await readResourceFolder(fs, folder);
  const files = all.filter(
    ({ fileName, text }) => fileName !== fragmentName && looksLikeObject.test(text) && /"?kind"?:/.test(text),
  );
  if (files.length === 0) return undefined;
  const fragment = await fragmentOf(fs, folder, files);
  return { folder, files, ...(fragment !== undefined && { fragment }) };
}

/** As the run wrote it beside the folder; or made from the files, when only they were carried here. */
async function fragmentOf(
  fs: FileSystem,
  folder: string,
  files: readonly ResourceFile[],
): Promise<FoundResources['fragment']> {
  for (const place of [dirname(folder), folder]) {
    const text = await fs.readFile(join(place, fragmentName), 'utf8').catch(() => undefined);
    if (text !== undefined) return { name: fragmentName, text };
  }
  const digests = files.filter(({ fileName }) => fileName.startsWith('idms-'));
  const host = /^\s*-\s+([^\s/]+)\//m.exec(digests[0]?.text ?? '')?.[1];
  if (host === undefined) return undefined;
  try {
    return { name: fragmentName, text: installConfigFragment(digests, host) };
  } catch {
    return undefined;
  }
}
