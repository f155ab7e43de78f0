import { SluiceError } from '../contract/index.ts';
import {
  childrenOf,
  isIndexMediaType,
  maximumIndexNesting,
  parseManifest,
  platformMatches,
  type ImageManifest,
  type Platform,
  type RepositoryName,
  type Source,
} from '../image/index.ts';
import type { Digest } from '../reference/index.ts';

export interface ImageRequest {
  readonly repository: RepositoryName;
  readonly digest: Digest;
  /** Which instance of an index to read; the first when absent or not offered. */
  readonly platform?: Platform | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The image that a digest names; of an index the wanted instance, else the first image in it, depth first
 * (oc-mirror-v2.md 5.8). Throws IMAGE_INDEX_EMPTY, and what the source throws.
 */
export async function findImage(source: Source, request: ImageRequest): Promise<ImageManifest> {
  const { repository, platform, signal } = request;
  let digest = request.digest;
  for (let depth = 0; depth <= maximumIndexNesting; depth++) {
    const manifest = parseManifest(await source.fetchManifest(repository, digest, signal));
    if (manifest.kind === 'image') return manifest;
    const children = childrenOf(manifest);
    const preferred = children.find(
      (child) =>
        platform !== undefined && child.platform !== undefined && platformMatches(child.platform, platform),
    );
    const child = preferred ?? children.find((entry) => !isIndexMediaType(entry.mediaType)) ?? children[0];
    if (child === undefined) break;
    digest = child.digest;
  }
  throw new SluiceError('IMAGE_INDEX_EMPTY', { params: { digest: request.digest } });
}
