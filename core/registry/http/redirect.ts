import { SluiceError } from '../../contract/index.ts';
import type { HttpDoor, HttpRequest, HttpResponse } from '../../ports/index.ts';
import { discardBody } from './read-body.ts';
import { isReplayable } from './request-form.ts';
import { headerOf } from './retry-after.ts';
import { safeUrl } from './settings.ts';

export interface FollowOptions {
  readonly limit?: number;
  /** In words, for errors: "manifest 4.18 of ocp/release". */
  readonly what: string;
  /** Whether a hop to this origin keeps the body of a 307 or 308; a refresh token must stay at home. */
  readonly mayCarryBody?: (target: URL) => boolean;
}

export interface Followed extends HttpResponse {
  readonly url: URL;
  /** Whether the answer comes from another origin than the one asked. */
  readonly foreign: boolean;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const personalHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * Sends a request and follows its redirects by our rules (registry-client.md H5): never from
 * https to http, credentials never leave their origin (scheme, host and port), a body only goes
 * along with 307 and 308 when it can be sent again, and every hop is subject to the address
 * policy of the server that named it. Throws REDIRECT_REFUSED.
 */
export async function follow(door: HttpDoor, first: HttpRequest, options: FollowOptions): Promise<Followed> {
  const limit = options.limit ?? 10;
  const visited = new Set<string>();
  let request = first;
  let foreign = false;
  for (let hops = 0; ; hops += 1) {
    const response = await door.request(request);
    const url = response.url ?? request.url;
    const location = headerOf(response.headers, 'location');
    if (!redirects.has(response.status) || location === undefined) return { ...response, url, foreign };
    await discardBody(response);
    const refuse = (reason: string, target: string): SluiceError =>
      new SluiceError('REDIRECT_REFUSED', {
        params: { host: url.host, what: options.what, target, reason },
        affected: [first.url.host],
      });
    const target = URL.parse(location, url.href);
    if (target === null) throw refuse('bad address', '?');
    const shown = safeUrl(target);
    if (target.protocol !== 'https:' && target.protocol !== 'http:') throw refuse('scheme', shown);
    if (url.protocol === 'https:' && target.protocol === 'http:') throw refuse('https to http', shown);
    if (hops >= limit) throw refuse(`more than ${limit} hops`, shown);
    if (visited.has(target.href)) throw refuse('loop', shown);
    visited.add(target.href);
    const bodyless = request.method === 'GET' || request.method === 'HEAD';
    const keepsMethod = response.status === 307 || response.status === 308;
    if (!bodyless && !keepsMethod) throw refuse(`${request.method} with status ${response.status}`, shown);
    if (!isReplayable(request)) throw refuse('the body cannot be sent twice', shown);
    const crosses = target.origin !== url.origin;
    if (request.body !== undefined && crosses && options.mayCarryBody?.(target) === false) {
      throw refuse('the body may not leave its origin', shown);
    }
    foreign = foreign || crosses;
    request = hop(request, target, url, crosses);
  }
}

function hop(request: HttpRequest, target: URL, from: URL, crosses: boolean): HttpRequest {
  if (!crosses) return { ...request, url: target };
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).filter(([name]) => !personalHeaders.has(name.toLowerCase())),
  );
  // The endpoint's security goes along, as with containers/image: no credential does, and digests are checked.
  return { ...request, url: target, headers, referredBy: from };
}
