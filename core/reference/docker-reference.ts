import { SluiceError } from '../contract/index.ts';
import type { Digest } from './digest.ts';
import { looksLikeHost, requireRegistryHost, requireRepositoryPath, shown } from './grammar.ts';
import { splitTagAndDigest } from './split.ts';

/** A reference completed the way container tools complete it: always with a host. */
export interface DockerReference {
  /** `docker.io` for Docker Hub, as users and configuration files write it. */
  readonly domain: string;
  readonly path: string;
  /** Domain and path. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/**
 * Reads a reference as containers/image does for its docker transport (registry-client.md R3, R4):
 * Docker Hub names are completed, and `latest` stands when there is neither tag nor digest.
 * `name:tag@digest` is read; `requireTagOrDigest` refuses it. A leading `docker://` is dropped.
 * Throws REFERENCE_TRANSPORT_UNSUPPORTED, REFERENCE_EMPTY, REFERENCE_DIGEST_INVALID,
 * REFERENCE_TAG_INVALID, REFERENCE_HOST_INVALID or REFERENCE_NAME_INVALID.
 */
export function parseDockerReference(reference: string): DockerReference {
  const text = reference.startsWith('docker://') ? reference.slice('docker://'.length) : reference;
  const scheme = text.indexOf('://');
  if (scheme >= 0) {
    throw new SluiceError('REFERENCE_TRANSPORT_UNSUPPORTED', {
      params: { reference: shown(reference), transport: shown(text.slice(0, scheme)) },
    });
  }
  const split = splitTagAndDigest(text, reference);
  const { domain, path } = normaliseName(split.name, reference);
  const tag = split.tag ?? (split.digest === undefined ? 'latest' : undefined);
  return {
    domain,
    path,
    name: `${domain}/${path}`,
    ...(tag !== undefined && { tag }),
    ...(split.digest !== undefined && { digest: split.digest }),
  };
}

/** Refuses `name:tag@digest`, as skopeo's docker transport does (registry-client.md R5). Throws REFERENCE_TAG_AND_DIGEST. */
export function requireTagOrDigest(reference: DockerReference): DockerReference {
  if (reference.tag !== undefined && reference.digest !== undefined) {
    throw new SluiceError('REFERENCE_TAG_AND_DIGEST', {
      params: { reference: shown(formatDockerReference(reference)) },
    });
  }
  return reference;
}

export function formatDockerReference(reference: DockerReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.name}${tag}${digest}`;
}

function normaliseName(name: string, reference: string): { readonly domain: string; readonly path: string } {
  if (name === '') throw new SluiceError('REFERENCE_EMPTY', { params: { reference: shown(reference) } });
  // A bare image id is never a repository (containers/image refuses it too).
  if (/^[a-f0-9]{64}$/.test(name)) requireRepositoryPath('', reference);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hosted = slash >= 0 && looksLikeHost(first);
  const domain = hosted && first !== 'index.docker.io' ? first : 'docker.io';
  const rest = hosted ? name.slice(slash + 1) : name;
  const path = domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  requireRegistryHost(domain, reference);
  requireRepositoryPath(path, reference);
  return { domain, path };
}

/** The host that is contacted for `domain`: Docker Hub answers at registry-1.docker.io (registry-client.md R3). */
export function networkHost(domain: string): string {
  return domain === 'docker.io' || domain === 'index.docker.io' ? 'registry-1.docker.io' : domain;
}

/**
 * Parts a repository name without tag and digest into host and path, completing Docker Hub
 * names: `quay.io/a/b` gives `quay.io` and `a/b`, `ubuntu` gives `docker.io` and `library/ubuntu`.
 * Throws REFERENCE_EMPTY, REFERENCE_HOST_INVALID or REFERENCE_NAME_INVALID.
 */
export function splitRepositoryName(name: string): { readonly host: string; readonly path: string } {
  const { domain, path } = normaliseName(name, name);
  return { host: domain, path };
}
