import { join } from 'node:path';
import {
  chunkFilesOf,
  glanceAtSet,
  manifestName,
  readSetManifest,
  signatureName,
  type SetManifest,
} from '../../archive/index.ts';
import type { SetBrief, SetSignature } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { findingMessage } from '../observer.ts';
import { keysOf, signatureOfFolder, type KeyStoreServices } from '../seal/index.ts';
import type { HostServices } from '../services.ts';

/** Tells what set lies in a folder; undefined when none does. Throws ARCHIVE_READ_FAILED. */
export type SetBriefs = (folder: string) => Promise<SetBrief | undefined>;

/** Drives are listed often: manifests that did not change are not read again. */
const mostKept = 64;
/** A list of drives must not wait for tens of megabytes: such a set is named without its details. */
const largestManifest = 64 * 1024 * 1024;

export function createSetBriefs(services: KeyStoreServices & Pick<HostServices, 'keys'>): SetBriefs {
  const { fs } = services;
  const manifests = unchangedMemory<SetManifest | undefined>();
  const signatures = unchangedMemory<SetSignature>();
  const readManifest = async (_: FileSystem, folder: string): Promise<SetManifest | undefined> => {
    const { size, mtimeMs, ino } = await fs.stat(join(folder, manifestName));
    if (size > largestManifest) return undefined;
    return manifests(folder, `${size} ${mtimeMs} ${ino}`, () => readSetManifest(fs, folder));
  };
  const signatureIn = async (folder: string, manifest: SetManifest): Promise<SetSignature | undefined> => {
    const stamps = await Promise.all(
      [manifestName, signatureName].map((name) =>
        fs.stat(join(folder, name)).then(
          ({ size, mtimeMs, ino }) => `${size} ${mtimeMs} ${ino}`,
          () => 'none',
        ),
      ),
    );
    const trusted = await keysOf(services).trusted();
    const keys = trusted.map(({ keyId, name }) => `${keyId} ${name}`);
    return signatures(folder, [...stamps, ...keys].join('\n'), () =>
      signatureOfFolder(fs, folder, manifest, trusted, largestManifest),
    );
  };
  return async (folder) => {
    const glance = await glanceAtSet(fs, folder, readManifest);
    if (glance === undefined) return undefined;
    const { manifest, kind, chunks } = glance;
    // A list that cannot be read, of keys or of a folder, does not keep a set from being shown; a use of it says why.
    const signature =
      manifest === undefined ? undefined : await signatureIn(folder, manifest).catch(() => undefined);
    const files = manifest === undefined ? chunks : chunkFilesOf(manifest);
    const broken = glance.problems.some(({ level }) => level === 'error');
    const unfinished = glance.problems.some(({ code }) => code === 'ARCHIVE_SET_UNFINISHED');
    return {
      kind,
      ...(manifest !== undefined && {
        setId: manifest.setId,
        generation: manifest.generation,
        ...(manifest.parent !== undefined && { parentGeneration: manifest.parent.generation }),
        createdAt: manifest.createdAt,
        target: manifest.target,
      }),
      ...(signature !== undefined && { signature }),
      complete:
        broken || (unfinished && manifest === undefined) ? 'incomplete' : (manifest?.complete ?? 'unknown'),
      releases: [...new Set(manifest?.releases.map(({ version }) => version))],
      bytes: chunks.reduce((sum, { size }) => sum + size, 0),
      chunks: files.length,
      problems: glance.problems.filter(({ level }) => level !== 'note').map(findingMessage),
    };
  };
}

/** Remembers one value for each of the folders that were asked for last, while its stamp stays the same. */
function unchangedMemory<Value>(): (
  folder: string,
  stamp: string,
  make: () => Promise<Value>,
) => Promise<Value> {
  const kept = new Map<string, { readonly stamp: string; readonly value: Value }>();
  return async (folder, stamp, make) => {
    const known = kept.get(folder);
    if (known?.stamp === stamp) return known.value;
    const value = await make();
    kept.delete(folder);
    kept.set(folder, { stamp, value });
    const oldest = kept.keys().next();
    if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value);
    return value;
  };
}
