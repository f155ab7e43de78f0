import { SluiceError } from '../contract/index.ts';
import { verified } from '../image/index.ts';
import type { PlannedBlob } from '../plan/index.ts';

/**
 * Opens a planned blob from its origins in order: an origin that cannot give it is passed
 * over, and the last error is thrown when none can. The bytes are verified from their
 * beginning whatever `offset` is, so that nothing unchecked leaves a store.
 */
export async function openPlannedBlob(
  blob: PlannedBlob,
  offset: number,
  attempt: number,
  options: { readonly signal: AbortSignal; readonly memory?: readonly Buffer[] },
): Promise<AsyncIterable<Buffer>> {
  let failure: unknown;
  const { origins } = blob;
  for (let index = 0; index < origins.length; index++) {
    const origin = origins[(index + attempt) % origins.length];
    if (origin === undefined) continue;
    try {
      const chunks = await origin.source.openBlob(origin.repository, blob.descriptor, options);
      return skip(verified(chunks, blob.descriptor), offset);
    } catch (error) {
      if (options.signal.aborted) throw error;
      failure = error;
    }
  }
  throw failure ?? new SluiceError('BLOB_WITHOUT_ORIGIN', { params: { digest: blob.descriptor.digest } });
}

function skip(chunks: AsyncIterable<Buffer>, offset: number): AsyncIterable<Buffer> {
  return offset === 0 ? chunks : after(chunks, offset);
}

async function* after(chunks: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const chunk of chunks) {
    const start = Math.max(0, offset - position);
    position += chunk.length;
    if (start < chunk.length) yield start === 0 ? chunk : chunk.subarray(start);
  }
}
