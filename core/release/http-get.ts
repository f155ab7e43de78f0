import { SluiceError } from '../contract/index.ts';
import type { HttpResponse } from '../ports/index.ts';
import { retrying, RetryAfter } from './retry.ts';
import type { ReleaseServices } from './services.ts';

export interface GetRequest {
  readonly url: URL;
  readonly accept?: string;
  /** Largest answer that is read, bytes. */
  readonly limit: number;
  /** What is fetched, for the words: an update graph, a signature. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

const mostRedirects = 5;

/**
 * Fetches a small public document: follows redirects, reads at most `limit` bytes, tries again when
 * the cause is transient. Undefined when the server says that it does not exist (404). Throws
 * RELEASE_SERVICE_REFUSED, RELEASE_SERVICE_BUSY, RELEASE_ANSWER_TOO_LARGE, RELEASE_REDIRECT_REFUSED,
 * and whatever the door says about the network: that cause is never replaced.
 */
export async function getDocument(
  services: Pick<ReleaseServices, 'door' | 'clock' | 'random'>,
  request: GetRequest,
): Promise<Buffer | undefined> {
  const { clock, random } = services;
  try {
    return await retrying({ clock, random, signal: request.signal }, () => getOnce(services, request));
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    // The cause names its host; what was wanted from it comes first.
    const affected = [...new Set([request.what, ...error.affected])];
    const { params, detail, retryable, stage, side } = error;
    throw new SluiceError(error.code, {
      params,
      affected,
      retryable,
      stage: stage ?? 'collect',
      side: side ?? 'source',
      ...(detail !== undefined && { detail }),
      cause: error.cause,
    });
  }
}

async function getOnce(
  { door }: Pick<ReleaseServices, 'door'>,
  request: GetRequest,
): Promise<Buffer | undefined> {
  let url = request.url;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await door.request({
      method: 'GET',
      url,
      lane: 'small',
      headers: { accept: request.accept ?? '*/*' },
      ...(request.signal !== undefined && { signal: request.signal }),
    });
    const { status } = response;
    if (status === 200) return readBody(response, request, url);
    response.body.on('error', () => undefined).destroy();
    if (status === 404) return undefined;
    if (![301, 302, 303, 307, 308].includes(status)) throw refusal(response, request, url);
    url = nextHop(response, request, url);
  }
  throw new SluiceError('RELEASE_REDIRECT_REFUSED', {
    params: { what: request.what, host: request.url.host, reason: 'loop' },
  });
}

/** No credentials travel with these requests, so another host is fine; less protection than before is not. */
function nextHop(response: HttpResponse, request: GetRequest, url: URL): URL {
  const location = single(response, 'location');
  const next =
    location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
  const secure = next?.protocol === 'https:' || (next?.protocol === 'http:' && url.protocol === 'http:');
  if (next !== undefined && secure && next.username === '' && next.password === '') return next;
  const reason = next === undefined ? 'no usable address' : `${next.protocol}//${next.host}`;
  throw new SluiceError('RELEASE_REDIRECT_REFUSED', {
    params: { what: request.what, host: url.host, reason },
  });
}

function refusal(response: HttpResponse, request: GetRequest, url: URL): Error {
  const { status } = response;
  const params = { what: request.what, host: url.host, status };
  if (status !== 429 && status < 500) return new SluiceError('RELEASE_SERVICE_REFUSED', { params });
  const failure = new SluiceError('RELEASE_SERVICE_BUSY', { params, retryable: true });
  const seconds = Number(single(response, 'retry-after'));
  return new RetryAfter(failure, Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined);
}

async function readBody(response: HttpResponse, request: GetRequest, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    received += chunk.length;
    if (received > request.limit) {
      throw new SluiceError('RELEASE_ANSWER_TOO_LARGE', {
        params: { what: request.what, host: url.host, limit: request.limit },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, received);
}

function single(response: HttpResponse, header: string): string | undefined {
  const value = response.headers[header];
  return typeof value === 'string' ? value : value?.[0];
}
