import type { Digest } from '../reference/index.ts';
import type { Descriptor } from './descriptor.ts';
import { isNonDistributable } from './media-types.ts';
import type { ParsedManifest } from './manifest.ts';

/** Content that a manifest points at directly. */
export interface ManifestBlob {
  readonly descriptor: Descriptor;
  readonly role: 'config' | 'layer';
  /** False for a layer that by default is neither fetched nor pushed (registry-client.md D7). */
  readonly distributable: boolean;
}

/** The manifests an index lists, each digest once, in the index's order. Empty for anything else. */
export function childrenOf(manifest: ParsedManifest): readonly Descriptor[] {
  if (manifest.kind !== 'index') return [];
  const seen = new Map<Digest, Descriptor>();
  for (const child of manifest.manifests) if (!seen.has(child.digest)) seen.set(child.digest, child);
  return [...seen.values()];
}

/** The configuration and the layers of a manifest, each digest once. Empty for an index. */
export function blobsOf(manifest: ParsedManifest): readonly ManifestBlob[] {
  const seen = new Map<Digest, ManifestBlob>();
  const add = (descriptor: Descriptor, role: ManifestBlob['role']): void => {
    const blob = { descriptor, role, distributable: !isNonDistributable(descriptor) };
    const known = seen.get(descriptor.digest);
    // Named once as an ordinary layer, it has to be there.
    if (known === undefined) seen.set(descriptor.digest, blob);
    else if (!known.distributable && blob.distributable)
      seen.set(descriptor.digest, { ...blob, role: known.role });
  };
  switch (manifest.kind) {
    case 'index':
      break;
    case 'image':
      add(manifest.config, 'config');
      for (const layer of manifest.layers) add(layer, 'layer');
      break;
    case 'artifact':
      for (const blob of manifest.blobs) add(blob, 'layer');
      break;
  }
  return [...seen.values()];
}
