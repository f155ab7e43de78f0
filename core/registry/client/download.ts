import { SluiceError } from '../../contract/index.ts';
import type { Descriptor } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';
import { scopeFor } from '../auth/scope.ts';
import { discardBody, refuseEncoding } from '../http/read-body.ts';
import type { Followed } from '../http/redirect.ts';
import { headerOf } from '../http/retry-after.ts';
import type { Wire } from './wire.ts';

/** What this registry showed about ranges. */
export interface RangeMemory {
  /** Its answers to them are others than asked for. */
  unsafe: boolean;
  /** Blobs whose ranges brought less, more or other bytes than they said: these are asked for whole. */
  readonly doubted: Set<Digest>;
}

/**
 * Whether the registry has a blob of the right size (registry-client.md U1): one attempt. A 403 is "unknown": some
 * registries say it for what is missing (A9). Throws what the network and the registry's refusal bring.
 */
export async function askForBlob(
  wire: Wire,
  repository: string,
  blob: Descriptor,
  signal?: AbortSignal,
): Promise<boolean> {
  const response = await wire.ask({
    method: 'HEAD',
    at: `${repository}/blobs/${blob.digest}`,
    need: { repository, scopes: [scopeFor(repository, 'pull')] },
    what: `${repository}@${blob.digest}`,
    accept: [200, 403, 404],
    signal,
  });
  await discardBody(response);
  const length = headerOf(response.headers, 'content-length');
  return response.status === 200 && (length === undefined || Number(length) === blob.size);
}

/** The same until it succeeds or its budget is used up: for a question that is not part of something tried again. */
export function hasBlob(
  wire: Wire,
  repository: string,
  blob: Descriptor,
  signal?: AbortSignal,
): Promise<boolean> {
  return wire.persist(() => askForBlob(wire, repository, blob, signal), { signal });
}

/**
 * One attempt at a blob's bytes from `offset` to the end, by the strict rules of registry-client.md D1 and
 * D2; unverified. Throws BLOB_NOT_FOUND, BLOB_SIZE_DIFFERS, BLOB_RANGE_WRONG (retryable once, also out of the
 * bytes: the next attempt asks without a range) and what the network brings.
 */
export async function openBlob(
  wire: Wire,
  memory: RangeMemory,
  repository: string,
  blob: Descriptor,
  offset: number,
  signal?: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const { host } = wire;
  if (offset >= blob.size && blob.size > 0) return nothing();
  const what = `${repository}@${blob.digest}`;
  const ranged = offset > 0 && !memory.unsafe && !memory.doubted.has(blob.digest);
  const response = await wire.ask({
    method: 'GET',
    at: `${repository}/blobs/${blob.digest}`,
    need: { repository, scopes: [scopeFor(repository, 'pull')] },
    what,
    lane: 'bulk',
    ...(ranged && { headers: { range: `bytes=${offset}-` } }),
    accept: ranged ? [200, 206, 416] : [200],
    signal,
    refused: (status) =>
      status === 404 || status === 410
        ? new SluiceError('BLOB_NOT_FOUND', {
            params: { host, repository, digest: blob.digest },
            affected: [host],
          })
        : undefined,
  });
  refuseEncoding(response, { host, what });
  const partial = response.status === 206;
  const range = String(response.headers['content-range'] ?? response.status).slice(0, 100);
  const rangeWrong = (shown: string): SluiceError => {
    response.body.destroy();
    return new SluiceError('BLOB_RANGE_WRONG', {
      params: { host, digest: blob.digest, offset, range: shown },
      affected: [host],
      retryable: true,
    });
  };
  if (response.status === 416 || (partial && !isRangeRight(response, offset, blob.size))) {
    memory.unsafe = true;
    throw rangeWrong(range);
  }
  const expected = partial ? blob.size - offset : blob.size;
  const length = headerOf(response.headers, 'content-length');
  const otherLength = (received: string | number): SluiceError => {
    memory.doubted.add(blob.digest);
    return rangeWrong(`${range}: ${received}`);
  };
  if (length !== undefined && Number(length) !== expected) {
    if (partial) throw otherLength(length.slice(0, 20));
    response.body.destroy();
    throw new SluiceError('BLOB_SIZE_DIFFERS', {
      params: { host, digest: blob.digest, received: length.slice(0, 20), expected },
      affected: [host],
    });
  }
  const body = response.body as AsyncIterable<Buffer>;
  if (partial) {
    // A body that only the end of its connection ends may have been cut: then the next range goes on.
    const told = length !== undefined || response.headers['transfer-encoding'] !== undefined;
    return exactly(body, expected, told, otherLength);
  }
  // The range was ignored: the content is immutable, so the part we have is read past.
  return offset === 0 ? body : skip(body, offset);
}

/** Exactly one `bytes first-last/total` that says what was asked, all of it. */
function isRangeRight(response: Followed, offset: number, size: number): boolean {
  const header = response.headers['content-range'];
  if (typeof header !== 'string') return false;
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/i.exec(header.trim());
  if (match === null) return false;
  const [first, last, total] = match.slice(1).map(Number);
  return first === offset && last === size - 1 && total === size;
}

async function* nothing(): AsyncGenerator<Buffer, void, undefined> {}

async function* skip(body: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer, void, undefined> {
  let left = count;
  for await (const chunk of body) {
    if (left === 0) yield chunk;
    else if (chunk.length > left) {
      yield chunk.subarray(left);
      left = 0;
    } else left -= chunk.length;
  }
}

/** The body, as long as it holds to `count`; `told`: its end is certain. */
async function* exactly(
  body: AsyncIterable<Buffer>,
  count: number,
  told: boolean,
  otherwise: (received: number) => SluiceError,
): AsyncGenerator<Buffer, void, undefined> {
  let received = 0;
  for await (const chunk of body) {
    received += chunk.length;
    if (received > count) throw otherwise(received);
    yield chunk;
  }
  if (told && received < count) throw otherwise(received);
}
