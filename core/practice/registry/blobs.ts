import { parseRange } from './byte-range.ts';
import { methodNotAllowed, requireDigest, writable, type RegistryContext } from './context.ts';
import { sendEmpty, type Exchange } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import { streamOut } from './stream-out.ts';

/** `/v2/<name>/blobs/<digest>`: read, with a single range, or delete. */
export async function serveBlob(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  const { request } = exchange;
  const digest = requireDigest(reference);
  const size = context.store.index.repository(repository)?.blobs.get(digest);
  if (size === undefined) {
    throw new RegistryFault(404, 'BLOB_UNKNOWN', 'blob unknown to registry', { detail: { digest } });
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
    etag: `"${digest}"`,
  };
  switch (request.method) {
    case 'HEAD':
      sendEmpty(exchange, 200, { ...headers, 'content-length': size });
      return;
    case 'GET': {
      const span = parseRange(request.headers.range, size);
      if (span === 'unsatisfiable') {
        throw new RegistryFault(416, 'SIZE_INVALID', 'the range starts after the end of the blob', {
          headers: { 'content-range': `bytes */${size}` },
        });
      }
      const { start, end } = span === 'whole' ? { start: 0, end: size - 1 } : span;
      context.observer.blobFetched(digest);
      const counted = { ...exchange, countOut: countingBoth(context, exchange, digest) };
      const chunks = context.store.openBlob(digest, { start, end });
      const partial = span !== 'whole' && { 'content-range': `bytes ${start}-${end}/${size}` };
      const status = span === 'whole' ? 200 : 206;
      await streamOut(counted, status, { ...headers, ...partial, 'content-length': end - start + 1 }, chunks);
      return;
    }
    case 'DELETE':
      await writable(context).record({ op: 'delete-blob', repository, digest });
      sendEmpty(exchange, 202);
      return;
    default:
      throw methodNotAllowed('GET, HEAD, DELETE');
  }
}

function countingBoth(
  context: RegistryContext,
  exchange: Exchange,
  digest: ReturnType<typeof requireDigest>,
): (bytes: number) => void {
  return (bytes) => {
    exchange.countOut(bytes);
    context.observer.blobRead(digest, bytes);
  };
}
