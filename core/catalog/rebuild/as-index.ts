import { z } from 'zod';
import {
  mediaTypes,
  parseManifest,
  rawManifest,
  type Platform,
  type RawManifest,
} from '../../image/index.ts';
import type { MadeImage } from '../../layers/index.ts';
import type { Digest } from '../../reference/index.ts';

const fallback: Platform = { os: 'linux', architecture: 'amd64' };
const configSchema = z.object({
  os: z.string().min(1).catch(fallback.os),
  architecture: z.string().min(1).catch(fallback.architecture),
  variant: z.string().min(1).optional().catch(undefined),
});
const indexSchema = z.looseObject({
  manifests: z.array(z.looseObject({ platform: z.unknown().optional() })),
});

/**
 * The image as an index with a platform for every entry, which it takes from the image's own configuration where the
 * index says none, and linux/amd64 where nobody says; a single image becomes an index of one (oc-mirror-v2.md 6.6).
 */
export function asIndex(image: MadeImage): MadeImage {
  const root = image.manifests.at(-1);
  if (root === undefined) return image;
  const parsed = parseManifest(root);
  if (parsed.kind !== 'index') return withRoot(image, [...image.manifests, indexOfOne(image, root)]);
  if (parsed.manifests.every(({ platform }) => platform !== undefined)) return image;
  const document = indexSchema.parse(JSON.parse(root.bytes.toString('utf8')));
  const manifests = document.manifests.map((entry, at) => {
    const digest = parsed.manifests[at]?.digest;
    return entry.platform === undefined ? { ...entry, platform: platformOf(image, digest) } : entry;
  });
  const completed = serialise({ ...document, manifests }, root.descriptor.mediaType);
  return withRoot(image, [...image.manifests.slice(0, -1), completed]);
}

function indexOfOne(image: MadeImage, { descriptor }: RawManifest): RawManifest {
  const { mediaType, digest, size } = descriptor;
  const type = mediaType === mediaTypes.dockerManifest ? mediaTypes.dockerList : mediaTypes.ociIndex;
  const entry = { mediaType, size, digest, platform: platformOf(image, digest) };
  return serialise({ schemaVersion: 2, mediaType: type, manifests: [entry] }, type);
}

function platformOf(image: MadeImage, digest: Digest | undefined): Platform {
  const raw = image.manifests.find(({ descriptor }) => descriptor.digest === digest);
  const manifest = raw === undefined ? undefined : parseManifest(raw);
  const config = manifest?.kind === 'image' ? image.blobs.get(manifest.config.digest) : undefined;
  if (config === undefined) return fallback;
  const { os, architecture, variant } = configSchema.parse(JSON.parse(config.toString('utf8')));
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

function serialise(document: unknown, mediaType: string): RawManifest {
  return rawManifest(Buffer.from(JSON.stringify(document)), mediaType);
}

function withRoot(image: MadeImage, manifests: readonly RawManifest[]): MadeImage {
  const root = manifests.at(-1);
  return root === undefined ? image : { ...image, manifests, root: root.descriptor };
}
