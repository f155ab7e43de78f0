import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SluiceError, type Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { partHead, type SetManifest, type SetPart } from '../manifest/schema.ts';
import { storageFault } from '../storage-fault.ts';
import { readExactly } from '../tar/window.ts';
import { finding, findingOf } from './findings.ts';
import { openRegular } from './open-regular.ts';
import type { ChunkFile } from './opened-set.ts';

/**
 * Looks at the beginning of every part that is as long as it should be: one that took another's name, or comes from
 * another set, is named before anything is read from it. Parts of equal beginnings are told apart by verifying alone.
 */
export async function checkPartHeads(
  fs: FileSystem,
  directory: string,
  manifest: SetManifest,
  present: readonly ChunkFile[],
): Promise<Finding[]> {
  const problems: Finding[] = [];
  const buffer = Buffer.allocUnsafe(partHead);
  for (const { name: chunk, parts = [] } of manifest.chunks) {
    const there = present.find(({ name }) => name === chunk)?.parts ?? [];
    for (const part of parts) {
      if (!there.some(({ name, size }) => name === part.name && size === part.size)) continue;
      try {
        const actual = await headOf(fs, directory, part, buffer);
        if (actual === part.head) continue;
        const owner = parts.find(({ head }) => head === actual);
        problems.push(wrongPart(part, chunk, owner, { expected: part.head, actual }));
      } catch (error) {
        if (!(error instanceof SluiceError)) throw error;
        problems.push(findingOf(error));
      }
    }
  }
  return problems;
}

/** What a part with other content is called: `owner` is the part whose content it is, if there is one. */
export function wrongPart(
  { name }: SetPart,
  chunk: string,
  owner: SetPart | undefined,
  sums: { readonly expected: string; readonly actual: string },
): Finding {
  return owner === undefined
    ? finding('error', 'ARCHIVE_PART_DAMAGED', { file: name, chunk, ...sums }, [name])
    : finding('error', 'ARCHIVE_PART_EXCHANGED', { file: name, chunk, holds: owner.name }, [name]);
}

async function headOf(fs: FileSystem, directory: string, part: SetPart, buffer: Buffer): Promise<string> {
  const handle = await openRegular(fs, join(directory, part.name), part.name);
  try {
    const bytes = await readExactly(handle, 0, Math.min(partHead, part.size), buffer);
    return createHash('sha256').update(bytes).digest('hex');
  } catch (error) {
    throw storageFault(error, part.name, 'read');
  } finally {
    await handle.close();
  }
}
