import {
  bareMediaType,
  maximumManifestBytes,
  mediaTypes,
  parseManifest,
  type Descriptor,
} from '../../image/index.ts';
import { digestAlgorithm, digestHex, type Digest } from '../../reference/index.ts';
import { scopeFor } from '../auth/scope.ts';
import { discardBody, readBody } from '../http/read-body.ts';
import { headerOf } from '../http/retry-after.ts';
import { malformed, nextPage } from './listing.ts';
import { getManifest, type ManifestOptions } from './manifests.ts';
import type { Wire } from './wire.ts';

const pageLimit = { bytes: maximumManifestBytes, option: 'referrers page size' };
const maximumPages = 1000;
const memoryFor = 5 * 60_000;

/** Which repositories have no referrers API, so that it is not asked for every image; monotonic times. */
export type ReferrersMemory = Map<string, number>;

/** The tag under which a registry without the API keeps the list of what refers to `digest`. */
export function referrersTag(digest: Digest): string {
  return `${digestAlgorithm(digest).slice(0, 32)}-${digestHex(digest).slice(0, 64)}`;
}

/**
 * What refers to `digest` (registry-client.md S1): from the referrers API, else from the fallback tag; only
 * `artifactType` when given. Empty when nothing does.
 */
export async function listReferrers(
  wire: Wire,
  memory: ReferrersMemory,
  now: number,
  repository: string,
  digest: Digest,
  options: ManifestOptions & { readonly artifactType?: string; readonly signal?: AbortSignal },
): Promise<readonly Descriptor[]> {
  const { artifactType, signal } = options;
  const matching = (list: readonly Descriptor[]): readonly Descriptor[] =>
    artifactType === undefined ? list : list.filter((entry) => entry.artifactType === artifactType);
  const missingSince = memory.get(repository);
  if (missingSince === undefined || now - missingSince >= memoryFor) {
    const listed = await fromApi(wire, repository, digest, artifactType, signal);
    // Filtered here as well: a registry may ignore the parameter (no OCI-Filters-Applied).
    if (listed !== undefined) return matching(listed);
    memory.set(repository, now);
  }
  const fallback = await getManifest(wire, repository, referrersTag(digest), options, signal);
  if (fallback === undefined) return [];
  const manifest = parseManifest(fallback);
  // An image may bear this tag: oc-mirror names digest-only images so (M11).
  const isList = manifest.kind === 'index' && fallback.descriptor.digest !== digest;
  return isList ? matching(manifest.manifests) : [];
}

async function fromApi(
  wire: Wire,
  repository: string,
  digest: Digest,
  artifactType: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Descriptor[] | undefined> {
  const query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`;
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let at: string | URL = `${repository}/referrers/${digest}${query}`;
  for (let page = 0; page < maximumPages; page += 1) {
    const result = await wire.persist(() => readPage(wire, repository, digest, at, signal), { signal });
    if (result === undefined) return page === 0 ? undefined : found;
    found.push(...result.manifests);
    const { next } = result;
    if (next === undefined || seen.has(next.href)) return found;
    seen.add(next.href);
    at = next;
  }
  throw malformed(wire, `<referrers of> ${repository}@${digest}`, `more than ${maximumPages} pages`, false);
}

async function readPage(
  wire: Wire,
  repository: string,
  digest: Digest,
  at: string | URL,
  signal: AbortSignal | undefined,
): Promise<{ manifests: readonly Descriptor[]; next: URL | undefined } | undefined> {
  const what = `<referrers of> ${repository}@${digest}`;
  const response = await wire.ask({
    method: 'GET',
    at,
    need: { repository, scopes: [scopeFor(repository, 'pull')] },
    what,
    headers: { accept: mediaTypes.ociIndex },
    accept: [200, 400, 404, 405, 406],
    signal,
  });
  const contentType = headerOf(response.headers, 'content-type') ?? '';
  if (response.status !== 200 || bareMediaType(contentType) !== mediaTypes.ociIndex) {
    await discardBody(response);
    return undefined;
  }
  const bytes = await readBody(response, pageLimit, { host: wire.host, what });
  const index = parseManifest({ bytes, contentType });
  return {
    manifests: index.kind === 'index' ? index.manifests : [],
    next: nextPage(response, wire, what),
  };
}
