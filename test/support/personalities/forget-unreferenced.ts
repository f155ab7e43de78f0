import type { WritableStore } from '../../../core/practice/index.ts';
import type { Digest } from '../../../core/reference/index.ts';

/**
 * Lets the time pass after which a registry collects what no tag leads to: blobs without a manifest, and manifests
 * that were pushed by digest. `keep` spares some, as if they had come later.
 */
export async function forgetUnreferenced(
  store: WritableStore,
  repository: string,
  keep: (digest: Digest) => boolean = () => false,
): Promise<readonly Digest[]> {
  const view = store.index.repository(repository);
  if (view === undefined) return [];
  const held = new Set<Digest>();
  const waiting = [...view.tags.values()];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    held.add(digest);
    const document = view.manifests.get(digest)?.document;
    for (const { digest: blob } of document?.blobs ?? []) held.add(blob);
    waiting.push(...(document?.manifests ?? []).map((child) => child.digest));
  }
  const goes = (digest: Digest): boolean => !held.has(digest) && !keep(digest);
  const blobs = [...view.blobs.keys()].filter(goes);
  const manifests = [...view.manifests.keys()].filter(goes);
  for (const digest of blobs) await store.record({ op: 'delete-blob', repository, digest });
  for (const digest of manifests) await store.record({ op: 'delete-manifest', repository, digest });
  return [...blobs, ...manifests];
}
