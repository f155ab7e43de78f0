import { RegistryFault } from './fault.ts';

/** What a request's path asks for. */
export type Route =
  | { readonly kind: 'ping' }
  | { readonly kind: 'token' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: string };

// Distribution specification, "Pulling manifests": the grammar of <name>.
const nameForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

const below = (pattern: string): RegExp => new RegExp(`^/v2/(.+)/${pattern}$`);

// A repository may itself contain "manifests" or "blobs": the greedy name takes the last match.
const forms: readonly (readonly [RegExp, (repository: string, rest: string) => Route])[] = [
  [below('tags/list'), (repository) => ({ kind: 'tags', repository })],
  [below('manifests/([^/]+)'), (repository, reference) => ({ kind: 'manifest', repository, reference })],
  [below('blobs/uploads/?'), (repository) => ({ kind: 'uploads', repository })],
  [below('blobs/uploads/([^/]+)'), (repository, id) => ({ kind: 'upload', repository, id })],
  [below('blobs/([^/]+)'), (repository, digest) => ({ kind: 'blob', repository, digest })],
  [below('referrers/([^/]+)'), (repository, digest) => ({ kind: 'referrers', repository, digest })],
];

/** The route of `pathname`; undefined when it is none of the registry's. Throws a RegistryFault for a bad repository name. */
export function routeOf(pathname: string): Route | undefined {
  if (pathname === '/v2' || pathname === '/v2/') return { kind: 'ping' };
  if (pathname === '/v2/_catalog') return { kind: 'catalog' };
  if (pathname === '/token') return { kind: 'token' };
  const path = decode(pathname);
  for (const [form, make] of forms) {
    const match = form.exec(path);
    if (match === null) continue;
    const repository = match[1] ?? '';
    if (repository.length > 255 || !nameForm.test(repository)) {
      throw new RegistryFault(400, 'NAME_INVALID', `invalid repository name`, {
        detail: { name: repository },
      });
    }
    return make(repository, match[2] ?? '');
  }
  return undefined;
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new RegistryFault(400, 'NAME_INVALID', 'the path is not valid percent-encoding');
  }
}
