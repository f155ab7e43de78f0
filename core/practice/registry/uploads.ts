import { digestAlgorithm, type Digest, type DigestAlgorithm } from '../../reference/index.ts';
import type { WritableStore } from '../store/store.ts';
import { parseContentRange } from './byte-range.ts';
import { methodNotAllowed, requireDigest, writable, type RegistryContext } from './context.ts';
import { sendEmpty, type Exchange, type Headers } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import { receiveBody } from './receive.ts';
import type { UploadSession } from './upload-session.ts';

/** `/v2/<name>/blobs/uploads/`: starts an upload, mounts, or takes a whole blob in one request. */
export async function startUpload(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
): Promise<void> {
  if (exchange.request.method !== 'POST') throw methodNotAllowed('POST');
  const store = writable(context);
  const query = exchange.url.searchParams;
  if (query.has('mount')) {
    const digest = requireDigest(query.get('mount') ?? '');
    const size = store.index.repository(query.get('from') ?? '')?.blobs.get(digest);
    if (size !== undefined) {
      await store.record({ op: 'blob', repository, digest, size });
      sendEmpty(exchange, 201, createdHeaders(repository, digest));
      return;
    }
  }
  const named = query.get('digest');
  const digest = named === null ? undefined : requireDigest(named);
  const session = await context.sessions.start(store, repository, wantedAlgorithm(query, digest));
  if (digest === undefined) {
    sendEmpty(exchange, 202, sessionHeaders(session));
    return;
  }
  await session.exclusively(() => takeRest(context, exchange, store, session, digest));
}

/** `/v2/<name>/blobs/uploads/<id>`: status, chunk, completion, cancellation. */
export async function continueUpload(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  id: string,
): Promise<void> {
  const store = writable(context);
  switch (exchange.request.method) {
    case 'GET':
    case 'HEAD':
      sendEmpty(exchange, 204, sessionHeaders(context.sessions.find(repository, id)));
      return;
    case 'DELETE':
      await context.sessions.cancel(repository, id);
      sendEmpty(exchange, 204);
      return;
    case 'PATCH': {
      const session = context.sessions.find(repository, id);
      await session.exclusively(() => takeChunk(exchange, session));
      return;
    }
    case 'PUT': {
      const session = context.sessions.find(repository, id);
      const digest = requireDigest(exchange.url.searchParams.get('digest') ?? '');
      session.expect(digestAlgorithm(digest));
      await session.exclusively(() => takeRest(context, exchange, store, session, digest));
      return;
    }
    default:
      throw methodNotAllowed('GET, HEAD, PATCH, PUT, DELETE');
  }
}

async function takeChunk(exchange: Exchange, session: UploadSession): Promise<void> {
  if (await append(exchange, session)) sendEmpty(exchange, 202, sessionHeaders(session));
}

async function takeRest(
  context: RegistryContext,
  exchange: Exchange,
  store: WritableStore,
  session: UploadSession,
  digest: Digest,
): Promise<void> {
  if (!(await append(exchange, session))) return;
  const size = session.size();
  const { repository } = session;
  await session.commit(digest);
  await store.record({ op: 'blob', repository, digest, size });
  context.observer.blobWritten(digest, size);
  sendEmpty(exchange, 201, createdHeaders(repository, digest));
}

/** Adds the request's body. False when the connection was cut: the bytes that arrived stay, the client may go on after them. */
async function append(exchange: Exchange, session: UploadSession): Promise<boolean> {
  const { request, intervention } = exchange;
  const contentRange = request.headers['content-range'];
  const expected = contentRange === undefined ? undefined : checkedSpan(contentRange, exchange, session);
  const before = session.size();
  const end = await receiveBody(
    request,
    (batch) => session.append(batch),
    intervention?.kind === 'cut-upload' ? { cutAfter: intervention.afterBytes } : {},
  );
  if (end === 'cut') return false;
  if (expected !== undefined && session.size() - before !== expected) {
    throw new RegistryFault(400, 'SIZE_INVALID', 'the chunk is not as long as its Content-Range says');
  }
  return true;
}

// Distribution specification, "Pushing a blob in chunks": a chunk that is out of order is answered 416.
function checkedSpan(header: string, exchange: Exchange, session: UploadSession): number {
  const span = parseContentRange(header);
  const length = exchange.request.headers['content-length'];
  if (span === undefined || span.start !== session.size()) {
    throw new RegistryFault(416, 'BLOB_UPLOAD_INVALID', 'the chunk does not start where the upload ends', {
      headers: stringHeaders(sessionHeaders(session)),
    });
  }
  const size = span.end - span.start + 1;
  if (length !== undefined && Number(length) !== size) {
    throw new RegistryFault(400, 'SIZE_INVALID', 'Content-Length and Content-Range disagree');
  }
  return size;
}

function wantedAlgorithm(query: URLSearchParams, digest: Digest | undefined): DigestAlgorithm {
  if (digest !== undefined) return digestAlgorithm(digest);
  const wanted = query.get('digest-algorithm') ?? 'sha256';
  if (wanted === 'sha256' || wanted === 'sha512') return wanted;
  throw new RegistryFault(400, 'DIGEST_INVALID', 'unsupported digest algorithm');
}

function sessionHeaders(session: UploadSession): Headers {
  return {
    location: `/v2/${session.repository}/blobs/uploads/${session.id}`,
    // As distribution does: an empty upload is reported like one of a single byte.
    range: `0-${Math.max(0, session.size() - 1)}`,
    'docker-upload-uuid': session.id,
  };
}

function createdHeaders(repository: string, digest: Digest): Headers {
  return { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest };
}

function stringHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
