import type { SluiceError } from '../../contract/index.ts';
import { storageFault } from '../storage-fault.ts';
import type { ChunkHandle } from './parted-file.ts';

/** Bytes gathered before they are written in one call. */
export const batchSize = 512 * 1024;
/** IOV_MAX is 1024 on Linux and macOS. */
const maxVectors = 1000;

/** A sequential writer at a position of a file: many small buffers, few large writes. */
export interface BatchedWrite {
  /** Takes a buffer (which must not change any more). Wait for the answer when there is one. */
  push(buffer: Uint8Array): Promise<void> | undefined;
  /** Writes what is gathered and waits for everything. */
  flush(): Promise<void>;
  /** Waits for the write in flight, whatever becomes of it. */
  settle(): Promise<void>;
  /** The first write error: the file is not to be trusted behind the start position. */
  readonly failure: SluiceError | undefined;
}

/**
 * While one batch is being written the next one is gathered. Write errors are thrown, as
 * ARCHIVE_ codes, by the next `push` or `flush`.
 */
export function createBatchedWrite(
  handle: Pick<ChunkHandle, 'writev'>,
  start: number,
  file: string,
): BatchedWrite {
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let position = start;
  let inFlight: Promise<void> = Promise.resolve();
  let failure: SluiceError | undefined;

  const begin = (): void => {
    const buffers = gathered;
    const at = position;
    position += gatheredBytes;
    gathered = [];
    gatheredBytes = 0;
    inFlight = writeAll(handle, buffers, at).catch((error: unknown) => {
      failure ??= storageFault(error, file, 'write');
    });
  };
  const drain = async (): Promise<void> => {
    await inFlight;
    if (failure !== undefined) throw failure;
    if (gatheredBytes > 0) begin();
  };
  return {
    push: (buffer) => {
      if (buffer.length === 0) return undefined;
      gathered.push(buffer);
      gatheredBytes += buffer.length;
      return gatheredBytes >= batchSize || gathered.length >= maxVectors ? drain() : undefined;
    },
    flush: async () => {
      await drain();
      await inFlight;
      if (failure !== undefined) throw failure;
    },
    settle: () => inFlight,
    get failure() {
      return failure;
    },
  };
}

/** Writes all bytes of `buffers` at `position`; a short write is continued until the system says why. */
export async function writeAll(
  handle: Pick<ChunkHandle, 'writev'>,
  buffers: readonly Uint8Array[],
  position: number,
): Promise<void> {
  let rest = [...buffers];
  let at = position;
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest, at);
    // No progress and no error: an endless loop must not follow.
    if (bytesWritten === 0) throw Object.assign(new Error('write made no progress'), { code: 'EIO' });
    at += bytesWritten;
    rest = without(rest, bytesWritten);
  }
}

function without(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  const rest: Uint8Array[] = [];
  for (const buffer of buffers) {
    if (left >= buffer.length) {
      left -= buffer.length;
    } else {
      rest.push(buffer.subarray(left));
      left = 0;
    }
  }
  return rest;
}
