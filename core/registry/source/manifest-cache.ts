import type { RawManifest } from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';

/** Keeps manifests that were read by tag, because they are asked for by digest next. */
export interface ManifestCache {
  get(digest: Digest): RawManifest | undefined;
  put(manifest: RawManifest): void;
}

/** Holds at most `limit` bytes; the oldest go first. */
export function createManifestCache(limit: number): ManifestCache {
  const manifests = new Map<Digest, RawManifest>();
  let bytes = 0;
  return {
    get: (digest) => manifests.get(digest),
    put: (manifest) => {
      const { digest } = manifest.descriptor;
      if (manifests.has(digest) || manifest.bytes.length > limit) return;
      manifests.set(digest, manifest);
      bytes += manifest.bytes.length;
      for (const [oldest, { bytes: old }] of manifests) {
        if (bytes <= limit) break;
        manifests.delete(oldest);
        bytes -= old.length;
      }
    },
  };
}
