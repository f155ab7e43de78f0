import type { Digest } from '../reference/index.ts';
import { looksLikeHost } from '../reference/index.ts';

/**
 * The package URL of an image: type `oci`, named by the last part of its repository, its digest as the version, the
 * rest as qualifiers in alphabetical order. ECMA-427: everything but letters, digits and `.-_~:` is percent-encoded.
 */
export function ociPurl(image: {
  /** `quay.io/openshift-release-dev/ocp-release`, without tag and digest. */
  readonly repository: string;
  readonly digest: Digest;
  readonly tag?: string;
}): string {
  const { repository, digest, tag } = image;
  const name = repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
  const qualifiers = [
    ['repository_url', withHost(repository)],
    ['tag', tag ?? ''],
  ]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encoded(value ?? '')}`);
  return `pkg:oci/${encoded(name)}@${encoded(digest)}?${qualifiers.join('&')}`;
}

/** The name of a repository without tag and digest: a reference as it stands in a configuration. */
export function repositoryOf(reference: string): string {
  const plain = reference.replace(/^(?:docker|oci):\/\//, '').split('@')[0] ?? '';
  const slash = plain.lastIndexOf('/');
  const colon = plain.indexOf(':', slash + 1);
  return colon < 0 ? plain : plain.slice(0, colon);
}

/** The tag in a reference; undefined where it has none. */
export function tagOf(reference: string): string | undefined {
  const plain = reference.split('@')[0] ?? '';
  return /:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/.exec(plain)?.[1];
}

/** A name without a host is Docker Hub's (registry-client.md R4). */
function withHost(repository: string): string {
  const [first = ''] = repository.split('/');
  if (repository.includes('/') && looksLikeHost(first)) return repository;
  return `docker.io/${repository.includes('/') ? repository : `library/${repository}`}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
