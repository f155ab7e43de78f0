import { SluiceError } from '../../contract/index.ts';
import type { Descriptor } from '../../image/index.ts';

/** Opens the blob's verified bytes from an offset. */
export type OpenBytes = (offset: number) => Promise<AsyncIterable<Buffer>>;

/** A source that failed ends the upload, whatever the registry would allow; `cause` says why. */
export class FeedFailure extends Error {
  override readonly name = 'FeedFailure';
  constructor(cause: unknown) {
    super('the bytes to upload could not be read', { cause });
  }
}

/**
 * Cuts a blob into the pieces that requests carry. Pieces in sequence share one reading of the source; going
 * back, or going on after a piece that was not taken whole, opens it again.
 */
export interface BlobFeed {
  /** The bytes from `from` up to `to`. A new piece ends the one before it. */
  piece(from: number, to: number): AsyncIterable<Buffer>;
  /** Position behind the last byte that was handed out. */
  readonly position: number;
  /** Bytes that the latest piece has handed out. */
  readonly handed: number;
  /** Why the source failed, if it did. */
  readonly failure: FeedFailure | undefined;
  close(): void;
}

export function createBlobFeed(
  blob: Descriptor,
  open: OpenBytes,
  onBytes: (delta: number) => void,
): BlobFeed {
  let iterator: AsyncIterator<Buffer> | undefined;
  let rest: Buffer | undefined;
  let position = 0;
  let whole = true;
  let latest = 0;
  let handed = 0;
  let failure: FeedFailure | undefined;

  const close = (): void => {
    const current = iterator;
    iterator = undefined;
    rest = undefined;
    // Not waited for: a source in the middle of a read answers only when that ends.
    Promise.resolve(current?.return?.()).catch(() => undefined);
  };

  const seek = async (offset: number): Promise<void> => {
    if (iterator !== undefined && whole && position === offset) return;
    close();
    // Progress goes down when bytes must be sent again (U11).
    if (position !== offset) onBytes(offset - position);
    position = offset;
    iterator = (await open(offset))[Symbol.asyncIterator]();
  };

  const next = async (): Promise<Buffer> => {
    const kept = rest;
    rest = undefined;
    if (kept !== undefined) return kept;
    const result = await iterator?.next();
    if (result === undefined || result.done === true) {
      throw new SluiceError('BLOB_TOO_SHORT', {
        params: { digest: blob.digest, expected: blob.size, received: position },
        retryable: true,
      });
    }
    return result.value;
  };

  async function* read(from: number, to: number): AsyncGenerator<Buffer, void, undefined> {
    latest += 1;
    const mine = latest;
    try {
      await seek(from);
      whole = false;
      while (position < to) {
        const chunk = await next();
        // The request before this one may still hold a read when the next begins.
        if (mine !== latest) return;
        const wanted = Math.min(chunk.length, to - position);
        if (wanted < chunk.length) rest = chunk.subarray(wanted);
        position += wanted;
        handed += wanted;
        whole = position === to;
        onBytes(wanted);
        yield wanted < chunk.length ? chunk.subarray(0, wanted) : chunk;
      }
    } catch (error) {
      if (mine !== latest) return;
      failure = new FeedFailure(error);
      throw failure;
    }
  }

  return {
    piece: (from, to) => {
      handed = 0;
      return read(from, to);
    },
    get position() {
      return position;
    },
    get handed() {
      return handed;
    },
    get failure() {
      return failure;
    },
    close,
  };
}
