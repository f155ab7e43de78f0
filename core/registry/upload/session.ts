import { SluiceError } from '../../contract/index.ts';
import { scopeFor } from '../auth/scope.ts';
import type { Ask, Wire } from '../client/wire.ts';
import { discardBody } from '../http/read-body.ts';
import type { Followed } from '../http/redirect.ts';
import { headerOf } from '../http/retry-after.ts';
import type { UploadHost } from './piece-size.ts';
import { isAmbiguous, parseUploadRange } from './range.ts';

/** An open upload at a registry. */
export interface UploadSession {
  readonly location: URL;
  /** Bytes that the registry is known to have. */
  readonly offset: number;
  /** That many only by its own account after a break: registries count wrongly. */
  readonly resumed?: boolean;
}

const largestMinimum = 1024 * 1024 * 1024;

export interface UploadTarget {
  readonly wire: Wire;
  readonly host: UploadHost;
  readonly repository: string;
  readonly what: string;
  readonly signal: AbortSignal | undefined;
}

/** The scope needed first stands first (registry-client.md A5, A6). */
export function uploadAsk(target: UploadTarget, from?: string): Pick<Ask, 'need' | 'what' | 'signal'> {
  const scopes = [scopeFor(target.repository, 'push')];
  if (from !== undefined) scopes.push(scopeFor(from, 'pull'));
  return { need: { repository: target.repository, scopes }, what: target.what, signal: target.signal };
}

/** Opens an upload (registry-client.md U3). */
export async function openSession(target: UploadTarget): Promise<UploadSession> {
  const response = await target.wire.ask({
    ...uploadAsk(target),
    method: 'POST',
    at: `${target.repository}/blobs/uploads/`,
    accept: [202],
  });
  await discardBody(response);
  return sessionOf(target, response);
}

/**
 * Asks the registry to take the blob from another of its repositories (registry-client.md U2): `mounted`, or
 * the session that it opened instead, or undefined when it would do neither.
 */
export async function mount(
  target: UploadTarget,
  digest: string,
  from: string,
): Promise<'mounted' | UploadSession | undefined> {
  const query = new URLSearchParams({ mount: digest, from });
  try {
    const response = await target.wire.ask({
      ...uploadAsk(target, from),
      method: 'POST',
      at: `${target.repository}/blobs/uploads/?${query.toString()}`,
      accept: [201, 202],
    });
    await discardBody(response);
    return response.status === 201 ? 'mounted' : sessionOf(target, response);
  } catch (error) {
    // A mount is a shortcut: whatever is wrong with it, the plain way says it better.
    if (target.signal?.aborted === true || !(error instanceof SluiceError)) throw error;
    return undefined;
  }
}

/** The session that a 202 describes. */
export function sessionOf(target: UploadTarget, response: Followed, offset = 0): UploadSession {
  const minimum = Number(headerOf(response.headers, 'oci-chunk-min-length') ?? 0);
  if (Number.isSafeInteger(minimum) && minimum > 0)
    target.host.minimumPiece = Math.min(minimum, largestMinimum);
  const location = movedTo(target, response);
  if (location === undefined) {
    throw new SluiceError('REGISTRY_ANSWER_MALFORMED', {
      params: { host: target.wire.host, what: target.what, reason: 'no usable Location' },
      affected: [target.wire.host],
      retryable: true,
    });
  }
  return { location, offset };
}

/** The upload's next address, when the answer names one. */
export function movedTo(target: UploadTarget, response: Followed): URL | undefined {
  const location = headerOf(response.headers, 'location');
  return location === undefined ? undefined : target.wire.locate(location, response.url);
}

/**
 * Asks how much of an interrupted upload arrived (registry-client.md U7.2); undefined when it cannot be
 * continued and a new one must be opened: then it is let go of. `sent`: bytes that left us.
 */
export async function askStatus(
  target: UploadTarget,
  session: UploadSession,
  sent: number,
): Promise<UploadSession | undefined> {
  const response = await target.wire.ask({
    ...uploadAsk(target),
    method: 'GET',
    at: session.location,
    accept: [200, 202, 204, 400, 404, 405, 416],
  });
  await discardBody(response);
  if (response.status === 404) return undefined;
  const range = headerOf(response.headers, 'range');
  const offset = response.status < 400 ? parseUploadRange(range) : undefined;
  const location = movedTo(target, response) ?? session.location;
  // One byte too many at the start, and the registry would refuse everything at the end.
  const unclear = isAmbiguous(range) && sent > 0;
  if (offset === undefined || offset > sent || unclear) {
    await abandon(target, { location, offset: 0 });
    return undefined;
  }
  target.host.resumable = true;
  return { location, offset, resumed: true };
}

/** Lets go of an upload; whether the registry minds does not matter. */
export async function abandon(target: UploadTarget, session: UploadSession): Promise<void> {
  try {
    const response = await target.wire.ask({
      ...uploadAsk({ ...target, signal: AbortSignal.timeout(10_000) }),
      method: 'DELETE',
      at: session.location,
      accept: [200, 202, 204, 404],
    });
    await discardBody(response);
  } catch {
    // Registries collect abandoned uploads on their own.
  }
}
