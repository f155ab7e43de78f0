import { createHash } from 'node:crypto';
import { SluiceError } from '../contract/index.ts';
import { digestAlgorithm } from '../reference/index.ts';
import type { Descriptor } from './descriptor.ts';

/**
 * Passes a blob's bytes on while hashing them, and holds back the last chunk until size
 * and digest match: a consumer never sees the end of wrong content. Throws BLOB_TOO_LONG,
 * BLOB_TOO_SHORT or BLOB_DIGEST_MISMATCH instead of ending.
 */
export async function* verified(
  chunks: AsyncIterable<Buffer>,
  expected: Descriptor,
): AsyncGenerator<Buffer, void, undefined> {
  const algorithm = digestAlgorithm(expected.digest);
  const hash = createHash(algorithm);
  let received = 0;
  let held: Buffer | undefined;
  for await (const chunk of chunks) {
    received += chunk.length;
    if (received > expected.size) {
      throw new SluiceError('BLOB_TOO_LONG', {
        params: { digest: expected.digest, expected: expected.size },
      });
    }
    hash.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (received < expected.size) {
    throw new SluiceError('BLOB_TOO_SHORT', {
      params: { digest: expected.digest, expected: expected.size, received },
      retryable: true,
    });
  }
  const actual = `${algorithm}:${hash.digest('hex')}`;
  if (actual !== expected.digest) {
    throw new SluiceError('BLOB_DIGEST_MISMATCH', { params: { digest: expected.digest, actual } });
  }
  if (held !== undefined) yield held;
}
