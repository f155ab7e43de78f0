import { SluiceError } from '../contract/index.ts';
import { canRejectBlobs, type Descriptor, type Source } from '../image/index.ts';

/** Times that wrong bytes are turned away; the source then asks elsewhere, and says in the end who gave them. */
const mostRejections = 8;

/** Bytes that a line or a mirror has damaged are asked for again (registry-client.md D4). */
export async function untilGenuine<Result>(
  source: Source,
  layer: Descriptor,
  read: () => Promise<Result>,
): Promise<Result> {
  for (let rejections = 0; ; rejections++) {
    try {
      return await read();
    } catch (error) {
      const damaged = error instanceof SluiceError && error.code === 'BLOB_DIGEST_MISMATCH';
      if (!damaged || !canRejectBlobs(source) || rejections >= mostRejections) throw error;
      source.rejectBlob(layer.digest);
    }
  }
}
