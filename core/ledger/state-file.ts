import { dirname } from 'node:path';
import type { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import { type FileSystem, readBounded, writeDurably } from '../ports/index.ts';
import { reading, writing } from './io.ts';
import { makeStateFolder } from './state-directory.ts';

const largestStateFile = 64 * 1024 * 1024;

/** Reads a JSON file of ours; undefined when there is none. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
export async function readState<T>(
  fs: FileSystem,
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const bytes = await reading(path, () => readBounded(fs, path, largestStateFile));
  if (bytes === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new SluiceError('LEDGER_STATE_DAMAGED', {
      params: { path },
      affected: [path],
      ...(error instanceof Error && { detail: error.message }),
      cause: error,
    });
  }
}

/** Replaces a JSON file of ours durably; old or new content stands at every instant. Throws LEDGER_WRITE_FAILED. */
export async function writeState(fs: FileSystem, path: string, value: unknown): Promise<void> {
  await makeStateFolder(fs, dirname(path));
  await writing(path, () => writeDurably(fs, path, `${JSON.stringify(value, undefined, 2)}\n`, 0o600));
}
