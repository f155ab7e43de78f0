import { createHash } from 'node:crypto';
import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PracticeContent } from '../../core/practice/index.ts';
import { wholeBlob } from './practice-content.ts';

/**
 * Writes the sample content as the files that docker-registry keeps (oc-mirror-v2.md 4.2),
 * so that a real registry serves it. Repositories have their host dropped.
 */
export async function writeRegistryStorage(
  content: Pick<PracticeContent, 'index' | 'blobs'>,
  root: string,
): Promise<void> {
  const files = new Map<string, Buffer | string>();
  const blob = (digest: string, bytes: Buffer): void => {
    const hex = digest.slice('sha256:'.length);
    files.set(`blobs/sha256/${hex.slice(0, 2)}/${hex}/data`, bytes);
  };
  const link = (path: string, digest: string): void => {
    files.set(`repositories/${path}/link`, digest);
  };
  const shard = (digest: string): string => digest.replace(':', '/');
  for (const { digest, ...rest } of content.blobs.values()) blob(digest, wholeBlob({ digest, ...rest }));
  for (const name of content.index.repositories()) {
    const view = content.index.repository(name);
    for (const digest of view?.blobs.keys() ?? []) link(`${name}/_layers/${shard(digest)}`, digest);
    for (const [digest, { bytes }] of view?.manifests ?? []) {
      blob(digest, bytes);
      link(`${name}/_manifests/revisions/${shard(digest)}`, digest);
    }
    for (const [tag, digest] of view?.tags ?? []) {
      link(`${name}/_manifests/tags/${tag}/current`, digest);
      link(`${name}/_manifests/tags/${tag}/index/${shard(digest)}`, digest);
    }
  }
  for (const [name, bytes] of files) {
    const path = join(root, 'docker', 'registry', 'v2', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}

/** Digests of all blobs that a registry stores, each re-read and compared with its name. */
export async function storedBlobs(root: string): Promise<Set<string>> {
  const folder = join(root, 'docker', 'registry', 'v2', 'blobs', 'sha256');
  const found = new Set<string>();
  for (const prefix of await readdir(folder).catch(() => [])) {
    for (const hex of await readdir(join(folder, prefix))) {
      const bytes = await readFile(join(folder, prefix, hex, 'data'));
      if (createHash('sha256').update(bytes).digest('hex') !== hex) throw new Error(`${hex} is damaged`);
      found.add(`sha256:${hex}`);
    }
  }
  return found;
}

/** What one repository of a registry's storage links to. */
export interface StoredRepository {
  readonly tags: ReadonlyMap<string, string>;
  /** Digests of manifests, by tag or not. */
  readonly manifests: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
}

/** Every repository that a registry stores, by name, as its folders say it. */
export async function storedRepositories(root: string): Promise<Map<string, StoredRepository>> {
  const top = join(root, 'docker', 'registry', 'v2', 'repositories');
  const found = new Map<string, StoredRepository>();
  const look = async (name: string): Promise<void> => {
    const names: string[] = await readdir(join(top, name)).catch(() => []);
    if (names.includes('_manifests')) found.set(name, await storedRepository(join(top, name)));
    for (const below of names.filter((one) => !one.startsWith('_'))) await look(join(name, below));
  };
  await look('');
  return found;
}

async function storedRepository(folder: string): Promise<StoredRepository> {
  const linked = async (...path: string[]): Promise<Set<string>> => {
    const names = await readdir(join(folder, ...path, 'sha256')).catch(() => []);
    return new Set(names.map((hex) => `sha256:${hex}`));
  };
  const tags = join(folder, '_manifests', 'tags');
  const named = new Map<string, string>();
  for (const tag of await readdir(tags).catch(() => [])) {
    named.set(tag, await readFile(join(tags, tag, 'current', 'link'), 'utf8'));
  }
  return {
    tags: named,
    manifests: await linked('_manifests', 'revisions'),
    layers: await linked('_layers'),
  };
}
