import type { Digest } from '../../reference/index.ts';
import { readManifest, type ManifestDocument } from './manifest-document.ts';

/** One change to what the repositories hold. A store's history is a list of these. */
export type IndexEntry =
  | { readonly op: 'blob'; readonly repository: string; readonly digest: Digest; readonly size: number }
  | { readonly op: 'delete-blob'; readonly repository: string; readonly digest: Digest }
  | {
      readonly op: 'manifest';
      readonly repository: string;
      readonly digest: Digest;
      readonly mediaType: string;
      readonly bytes: Buffer;
    }
  | { readonly op: 'delete-manifest'; readonly repository: string; readonly digest: Digest }
  | { readonly op: 'tag'; readonly repository: string; readonly tag: string; readonly digest: Digest }
  | { readonly op: 'delete-tag'; readonly repository: string; readonly tag: string };

export interface StoredManifest {
  readonly digest: Digest;
  readonly bytes: Buffer;
  readonly document: ManifestDocument;
}

/** What one repository holds. */
export interface RepositoryView {
  /** Blob digests with their sizes in bytes. */
  readonly blobs: ReadonlyMap<Digest, number>;
  readonly manifests: ReadonlyMap<Digest, StoredManifest>;
  readonly tags: ReadonlyMap<string, Digest>;
}

interface Repository {
  readonly blobs: Map<Digest, number>;
  readonly manifests: Map<Digest, StoredManifest>;
  readonly tags: Map<string, Digest>;
}

/**
 * The repositories of a registry in memory: every question is answered without
 * touching the disk, and every change is an entry that can be written down and replayed.
 */
export interface RepositoryIndex {
  /** Names, in order, of those that hold something. */
  repositories(): readonly string[];
  repository(name: string): RepositoryView | undefined;
  /** Whether any repository still holds the blob. */
  isLinked(digest: Digest): boolean;
  /** Digests of all blobs that some repository holds, with sizes. */
  linked(): ReadonlyMap<Digest, number>;
  apply(entry: IndexEntry): void;
}

export function createRepositoryIndex(): RepositoryIndex {
  const repositories = new Map<string, Repository>();

  const open = (name: string): Repository => {
    const known = repositories.get(name);
    if (known !== undefined) return known;
    const made: Repository = { blobs: new Map(), manifests: new Map(), tags: new Map() };
    repositories.set(name, made);
    return made;
  };

  const apply = (entry: IndexEntry): void => {
    const repository = open(entry.repository);
    switch (entry.op) {
      case 'blob':
        repository.blobs.set(entry.digest, entry.size);
        return;
      case 'delete-blob':
        repository.blobs.delete(entry.digest);
        return;
      case 'manifest': {
        const document = readManifest(entry.bytes, entry.mediaType);
        if ('fault' in document) return;
        repository.manifests.set(entry.digest, { digest: entry.digest, bytes: entry.bytes, document });
        return;
      }
      case 'delete-manifest':
        repository.manifests.delete(entry.digest);
        for (const [tag, digest] of repository.tags) {
          if (digest === entry.digest) repository.tags.delete(tag);
        }
        return;
      case 'tag':
        repository.tags.set(entry.tag, entry.digest);
        return;
      case 'delete-tag':
        repository.tags.delete(entry.tag);
        return;
    }
  };

  return {
    repositories: () =>
      [...repositories]
        .filter(([, { blobs, manifests }]) => blobs.size + manifests.size > 0)
        .map(([name]) => name)
        .sort(),
    repository: (name) => repositories.get(name),
    isLinked: (digest) => [...repositories.values()].some(({ blobs }) => blobs.has(digest)),
    linked: () => new Map([...repositories.values()].flatMap(({ blobs }) => [...blobs])),
    apply,
  };
}
