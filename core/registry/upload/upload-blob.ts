import { SluiceError } from '../../contract/index.ts';
import type { Descriptor } from '../../image/index.ts';
import { askForBlob, hasBlob } from '../client/download.ts';
import type { Ask } from '../client/wire.ts';
import { discardBody } from '../http/read-body.ts';
import type { Followed } from '../http/redirect.ts';
import { headerOf } from '../http/retry-after.ts';
import { createBlobFeed, FeedFailure, type BlobFeed, type OpenBytes } from './blob-feed.ts';
import { noteBreaks, pieceSize, shrinkPieces, wantsPieces } from './piece-size.ts';
import { confirms, isAmbiguous, parseUploadRange } from './range.ts';
import { interruption, understandRefusal, type Refusal } from './refusal.ts';
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
  /** Where in the blob the body begins that is under way. */
  sending: number | undefined;
  /** The last request whose body broke off: where in the blob it began, and how much of it had left. */
  broken: { readonly from: number; readonly sent: number } | undefined;
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
  const others = (options.mountFrom ?? []).filter((from) => from !== repository);
  for (const from of others.slice(0, 2)) {
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
    sending: undefined,
    broken: undefined,
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
    const answers = error instanceof FeedFailure || (error instanceof SluiceError && !error.retryable);
    if (answers && state.session !== undefined) await abandon(target, state.session);
    throw error instanceof FeedFailure ? error.cause : error;
  } finally {
    feed.close();
  }
}

async function attempt(state: State, number: number): Promise<void> {
  const { target, blob, feed } = state;
  if (number > 0) {
    // Within one attempt nothing is tried twice: budgets inside each other would multiply (B3).
    if (await askForBlob(target.wire, target.repository, blob, target.signal)) return;
    if (state.session !== undefined) {
      state.session = await askStatus(target, state.session, Math.max(feed.position, state.session.offset));
    }
  }
  state.sending = undefined;
  try {
    while (!(await step(state)));
  } catch (error) {
    if (feed.failure !== undefined) throw feed.failure;
    if (error instanceof SluiceError && error.code === 'NETWORK_RESET') learnFromBreak(state);
    throw error;
  }
}

/** Only bodies tell something: a connection may break at any time between them. */
function learnFromBreak(state: State): void {
  const { target, feed, sending, broken } = state;
  if (sending === undefined || feed.handed === 0) return;
  if (broken?.from === sending) noteBreaks(target.host, Math.max(feed.handed, broken.sent));
  state.broken = { from: sending, sent: feed.handed };
}

/** One request of the upload; true when the blob is stored. */
async function step(state: State): Promise<boolean> {
  const { target, blob } = state;
  state.session ??= await openSession(target);
  const { session } = state;
  if (session.offset === 0 && !wantsPieces(target.host, blob.size)) return commit(state, session, blob.size);
  if (session.offset === blob.size) return commit(state, session, 0);
  await patchPiece(state, session);
  return false;
}

/**
 * The request that completes the upload (U8). It usually brings the whole blob (U4), after pieces nothing more. False
 * to go on with another session.
 */
async function commit(state: State, session: UploadSession, bytes: number): Promise<boolean> {
  const { target, blob } = state;
  const response = await send(state, bytes, {
    method: 'PUT',
    at: withDigest(session.location, blob.digest),
    accept: [200, 201, 204, 400, 404, 409, 413, 416],
  });
  if (response.status < 300) {
    await discardBody(response);
    state.session = undefined;
    return true;
  }
  const refusal = await understandRefusal(target, blob, { method: 'PUT', bytes }, response);
  switch (refusal.kind) {
    case 'too-large':
      shrinkPieces(target.host, bytes, { host: target.wire.host, digest: blob.digest });
      // Whatever refused it may have let a part of it through.
      await letGo(state, session);
      return false;
    case 'wrong-digest':
      state.session = undefined;
      // After a break the registry may have had less, or more, than it said.
      if (session.resumed === true) throw interruption(target, blob, 'DIGEST_INVALID');
      // The bytes were verified while they left: a second refusal means that something changes them on the way.
      state.digestRefusals += 1;
      if (state.digestRefusals < 2) return false;
      throw refusal.error;
    default:
      throw await ended(state, session, refusal);
  }
}

/** One piece; afterwards the session stands where the registry says it does (U5, U6). */
async function patchPiece(state: State, session: UploadSession): Promise<void> {
  const { target, blob } = state;
  const from = session.offset;
  const to = from + pieceSize(target.host, blob.size - from);
  const response = await send(state, to - from, {
    method: 'PATCH',
    at: session.location,
    headers: { 'content-range': `${from}-${to - 1}` },
    accept: [200, 201, 202, 204, 400, 404, 409, 413, 416],
  });
  const location = movedTo(target, response) ?? session.location;
  const range = headerOf(response.headers, 'range');
  if (response.status < 300) {
    await discardBody(response);
    if (confirms(range, to)) {
      state.session = { ...session, location, offset: to };
      return;
    }
    // It kept something else than was sent: nothing in this session can be relied on.
    await letGo(state, { location, offset: to });
    throw interruption(target, blob, `range ${String(range).slice(0, 40)}`);
  }
  const refusal = await understandRefusal(target, blob, { method: 'PATCH', bytes: to - from }, response);
  if (refusal.kind === 'too-large') {
    shrinkPieces(target.host, to - from, { host: target.wire.host, digest: blob.digest });
    state.session = await askStatus(target, session, to);
    return;
  }
  if (refusal.kind === 'misplaced' && !state.toggled) {
    // The registry counts otherwise than its status said; believe it once (U7.3). Quay's own count is one too high.
    state.toggled = true;
    const told = isAmbiguous(range) ? undefined : parseUploadRange(range);
    const offset = told === from ? from - 1 : told;
    if (offset !== undefined && offset >= 0 && offset <= to) {
      state.session = { location, offset, resumed: true };
      return;
    }
  }
  throw await ended(state, { location, offset: from }, refusal);
}

/** Sends a request of the upload with the blob's next `bytes`. */
async function send(
  state: State,
  bytes: number,
  request: Pick<Ask, 'method' | 'at' | 'accept' | 'headers'>,
): Promise<Followed> {
  const { target, feed, session } = state;
  const from = session?.offset ?? 0;
  // An empty blob has nothing to read (U10), and neither has a commit after pieces.
  if (bytes > 0) state.sending = from;
  const response = await target.wire.ask({
    ...uploadAsk(target),
    ...request,
    headers: { 'content-type': 'application/octet-stream', ...request.headers },
    ...(bytes > 0 && { lane: 'bulk', body: feed.piece(from, from + bytes), contentLength: bytes }),
  });
  state.sending = undefined;
  return response;
}

/** What this attempt ends with. Of the session nothing is left, unless the registry is only not done with it yet. */
async function ended(state: State, session: UploadSession, { kind, error }: Refusal): Promise<SluiceError> {
  if (kind === 'lost') state.session = undefined;
  else if (kind !== 'busy' && kind !== 'final') await letGo(state, session);
  return error;
}

async function letGo(state: State, session: UploadSession): Promise<void> {
  state.session = undefined;
  await abandon(state.target, session);
}

/** The location's own parameters stay as they are (U3). */
function withDigest(location: URL, digest: string): URL {
  const url = new URL(location);
  url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
  return url;
}
