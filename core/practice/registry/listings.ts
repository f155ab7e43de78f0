import { methodNotAllowed, repositoryOf, requireDigest, type RegistryContext } from './context.ts';
import { sendJson, type Exchange } from './exchange.ts';
import { RegistryFault } from './fault.ts';
import { ociIndex } from '../store/manifest-document.ts';

/** `/v2/<name>/tags/list`, in lexical order, paged by `n` and `last`. */
export function listTags(context: RegistryContext, exchange: Exchange, repository: string): void {
  requireGet(exchange);
  const tags = [...repositoryOf(context, repository).tags.keys()].sort();
  const { page, link } = paged(exchange.url, tags);
  sendJson(exchange, 200, { name: repository, tags: page }, link);
}

/** `/v2/_catalog`: repositories that hold something, paged the same way. */
export function listRepositories(context: RegistryContext, exchange: Exchange): void {
  requireGet(exchange);
  const { page, link } = paged(exchange.url, context.store.index.repositories());
  sendJson(exchange, 200, { repositories: page }, link);
}

/** `/v2/<name>/referrers/<digest>`: every manifest of the repository whose subject is the digest. */
export function listReferrers(
  context: RegistryContext,
  exchange: Exchange,
  repository: string,
  reference: string,
): void {
  requireGet(exchange);
  if (!context.referrers) throw new RegistryFault(404, 'UNSUPPORTED', 'the referrers API is not offered');
  const subject = requireDigest(reference);
  const wanted = exchange.url.searchParams.get('artifactType');
  const stored = [...(context.store.index.repository(repository)?.manifests.values() ?? [])];
  const manifests = stored
    .filter(({ document }) => document.subject === subject)
    .filter(({ document }) => wanted === null || document.artifactType === wanted)
    .map(({ digest, bytes, document: { mediaType, artifactType, annotations } }) => ({
      mediaType,
      digest,
      size: bytes.length,
      ...(artifactType !== undefined && { artifactType }),
      ...(annotations !== undefined && { annotations }),
    }));
  const headers = {
    'content-type': ociIndex,
    ...(wanted !== null && { 'oci-filters-applied': 'artifactType' }),
  };
  sendJson(exchange, 200, { schemaVersion: 2, mediaType: ociIndex, manifests }, headers);
}

function requireGet(exchange: Exchange): void {
  const { method } = exchange.request;
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed('GET, HEAD');
}

interface Page {
  readonly page: readonly string[];
  readonly link: Readonly<Record<string, string>>;
}

// Distribution specification, "Listing Tags": Link is RFC 5988 with rel="next" while more follow.
function paged(url: URL, names: readonly string[]): Page {
  const last = url.searchParams.get('last');
  const rest = last === null ? names : names.filter((name) => name > last);
  const asked = url.searchParams.get('n');
  if (asked === null) return { page: rest, link: {} };
  if (!/^\d{1,9}$/.test(asked)) {
    throw new RegistryFault(400, 'PAGINATION_NUMBER_INVALID', 'n is not a number of entries');
  }
  const page = rest.slice(0, Number(asked));
  const end = page.at(-1);
  if (end === undefined || page.length === rest.length) return { page, link: {} };
  const next = `${url.pathname}?n=${asked}&last=${encodeURIComponent(end)}`;
  return { page, link: { link: `<${next}>; rel="next"` } };
}
