import type { Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { refusePendingCommit } from '../commit/commit.ts';
import { chunkHeldBy } from '../layout/paths.ts';
import { manifestName, type SetManifest } from '../manifest/schema.ts';
import { storageFault } from '../storage-fault.ts';
import { partialForm } from '../write/chunk-pool.ts';
import { finding, findingOf } from './findings.ts';
import { readSetManifest } from './open-set.ts';
import { declaredChunks, foundChunks } from './presence.ts';

/** A set as its names, its sizes and its manifest tell it. */
export interface SetGlance {
  readonly kind: 'sluice' | 'oc-mirror';
  /** Absent for oc-mirror's sets, and when it cannot be read: `problems` says why. */
  readonly manifest?: SetManifest;
  readonly chunks: readonly { readonly name: string; readonly size: number }[];
  readonly problems: readonly Finding[];
}

/** Reads the manifest of a folder that has one; by default `readSetManifest`. */
export type ManifestReader = (fs: FileSystem, directory: string) => Promise<SetManifest | undefined>;

/**
 * Looks at the set in `directory` without opening a chunk: in a moment, however large the set is. Undefined when there is
 * none. Throws ARCHIVE_READ_FAILED when the folder cannot be read.
 */
export async function glanceAtSet(
  fs: FileSystem,
  directory: string,
  readManifest: ManifestReader = readSetManifest,
): Promise<SetGlance | undefined> {
  const present = await fs.readdir(directory).catch((error: unknown) => {
    throw storageFault(error, directory, 'read');
  });
  const own = present.includes(manifestName);
  const unfinished = present.some((name) => partialForm.test(name));
  if (!own && !unfinished && !present.some((name) => chunkHeldBy(name) !== undefined)) return undefined;
  const problems: Finding[] = [];
  const collect = (error: unknown): undefined => {
    if (!(error instanceof SluiceError)) throw error;
    problems.push(findingOf(error));
    return undefined;
  };
  await refusePendingCommit(fs, directory).catch(collect);
  const manifest = own ? await readManifest(fs, directory).catch(collect) : undefined;
  const presence = await (
    manifest === undefined
      ? foundChunks(fs, directory, present)
      : declaredChunks(fs, directory, present, manifest)
  ).catch((error: unknown) => {
    throw storageFault(error, directory, 'read');
  });
  problems.push(...presence.problems);
  if (unfinished) problems.push(finding('warning', 'ARCHIVE_SET_UNFINISHED', { directory }, [directory]));
  return {
    kind: own || unfinished ? 'sluice' : 'oc-mirror',
    ...(manifest !== undefined && { manifest }),
    chunks: presence.chunks.map(({ name, size }) => ({ name, size })),
    problems,
  };
}
