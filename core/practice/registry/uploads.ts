import type { IncomingMessage } from 'node:http';
import { digestAlgorithm, type Digest, type DigestAlgorithm } from '../../reference/index.ts';
import type { WritableStore } from '../store/store.ts';
import { parseContentRange, type ByteSpan } from './byte-range.ts';
import { methodNotAllowed, requireDigest, writable, type RegistryContext } from './context.ts';
import { sendEmpty, type Exchange, type Headers } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import type { UploadAnswer } from './manners.ts';
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
  const { manners } = context;
  const query = exchange.url.searchParams;
  if (query.has('mount') && manners.mounts) {
    const digest = requireDigest(query.get('mount') ?? '');
    const size = store.index.repository(query.get('from') ?? '')?.blobs.get(digest);
    if (size !== undefined) {
      await store.record({ op: 'blob', repository, digest, size });
      sendEmpty(exchange, 201, createdHeaders(repository, digest));
      return;
    }
  }
  const named = manners.wholeByPost ? query.get('digest') : null;
  const digest = named === null ? undefined : requireDigest(named);
  const session = await context.sessions.start(store, repository, wantedAlgorithm(query, digest));
  if (digest === undefined) {
    const { smallestChunk } = manners;
    sendEmpty(exchange, 202, {
      ...sessionHeaders(context, session, 'start'),
      ...(smallestChunk !== undefined && { 'oci-chunk-min-length': smallestChunk }),
    });
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
  const { method } = exchange.request;
  switch (method) {
    case 'GET':
    case 'HEAD':
      tellStatus(context, exchange, await uploadOf(context, exchange, repository, id));
      return;
    case 'DELETE':
      await uploadOf(context, exchange, repository, id);
      await context.sessions.cancel(repository, id);
      sendEmpty(exchange, 204);
      return;
    case 'PATCH': {
      const session = await uploadOf(context, exchange, repository, id);
      await session.exclusively(() => takeChunk(context, exchange, session));
      return;
    }
    case 'PUT': {
      const session = await uploadOf(context, exchange, repository, id);
      const digest = requireDigest(exchange.url.searchParams.get('digest') ?? '');
      session.expect(digestAlgorithm(digest));
      await session.exclusively(() => takeRest(context, exchange, store, session, digest));
      return;
    }
    default:
      throw methodNotAllowed('GET, HEAD, PATCH, PUT, DELETE');
  }
}

/** The upload that the request is about. Throws the fault when there is none, or when its location is an old one. */
async function uploadOf(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  id: string,
): Promise<UploadSession> {
  const session = context.sessions.find(repository, id);
  const told = exchange.url.searchParams.get(stateParameter);
  if (!context.manners.bindsLocations || told === String(session.size())) return session;
  await context.sessions.cancel(repository, id);
  throw new RegistryFault(404, 'BLOB_UPLOAD_INVALID', 'blob upload invalid');
}

function tellStatus(context: RegistryContext, exchange: Exchange, session: UploadSession): void {
  const { status } = context.manners;
  if (status === 'unsupported') throw methodNotAllowed('PATCH, PUT, DELETE');
  const { location, ...headers } = sessionHeaders(context, session, 'status');
  sendEmpty(exchange, 204, { ...headers, ...(status === 'with-location' && { location }) });
}

async function takeChunk(
  context: RegistryContext,
  exchange: Exchange,
  session: UploadSession,
): Promise<void> {
  if (!(await append(context, exchange, session))) return;
  sendEmpty(exchange, context.manners.chunkStatus, sessionHeaders(context, session, 'chunk'));
}

async function takeRest(
  context: RegistryContext,
  exchange: Exchange,
  store: WritableStore,
  session: UploadSession,
  digest: Digest,
): Promise<void> {
  if (!(await append(context, exchange, session))) return;
  const size = session.size();
  const { repository } = session;
  await session.commit(digest);
  await store.record({ op: 'blob', repository, digest, size });
  context.observer.blobWritten(digest, size);
  sendEmpty(exchange, context.manners.commitStatus, createdHeaders(repository, digest));
}

/** Adds the request's body. False when the connection was cut: the bytes that arrived stay, the client may go on after them. */
async function append(
  context: RegistryContext,
  exchange: Exchange,
  session: UploadSession,
): Promise<boolean> {
  const { request, intervention } = exchange;
  const span = claimedSpan(request);
  const leftOut = span === 'unreadable' ? 'refuse' : context.manners.place(span?.start, session.size());
  // Distribution specification, "Pushing a blob in chunks": a chunk that is out of order is answered 416.
  if (leftOut === 'refuse' || span === 'unreadable') {
    throw new RegistryFault(416, 'BLOB_UPLOAD_INVALID', 'the chunk does not start where the upload ends', {
      headers: stringHeaders(sessionHeaders(context, session, 'refusal')),
    });
  }
  const claimed = span === undefined ? undefined : span.end - span.start + 1;
  const length = request.headers['content-length'];
  if (claimed !== undefined && length !== undefined && Number(length) !== claimed) {
    throw new RegistryFault(400, 'SIZE_INVALID', 'Content-Length and Content-Range disagree');
  }
  let received = 0;
  const end = await receiveBody(
    request,
    (batch) => {
      const before = received;
      received += batch.reduce((sum, { length: bytes }) => sum + bytes, 0);
      return session.append(without(batch, leftOut - before));
    },
    intervention?.kind === 'cut-upload' ? { cutAfter: intervention.afterBytes } : {},
  );
  if (end === 'cut') return false;
  if (claimed !== undefined && received !== claimed) {
    throw new RegistryFault(400, 'SIZE_INVALID', 'the chunk is not as long as its Content-Range says');
  }
  return true;
}

/** The batch without its first `count` bytes. */
function without(batch: readonly Buffer[], count: number): readonly Buffer[] {
  if (count <= 0) return batch;
  let left = count;
  return batch.flatMap((chunk) => {
    const taken = Math.min(left, chunk.length);
    left -= taken;
    return taken === chunk.length ? [] : [chunk.subarray(taken)];
  });
}

/** Which bytes of the blob a request says that it brings. */
function claimedSpan({ headers }: IncomingMessage): ByteSpan | 'unreadable' | undefined {
  const header = headers['content-range'];
  return header === undefined ? undefined : (parseContentRange(header) ?? 'unreadable');
}

function wantedAlgorithm(query: URLSearchParams, digest: Digest | undefined): DigestAlgorithm {
  if (digest !== undefined) return digestAlgorithm(digest);
  const wanted = query.get('digest-algorithm') ?? 'sha256';
  if (wanted === 'sha256' || wanted === 'sha512') return wanted;
  throw new RegistryFault(400, 'DIGEST_INVALID', 'unsupported digest algorithm');
}

const stateParameter = '_state';

function sessionHeaders({ manners }: RegistryContext, session: UploadSession, answer: UploadAnswer): Headers {
  const size = session.size();
  const state = manners.bindsLocations ? `?${stateParameter}=${size}` : '';
  return {
    location: `/v2/${session.repository}/blobs/uploads/${session.id}${state}`,
    range: manners.range(size, answer),
    'docker-upload-uuid': session.id,
  };
}

function createdHeaders(repository: string, digest: Digest): Headers {
  return { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest };
}

function stringHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
