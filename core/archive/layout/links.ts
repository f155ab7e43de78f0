import { digestAlgorithm, digestHex, isDigest, type Digest } from '../../reference/index.ts';
import type { EntryShape } from './paths.ts';

/** What a repository of a registry holds, as far as its link files tell. */
export interface RepositoryContent {
  readonly tags: ReadonlyMap<string, Digest>;
  /** Manifests and indexes. */
  readonly revisions: ReadonlySet<Digest>;
  /** Configurations and layers. */
  readonly layers: ReadonlySet<Digest>;
}

/** A small file of an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A link file longer than this is refused unread: the longest honest one, sha512, has 135 bytes. */
export const linkLimit = 200;

/**
 * The link files that make `content` appear in a distribution registry, sorted by name. All of
 * them are needed by oc-mirror (peer-lab.md 3): without `_layers` it finds no blob, without
 * `revisions` or `current` no manifest.
 */
export function linkFiles(repository: string, content: RepositoryContent): ArchiveFile[] {
  const root = `docker/registry/v2/repositories/${repository}`;
  const path = (digest: Digest) => `${digestAlgorithm(digest)}/${digestHex(digest)}/link`;
  const made: ArchiveFile[] = [];
  const add = (name: string, digest: Digest) =>
    made.push({ name: `${root}/${name}`, bytes: Buffer.from(digest, 'latin1') });
  for (const digest of content.layers) add(`_layers/${path(digest)}`, digest);
  for (const digest of content.revisions) add(`_manifests/revisions/${path(digest)}`, digest);
  for (const [tag, digest] of content.tags) {
    add(`_manifests/tags/${tag}/current/link`, digest);
    add(`_manifests/tags/${tag}/index/${path(digest)}`, digest);
  }
  return made.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The digest in a link file: exactly one line, an ending newline allowed. Undefined when it is
 * anything else, or when it is not the digest that the file's own path names.
 */
export function parseLink(body: Buffer, shape: EntryShape): Digest | undefined {
  const text = body.toString('latin1').replace(/\n$/, '');
  if (body.length > linkLimit || !isDigest(text)) return undefined;
  if ('digest' in shape && shape.digest !== text) return undefined;
  return text;
}

/** Collects link entries into repositories. */
export interface RepositoryTable {
  add(shape: EntryShape, target: Digest): void;
  readonly repositories: ReadonlyMap<string, RepositoryContent>;
}

export function createRepositoryTable(): RepositoryTable {
  const repositories = new Map<
    string,
    { tags: Map<string, Digest>; revisions: Set<Digest>; layers: Set<Digest> }
  >();
  const open = (name: string) => {
    const known = repositories.get(name);
    if (known !== undefined) return known;
    const made = { tags: new Map<string, Digest>(), revisions: new Set<Digest>(), layers: new Set<Digest>() };
    repositories.set(name, made);
    return made;
  };
  return {
    repositories,
    add: (shape, target) => {
      switch (shape.kind) {
        case 'tag':
          open(shape.repository).tags.set(shape.tag, target);
          return;
        case 'revision':
          open(shape.repository).revisions.add(target);
          return;
        case 'layer':
          open(shape.repository).layers.add(target);
          return;
        case 'tag-index':
        case 'blob':
        case 'file':
        case 'ignored':
        case 'unknown':
        case 'invalid':
          return;
      }
    },
  };
}

export function isLink(shape: EntryShape): boolean {
  return (
    shape.kind === 'tag' || shape.kind === 'tag-index' || shape.kind === 'revision' || shape.kind === 'layer'
  );
}
