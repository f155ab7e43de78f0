import { blobsOf, mediaTypes, parseManifest } from '../../../core/image/index.ts';
import { blobOf } from '../../support/registry-world.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { must } from '../case.ts';
import { honest, type BlobAnswer } from './blob-answers.ts';
import { drawBlob, type Blob } from './blobs.ts';
import { mustBe } from './ending.ts';
import type { ReadingWorld } from './reading-world.ts';
import type { Asked } from './told-server.ts';

export interface Image {
  readonly manifest: Blob;
  /** Configuration and layers. */
  readonly blobs: readonly Blob[];
}

/** An image of two or three small blobs. */
export function drawImage(random: SeededRandom, largest = 32 * 1024): Image {
  const blobs = Array.from({ length: random.between(2, 3) }, () => drawBlob(random, 1, largest));
  const [config, ...layers] = blobs.map(({ descriptor }) => descriptor);
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
  return { manifest: blobOf(JSON.stringify(document)), blobs };
}

/** What a request to a registry is about. */
export interface Wanted {
  readonly repository: string;
  readonly kind: 'manifests' | 'blobs';
  /** A tag or a digest. */
  readonly reference: string;
}

export function wantedBy({ url }: Pick<Asked, 'url'>): Wanted | undefined {
  const match = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(url.pathname);
  if (match === null) return undefined;
  const [, repository = '', kind, reference = ''] = match;
  return { repository, kind: kind === 'blobs' ? 'blobs' : 'manifests', reference };
}

/** The answer of an honest registry that has only this image, under any name and tag. */
export function answerWith(image: Image, asked: Asked): BlobAnswer {
  const { kind, reference } = wantedBy(asked) ?? {};
  const { manifest, blobs } = image;
  if (kind === 'manifests' && (!reference?.includes(':') || reference === manifest.descriptor.digest))
    return { headers: { 'content-type': mediaTypes.ociManifest }, body: manifest.bytes };
  const blob = kind === 'blobs' && blobs.find(({ descriptor }) => descriptor.digest === reference);
  return blob ? honest(asked, blob.bytes) : { status: 404, body: Buffer.alloc(0) };
}

/** Reads an image through the source: tag, manifest, blobs. Throws `Damage` when anything of it is not what was meant. */
export async function pull(world: ReadingWorld, repository: string, { manifest }: Image): Promise<void> {
  const { digest } = manifest.descriptor;
  const tagged = await world.source.resolveTag(repository, 'latest');
  must(tagged?.digest === digest, 'corrupt', `the tag names ${tagged?.digest ?? 'nothing'}`);
  const parsed = parseManifest(await world.source.fetchManifest(repository, digest));
  for (const { descriptor } of blobsOf(parsed)) mustBe(await world.read(descriptor, repository), descriptor);
}
