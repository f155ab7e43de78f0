import { Readable } from 'node:stream';
import { type Extract, extract } from 'tar-stream';
import { SluiceError } from '../contract/index.ts';

export type StreamEntry = Extract extends AsyncIterable<infer Item> ? Item : never;

/** A stream that is no tar. */
export class TarFault extends Error {
  override readonly name = 'TarFault';
}

/**
 * Hands every entry of a tar to `take`, in their order. What is not read of one must be skipped. Throws TarFault, what
 * `tar` throws, and the SluiceErrors of `take`.
 */
export async function readTar(
  tar: AsyncIterable<Buffer>,
  take: (entry: StreamEntry) => Promise<void>,
): Promise<void> {
  const reader = extract();
  const source = Readable.from(tar, { objectMode: false });
  // A failure of the source must reach the caller as itself, not as a broken archive.
  let sourceFailure: unknown;
  source.on('error', (error) => {
    sourceFailure = error;
    reader.destroy(error);
  });
  source.pipe(reader);
  try {
    for await (const entry of reader) {
      // The library would wait for ever for the end of an entry that does not say how long it is.
      if (!isLength(entry.header.size)) throw new TarFault('an entry without a length');
      await take(entry);
    }
  } catch (error) {
    if (sourceFailure !== undefined) throw sourceFailure;
    if (error instanceof SluiceError || error instanceof TarFault) throw error;
    throw new TarFault(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    source.destroy();
    reader.destroy();
  }
}

function isLength(size: number | null | undefined): boolean {
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
}
