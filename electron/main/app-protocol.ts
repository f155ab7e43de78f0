import { pageHeaders, type Page } from '../../core/page/index.ts';
import { isPageAddress } from './page-address.ts';

/** What is registered for the page's scheme, once and before the program is ready: no more than it needs. */
export const schemePrivileges = { standard: true, secure: true, supportFetchAPI: true } as const;

export interface PageRequest {
  readonly url: string;
  readonly method: string;
}

/** Answers requests of the window with files of the page, under the same policy as browser mode. */
export function createAppProtocol(
  page: Page,
  newNonce: () => string,
): (request: PageRequest) => Promise<Response> {
  return async ({ url, method }) => {
    const nonce = newNonce();
    // The page talks over the preload script alone.
    const headers = { ...pageHeaders({ nonce, connect: "'none'" }), 'cache-control': 'no-store' };
    if (!isPageAddress(url)) return new Response(null, { status: 404, headers });
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
    const found = await page.find(pathAsSent(url), nonce).catch(() => undefined);
    if (found === undefined) return new Response(null, { status: 404, headers });
    const body = method === 'HEAD' ? null : new Uint8Array(found.body);
    return new Response(body, { status: 200, headers: { ...headers, 'content-type': found.type } });
  };
}

/** Undecoded: `%2e%2e%2f` is the name of no file. */
function pathAsSent(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] || '/';
}
