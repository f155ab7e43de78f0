import { SluiceError } from '../../contract/index.ts';
import type { EndpointSecurity, HttpDoor, HttpRequest } from '../../ports/index.ts';
import { networkHost } from '../../reference/index.ts';
import type { Authorizer, Need } from '../auth/authorizer.ts';
import { parseChallenges } from '../auth/challenge.ts';
import { answerFailure, codesAfterStatus, readAnswerError, type AnswerError } from '../http/answer-error.ts';
import { discardBody } from '../http/read-body.ts';
import { follow, type Followed } from '../http/redirect.ts';
import { isReplayable } from '../http/request-form.ts';
import { untilAborted } from '../http/until-aborted.ts';
import { withRetry, type RetryOptions, type RetryTools } from '../http/retry.ts';

/** One question to the registry. */
export interface Ask {
  readonly method: HttpRequest['method'];
  /** Below `/v2/`, or a whole URL that the registry named (an upload location, a next page). */
  readonly at: string | URL;
  readonly need: Need;
  /** In words, for errors: "manifest 4.18 of ocp/release". */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpRequest['body'];
  readonly contentLength?: number;
  readonly lane?: HttpRequest['lane'];
  /** Statuses that the caller understands; every other becomes an error. */
  readonly accept: readonly number[];
  readonly signal?: AbortSignal | undefined;
  readonly headersTimeout?: number;
  /** Turns a refused answer into a better error than its status alone. */
  readonly refused?: (status: number, answer: AnswerError) => SluiceError | undefined;
}

/** The registry's HTTP, with authorisation and redirects; the client's verbs are built on it. */
export interface Wire {
  readonly host: string;
  /** One attempt. */
  ask(ask: Ask): Promise<Followed>;
  /** Until it succeeds or the budget is used up. `read` runs inside, so that a body cut short is asked for again. */
  persist<T>(attempt: (number: number) => Promise<T>, options?: RetryOptions): Promise<T>;
  /** Learns scheme and challenges, once per run (registry-client.md T1). */
  ping(signal?: AbortSignal): Promise<void>;
  /** Understands a Location header. */
  locate(location: string, from: URL): URL | undefined;
}

export interface WireOptions {
  readonly door: HttpDoor;
  readonly host: string;
  readonly security: EndpointSecurity | undefined;
  readonly authorizer: Authorizer;
  readonly retry: RetryTools;
}

export function createWire(options: WireOptions): Wire {
  const { door, host, security, authorizer, retry } = options;
  // The scheme is learnt from the ping: an insecure registry may only speak http.
  let base = new URL(`https://${networkHost(host)}/v2/`);
  let pinged: Promise<void> | undefined;

  const persist: Wire['persist'] = (attempt, retryOptions) => withRetry(retry, attempt, retryOptions);

  const pingOnce = async (): Promise<void> => {
    const what = 'GET /v2/';
    const response = await follow(
      door,
      { method: 'GET', url: base, lane: 'small', askedBy: host, ...(security !== undefined && { security }) },
      { what },
    );
    if (!response.foreign) base = new URL('/v2/', response.url);
    const { status } = response;
    if (status === 401) {
      await discardBody(response);
      authorizer.learn(parseChallenges(response.headers['www-authenticate']), response.url);
      return;
    }
    // Some proxies hide this address; the first real request then brings the challenge.
    if (status === 200 || status === 403 || status === 404 || status === 405) {
      await discardBody(response);
      return;
    }
    throw await failureOf(response, { method: 'GET', what, need: { repository: '', scopes: [] } });
  };

  const ping = async (signal?: AbortSignal): Promise<void> => {
    pinged ??= persist(pingOnce);
    const current = pinged;
    try {
      await untilAborted(current, signal);
    } catch (error) {
      if (signal?.aborted !== true && pinged === current) pinged = undefined;
      throw error;
    }
  };

  const failureOf = async (
    response: Followed,
    asked: Pick<Ask, 'method' | 'what' | 'need' | 'refused'>,
  ): Promise<SluiceError> => {
    const { status, url } = response;
    const answer = await readAnswerError(response);
    const special = asked.refused?.(status, answer);
    if (special !== undefined) return special;
    const credential = await authorizer.describe(asked.need.repository);
    const { method, what } = asked;
    if (response.foreign && (status === 401 || status === 403)) {
      // registry-client.md H6: a signed address has expired; the registry gives out a new one.
      return new SluiceError('REGISTRY_UNAVAILABLE', {
        params: { host: url.host, what, status, codes: codesAfterStatus(answer) },
        affected: [host],
        retryable: true,
      });
    }
    return answerFailure(status, answer, { host, what, credential, method, url });
  };

  const send = async (asked: Ask, url: URL, authorization: string | undefined): Promise<Followed> => {
    const isOwn = url.origin === base.origin;
    const response = await follow(
      door,
      {
        method: asked.method,
        url,
        lane: asked.lane ?? 'small',
        askedBy: asked.need.repository === '' ? host : `${host}/${asked.need.repository}`,
        headers: { ...asked.headers, ...(isOwn && authorization !== undefined && { authorization }) },
        ...(asked.body !== undefined && { body: asked.body }),
        ...(asked.contentLength !== undefined && { contentLength: asked.contentLength }),
        ...(asked.signal !== undefined && { signal: asked.signal }),
        ...(asked.headersTimeout !== undefined && { headersTimeout: asked.headersTimeout }),
        ...(isOwn && security !== undefined && { security }),
        ...(!isOwn && { referredBy: base }),
      },
      { what: asked.what },
    );
    return isOwn ? response : { ...response, foreign: true };
  };

  const ask = async (asked: Ask): Promise<Followed> => {
    await ping(asked.signal);
    const url = typeof asked.at === 'string' ? new URL(asked.at, base) : asked.at;
    const replayable = isReplayable(asked);
    const { need, signal } = asked;
    const login = authorizer.login(need, signal);
    let response = await send(asked, url, await login.header({ long: !replayable }));
    while (response.status === 401 && !response.foreign) {
      const challenges = parseChallenges(response.headers['www-authenticate']);
      if (!(await login.refused(challenges, response.url))) break;
      await discardBody(response);
      // A body that is gone cannot be sent again: the upload's own recovery goes on (A8).
      if (!replayable) throw interrupted(asked, '401');
      response = await send(asked, url, await login.header());
    }
    if (asked.accept.includes(response.status)) return response;
    throw await failureOf(response, asked);
  };

  const interrupted = (asked: Ask, reason: string): SluiceError =>
    new SluiceError('UPLOAD_INTERRUPTED', {
      params: { host, repository: asked.need.repository, digest: asked.what, reason },
      affected: [host],
      retryable: true,
    });

  const locate: Wire['locate'] = (location, from) => {
    const url = URL.parse(location, from.href);
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
    // Behind a TLS-terminating proxy registries call themselves http: the scheme in use stays.
    if (url.host === base.host) return new URL(`${base.origin}${url.pathname}${url.search}`);
    return base.protocol === 'https:' && url.protocol === 'http:' ? undefined : url;
  };

  return { host, ask, persist, ping, locate };
}
