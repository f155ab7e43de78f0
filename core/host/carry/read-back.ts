import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Piece } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';

/** Has the system forget what it remembers of files, so that they are read from their medium. */
export type DropFromCache = (files: readonly string[]) => Promise<{ readonly pastCache: boolean }>;

export interface ReadBackOptions {
  readonly dropFromCache: DropFromCache;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

const bufferSize = 1024 * 1024;

/** Reads files again and compares them. Throws CARRY_NOT_KEPT for the first that is not what it should be. */
export async function readBack(
  fs: FileSystem,
  directory: string,
  pieces: readonly Piece[],
  { dropFromCache, signal, onBytes }: ReadBackOptions,
): Promise<{ readonly pastCache: boolean }> {
  const files = pieces.map(({ name }) => join(directory, name));
  const dropped = await dropFromCache(files).catch(() => ({ pastCache: false }));
  const buffer = Buffer.allocUnsafe(bufferSize);
  for (const { name, sha256 } of pieces) {
    const hash = createHash('sha256');
    try {
      const handle = await fs.open(join(directory, name), 'r');
      try {
        for (;;) {
          signal.throwIfAborted();
          const { bytesRead } = await handle.read(buffer, 0, buffer.length);
          if (bytesRead === 0) break;
          hash.update(buffer.subarray(0, bytesRead));
          onBytes(bytesRead);
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      signal.throwIfAborted();
      throw damaged(name, error);
    }
    if (hash.digest('hex') !== sha256) throw damaged(name);
  }
  return dropped;
}

function damaged(file: string, cause?: unknown): SluiceError {
  return new SluiceError('CARRY_NOT_KEPT', {
    params: { file },
    stage: 'verify',
    side: 'sink',
    affected: [file],
    ...(cause !== undefined && { detail: String(cause), cause }),
  });
}
