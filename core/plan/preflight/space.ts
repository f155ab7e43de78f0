import { join } from 'node:path';
import { mostParts } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import type { Plan } from '../plan.ts';
import { largestBlob } from './limits.ts';
import { notWritable } from './not-writable.ts';

export interface SpaceFacts {
  readonly freeBytes: number;
  /** Name of the file system where it limits files, for example `FAT32`. */
  readonly limited?: { readonly name: string; readonly fileLimit: number };
}

const mebibyte = 1024 * 1024;
/** FAT32 files end at 4 GiB - 1; 64 MiB are left for headers and what the courier adds (DESIGN section 5). */
const fat32FileLimit = 4 * 1024 * mebibyte - 64 * mebibyte;
/** statfs types (registry-client.md 3.4). */
const fatTypes = new Set([0x4d44]);

/** Free bytes and file limits of the file system that holds `directory`, or will hold it. Throws DIRECTORY_NOT_WRITABLE. */
export async function readSpace(fs: FileSystem, directory: string): Promise<SpaceFacts> {
  const facts = await fs.statfs(await existingParent(fs, directory)).catch((error: unknown) => {
    throw notWritable(directory, error);
  });
  const freeBytes = facts.bavail * facts.bsize;
  return fatTypes.has(facts.type)
    ? { freeBytes, limited: { name: 'FAT32', fileLimit: fat32FileLimit } }
    : { freeBytes };
}

/** Bytes of the largest file that may be written: what the medium takes, and no more than was `chosen`. */
export function fileLimitOf(
  chosen: number | undefined,
  facts: Pick<SpaceFacts, 'limited'> | undefined,
): number | undefined {
  const limits = [chosen, facts?.limited?.fileLimit].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** The nearest folder of `directory` that exists, itself included. */
export async function existingParent(fs: FileSystem, directory: string): Promise<string> {
  for (let path = directory; ; path = join(path, '..')) {
    const found = await fs.stat(path).then(
      () => true,
      () => false,
    );
    if (found || path === join(path, '..')) return path;
  }
}

export interface SpaceCheck {
  readonly directory: string;
  readonly facts: SpaceFacts;
  /** Bytes that will be written there: content and its surroundings. */
  readonly needed: number;
  readonly format: (bytes: number) => string;
}

/** An error finding when the planned bytes, one percent and 64 MiB more do not fit. */
export function checkSpace(check: SpaceCheck): Finding[] {
  const needed = Math.ceil(check.needed * 1.01) + 64 * mebibyte;
  if (needed <= check.facts.freeBytes) return [];
  return [
    {
      level: 'error',
      code: 'SPACE_TOO_SMALL',
      params: {
        directory: check.directory,
        free: check.format(check.facts.freeBytes),
        needed: check.format(needed),
      },
      affected: [check.directory],
    },
  ];
}

/** Before each blob goes a tar header, and behind the last one the end mark: at most so many bytes. */
const surroundings = 2048;

/**
 * A warning when a blob is larger than a file may be, on the medium or as `chosen` for this run: it is laid down in
 * parts then, which oc-mirror reads after they were joined. An error when they would be too many.
 */
export function checkFileLimit(
  plan: Plan,
  { limited }: Pick<SpaceFacts, 'limited'>,
  chosen: number | undefined,
  format: (bytes: number) => string,
): Finding[] {
  const largest = largestBlob(plan);
  const limit = fileLimitOf(chosen, limited === undefined ? {} : { limited });
  if (largest === undefined || limit === undefined || largest.size + surroundings <= limit) return [];
  const parts = Math.ceil((largest.size + surroundings) / limit);
  const facts = { image: largest.image, size: format(largest.size), limit: format(limit) };
  const affected = [largest.image];
  if (!(parts <= mostParts)) {
    const params = { ...facts, most: mostParts };
    return [{ level: 'error', code: 'BLOB_NEEDS_TOO_MANY_PARTS', params, affected }];
  }
  if (limit !== limited?.fileLimit) {
    return [{ level: 'warning', code: 'BLOB_EXCEEDS_CHOSEN_LIMIT', params: { ...facts, parts }, affected }];
  }
  const params = { ...facts, parts, fileSystem: limited.name };
  return [{ level: 'warning', code: 'BLOB_EXCEEDS_FILE_LIMIT', params, affected }];
}
