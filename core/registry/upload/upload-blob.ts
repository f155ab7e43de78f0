import { SluiceError } from '../../contract/index.ts';
import type { Descriptor } from '../../image/index.ts';
import { hasBlob } from '../client/download.ts';
import { discardBody, readBody } from '../http/read-body.ts';
import { codesAfterStatus, parseAnswerError } from '../http/answer-error.ts';
import type { Followed } from '../http/redirect.ts';
import { headerOf } from '../http/retry-after.ts';
import { createBlobFeed, FeedFailure, type BlobFeed, type OpenBytes } from './blob-feed.ts';
import { noteBreak, pieceSize, shrinkPieces, wantsPieces } from './piece-size.ts';
import { confirms, parseUploadRange } from './range.ts';
import {
  abandon,
  askStatus,
  mount,
  movedTo,
  openSession,
  uploadAsk,
  type UploadSession,
  type UploadTarget,
} from './session.ts';

export interface UploadOptions {
  /** Repositories of the same registry that have the blob; the first two are tried as mount sources. */
  readonly mountFrom?: readonly string[];
  /** The caller knows that the blob is not there: no question is asked first. */
  readonly assumeAbsent?: boolean;
  /** Bytes handed to the network since the last call; negative when some must be sent again. */
  readonly onProgress?: (delta: number) => void;
  readonly signal?: AbortSignal;
}

/** `present`: it was there. */
export type UploadOutcome = 'present' | 'mounted' | 'uploaded';

interface State {
  readonly target: UploadTarget;
  readonly blob: Descriptor;
  readonly feed: BlobFeed;
  session: UploadSession | undefined;
  /** Where an earlier whole-body upload broke off. */
  brokenAt: number | undefined;
  digestRefusals: number;
  toggled: boolean;
}

/**
 * Brings a blob to the registry (registry-client.md 1.10): mount, else POST and one PUT, else pieces. After any
 * interruption the registry is asked first whether it has the blob (a lost reply looks like a failure) and then how
 * much of it. `open` must give verified bytes: it fails instead of handing out the end of wrong content.
 */
export async function uploadBlob(
  target: UploadTarget,
  blob: Descriptor,
  open: OpenBytes,
  options: UploadOptions,
): Promise<UploadOutcome> {
  const { wire, repository, signal } = target;
  if (options.assumeAbsent !== true && (await hasBlob(wire, repository, blob, signal))) return 'present';
  let session: UploadSession | undefined;
  for (const from of (options.mountFrom ?? []).slice(0, 2)) {
    if (from === repository) continue;
    if (session !== undefined) await abandon(target, session);
    const mounted = await mount(target, blob.digest, from);
    if (mounted === 'mounted') return 'mounted';
    session = mounted;
  }
  const feed = createBlobFeed(blob, open, options.onProgress ?? (() => undefined));
  const state: State = {
    target,
    blob,
    feed,
    session,
    brokenAt: undefined,
    digestRefusals: 0,
    toggled: false,
  };
  try {
    await wire.persist((number) => attempt(state, number), {
      signal,
      progress: () => state.session?.offset ?? 0,
    });
    return 'uploaded';
  } catch (error) {
    // Only where the registry still answers: a host that is down must not hold up the end.
    const answers = error instanceof SluiceError && !error.retryable;
    if (answers && state.session !== undefined) await abandon(target, state.session);
    throw error instanceof FeedFailure ? error.cause : error;
  } finally {
    feed.close();
  }
}

async function attempt(state: State, number: number): Promise<void> {
  const { target, blob, feed } = state;
  if (number > 0) {
    if (await hasBlob(target.wire, target.repository, blob, target.signal)) return;
    if (state.session !== undefined) {
      state.session = await askStatus(target, state.session, Math.max(feed.position, state.session.offset));
    }
  }
  try {
    while (!(await step(state)));
  } catch (error) {
    if (feed.failure !== undefined) throw feed.failure;
    const cut = error instanceof SluiceError && error.code === 'NETWORK_RESET' && feed.position < blob.size;
    if (cut && state.session?.offset === 0) {
      noteBreak(target.host, feed.position, state.brokenAt);
      state.brokenAt = feed.position;
    }
    throw error;
  }
}

/** One request of the upload; true when the blob is stored. */
async function step(state: State): Promise<boolean> {
  const { target, blob } = state;
  state.session ??= await openSession(target);
  const { session } = state;
  if (session.offset === 0 && !wantsPieces(target.host, blob.size)) return putWhole(state, session);
  if (session.offset < blob.size) {
    await patchPiece(state, session);
    return false;
  }
  return commit(state, session);
}

/** The usual way: the whole blob in the request that also commits it (U4, U8). */
async function putWhole(state: State, session: UploadSession): Promise<boolean> {
  const { target, blob, feed } = state;
  const response = await target.wire.ask({
    ...uploadAsk(target),
    method: 'PUT',
    at: withDigest(session.location, blob.digest),
    lane: 'bulk',
    headers: { 'content-type': 'application/octet-stream' },
    // An empty blob has nothing to read (U10).
    ...(blob.size > 0 && { body: feed.piece(0, blob.size), contentLength: blob.size }),
    accept: committed,
  });
  return settle(state, response);
}

async function commit(state: State, session: UploadSession): Promise<boolean> {
  const { target, blob } = state;
  const response = await target.wire.ask({
    ...uploadAsk(target),
    method: 'PUT',
    at: withDigest(session.location, blob.digest),
    headers: { 'content-type': 'application/octet-stream' },
    accept: committed,
  });
  return settle(state, response);
}

const committed = [200, 201, 204, 400, 404, 413];

/** Understands the answer to a commit; false to go on with a new session. */
async function settle(state: State, response: Followed): Promise<boolean> {
  const { target } = state;
  if (response.status < 300) {
    await discardBody(response);
    state.session = undefined;
    return true;
  }
  if (response.status === 413) {
    await discardBody(response);
    shrinkPieces(target.host, state.blob.size, { host: target.wire.host, digest: state.blob.digest });
    state.session = undefined;
    return false;
  }
  const about = { host: target.wire.host, what: target.what };
  const answer = parseAnswerError(
    (await readBody(response, { bytes: 64 * 1024, option: '-' }, about)).toString('utf8'),
  );
  state.session = undefined;
  if (answer.codes.includes('DIGEST_INVALID')) {
    // The bytes were verified while they left: a second refusal means that something changes them on the way.
    state.digestRefusals += 1;
    if (state.digestRefusals >= 2) {
      throw new SluiceError('UPLOAD_DIGEST_REFUSED', {
        params: { host: target.wire.host, repository: target.repository, digest: state.blob.digest },
        affected: [target.wire.host],
        detail: answer.words,
      });
    }
    return false;
  }
  const lost = response.status === 404 || answer.codes.some((code) => code.startsWith('BLOB_UPLOAD_'));
  if (lost) throw interrupted(state, answer.codes[0] ?? String(response.status));
  throw new SluiceError('REGISTRY_REFUSED', {
    params: { ...about, status: response.status, codes: codesAfterStatus(answer) },
    affected: [target.wire.host],
    detail: answer.words,
  });
}

/** One piece; afterwards the session stands where the registry says it does (U5, U6). */
async function patchPiece(state: State, session: UploadSession): Promise<void> {
  const { target, blob, feed } = state;
  const from = session.offset;
  const to = from + pieceSize(target.host, blob.size - from);
  const response = await target.wire.ask({
    ...uploadAsk(target),
    method: 'PATCH',
    at: session.location,
    lane: 'bulk',
    headers: { 'content-type': 'application/octet-stream', 'content-range': `${from}-${to - 1}` },
    body: feed.piece(from, to),
    contentLength: to - from,
    accept: [200, 201, 202, 204, 404, 413, 416],
  });
  await discardBody(response);
  const range = headerOf(response.headers, 'range');
  const location = movedTo(target, response) ?? session.location;
  switch (response.status) {
    case 404:
      state.session = undefined;
      throw interrupted(state, '404');
    case 413:
      shrinkPieces(target.host, to - from, { host: target.wire.host, digest: blob.digest });
      state.session = await askStatus(target, session, to);
      return;
    case 416: {
      // The registry counts otherwise than its status said; believe it once (U7.3).
      const offset = parseUploadRange(range);
      const usable = !state.toggled && offset !== undefined && offset <= to && offset !== from;
      state.toggled = true;
      state.session = usable ? { location, offset } : undefined;
      if (!usable) throw interrupted(state, '416');
      return;
    }
    default:
      if (!confirms(range, to)) {
        // It kept something else than was sent: nothing in this session can be relied on.
        await abandon(target, { location, offset: 0 });
        state.session = undefined;
        throw interrupted(state, `range ${String(range).slice(0, 40)}`);
      }
      state.session = { location, offset: to };
  }
}

function interrupted({ target, blob }: State, reason: string): SluiceError {
  return new SluiceError('UPLOAD_INTERRUPTED', {
    params: { host: target.wire.host, repository: target.repository, digest: blob.digest, reason },
    affected: [target.wire.host],
    retryable: true,
  });
}

/** The location's own parameters stay as they are (U3). */
function withDigest(location: URL, digest: string): URL {
  const url = new URL(location);
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
  return url;
}
