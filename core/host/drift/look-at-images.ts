import type { Descriptor } from '../../image/index.ts';
import { mapConcurrently } from '../../plan/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryContent } from './registry-content.ts';
import type { ToldContent, ToldImage } from './told-images.ts';

/** How a registry has an image: what of it is not there, manifests and blobs. */
export interface ImageState {
  readonly image: ToldImage;
  readonly absent: readonly Digest[];
  readonly damaged: readonly Digest[];
  /** Blobs of manifests that are there. */
  readonly blobs: readonly Descriptor[];
}

/** What is asked for: the host gate allows fewer at once. */
export const concurrency = 16;

interface ReadImage {
  readonly absent: Digest[];
  readonly damaged: Digest[];
  readonly blobs: Map<Digest, Descriptor>;
}

/** One question for each manifest and each blob in each repository. */
export async function lookAtImages(
  content: RegistryContent,
  { images, closures }: Pick<ToldContent, 'images' | 'closures'>,
  onProgress: (phase: 'manifests' | 'blobs', done: number, total: number) => void,
): Promise<readonly ImageState[]> {
  let done = 0;
  const read = await mapConcurrently(images, concurrency, async (image) => {
    const found: ReadImage = { absent: [], damaged: [], blobs: new Map() };
    await readManifests(content, image.repository, image.digest, closures, found);
    onProgress('manifests', ++done, images.length);
    return { image, ...found };
  });
  const wanted = read.flatMap((one) => [...one.blobs.values()].map((blob) => ({ one, blob })));
  let asked = 0;
  const missing = new Map<ToldImage, Descriptor[]>();
  await mapConcurrently(wanted, concurrency, async ({ one: { image }, blob }) => {
    const has = await content.hasBlob(image.repository, blob);
    onProgress('blobs', ++asked, wanted.length);
    if (!has) missing.set(image, [...(missing.get(image) ?? []), blob]);
  });
  return read.map(({ image, absent, damaged }) => ({
    image,
    absent,
    damaged,
    blobs: missing.get(image) ?? [],
  }));
}

/** Indexes name manifests, which may be indexes; no deeper than images are read elsewhere. */
const deepest = 4;

async function readManifests(
  content: RegistryContent,
  repository: string,
  digest: Digest,
  closures: ToldContent['closures'],
  into: ReadImage,
  depth = 0,
): Promise<void> {
  const found = await content.manifest(repository, digest);
  if (found.state === 'absent') into.absent.push(digest);
  if (found.state === 'damaged') into.damaged.push(digest);
  if (found.state !== 'there' || depth > deepest) return;
  for (const blob of found.blobs) into.blobs.set(blob.digest, blob);
  const told = closures.get(digest);
  const before = into.absent.length;
  const children = told === undefined ? found.children : found.children.filter((one) => told.includes(one));
  for (const child of children) await readManifests(content, repository, child, closures, into, depth + 1);
  // Nobody here knows which instances the set left out on purpose: some of the list are enough.
  const lacking = into.absent.length - before;
  if (told === undefined && lacking < children.length) into.absent.length = before;
}
