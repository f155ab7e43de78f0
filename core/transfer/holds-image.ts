import type { PlannedImage } from '../plan/index.ts';
import type { Digest } from '../reference/index.ts';
import type { RegistryClient } from '../registry/index.ts';

/**
 * Whether a registry has `image` whole under its name at `path`. One question, and for a list one more for each
 * instance: with `platforms` an earlier run may have left the same list there with others than are wanted now
 * (oc-mirror-v2.md 7.5). Blobs that are `doubted` are asked for one by one: a registry that lost them has the image's
 * manifests all the same.
 */
export async function holdsImage(
  client: Pick<RegistryClient, 'headManifest' | 'hasBlob'>,
  path: string,
  image: PlannedImage,
  signal: AbortSignal,
  doubted: ReadonlySet<Digest> = new Set(),
): Promise<'whole' | 'other' | 'nothing'> {
  const { root, manifests, blobs, record } = image;
  const found = await client.headManifest(path, record.destination.tag, signal);
  if (found === undefined) return 'nothing';
  if (found.digest !== root.digest) return 'other';
  for (const { descriptor } of manifests) {
    if (descriptor.digest === root.digest) continue;
    if ((await client.headManifest(path, descriptor.digest, signal)) === undefined) return 'other';
  }
  for (const blob of blobs) {
    if (doubted.has(blob.digest) && !(await client.hasBlob(path, blob, signal))) return 'other';
  }
  return 'whole';
}
