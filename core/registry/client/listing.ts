import { SluiceError } from '../../contract/index.ts';
import { catalogScope, scopeFor } from '../auth/scope.ts';
import { discardBody, readBody } from '../http/read-body.ts';
import type { Followed } from '../http/redirect.ts';
import { nextLink } from './next-link.ts';
import type { Ask, Wire } from './wire.ts';

const pageLimit = { bytes: 8 * 1024 * 1024, option: 'list page size' };
const maximumPages = 10_000;

/** All tags of a repository; empty when it does not exist. */
export async function listTags(wire: Wire, repository: string, signal?: AbortSignal): Promise<string[]> {
  const ask = {
    at: `${repository}/tags/list?n=1000`,
    need: { repository, scopes: [scopeFor(repository, 'pull')] },
    what: `<tags of> ${repository}`,
  };
  return (await readPages(wire, ask, 'tags', signal)) ?? [];
}

/** All repositories that the registry lists, or undefined when it does not offer the list. */
export function listRepositories(wire: Wire, signal?: AbortSignal): Promise<string[] | undefined> {
  const ask = {
    at: '_catalog?n=1000',
    need: { repository: '', scopes: [catalogScope] },
    what: '<list of repositories>',
  };
  return readPages(wire, ask, 'repositories', signal);
}

/** Follows `Link: rel="next"` (registry-client.md H7); undefined when the first page does not exist. */
async function readPages(
  wire: Wire,
  ask: Pick<Ask, 'at' | 'need' | 'what'>,
  field: string,
  signal: AbortSignal | undefined,
): Promise<string[] | undefined> {
  const names: string[] = [];
  const seen = new Set<string>();
  let at: string | URL = ask.at;
  for (let page = 0; page < maximumPages; page += 1) {
    const found = await wire.persist(() => readPage(wire, { ...ask, at, signal }, field), { signal });
    if (found === undefined) return page === 0 ? undefined : names;
    for (const name of found.names) names.push(name);
    const next = found.next;
    if (next === undefined || seen.has(next.href)) return names;
    seen.add(next.href);
    at = next;
  }
  throw malformed(wire, ask.what, `more than ${maximumPages} pages`, false);
}

async function readPage(
  wire: Wire,
  ask: Pick<Ask, 'at' | 'need' | 'what' | 'signal'>,
  field: string,
): Promise<{ names: readonly string[]; next: URL | undefined } | undefined> {
  const response = await wire.ask({
    ...ask,
    method: 'GET',
    headers: { accept: 'application/json' },
    accept: [200, 404],
  });
  if (response.status === 404) {
    await discardBody(response);
    return undefined;
  }
  const bytes = await readBody(response, pageLimit, { host: wire.host, what: ask.what });
  const list = parseObject(bytes, wire, ask.what)[field] ?? [];
  if (!Array.isArray(list)) throw malformed(wire, ask.what, `no ${field}`, true);
  const names = list.filter((name): name is string => typeof name === 'string');
  return { names, next: nextPage(response, wire, ask.what) };
}

/** The next page; it must be on the same origin (an answer must not send us elsewhere with our token). */
export function nextPage(response: Followed, wire: Wire, what: string): URL | undefined {
  const header = response.headers['link'];
  for (const value of typeof header === 'string' ? [header] : (header ?? [])) {
    const target = nextLink(value);
    if (target === undefined) continue;
    const url = wire.locate(target, response.url);
    if (url === undefined || url.host !== response.url.host) {
      throw malformed(wire, what, 'the next page is on another host', false);
    }
    return url;
  }
  return undefined;
}

export function parseObject(bytes: Buffer, wire: Wire, what: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw malformed(wire, what, 'not JSON', true);
  }
  if (typeof document !== 'object' || document === null) throw malformed(wire, what, 'not an object', true);
  return document as Record<string, unknown>;
}

export function malformed(wire: Wire, what: string, reason: string, retryable: boolean): SluiceError {
  return new SluiceError('REGISTRY_ANSWER_MALFORMED', {
    params: { host: wire.host, what, reason },
    affected: [wire.host],
    retryable,
  });
}
