import type { OpenedSet, SetHost, SetManifest } from '../../archive/index.ts';
import { accessoryKind, imageSignatures, type SignatureResult } from '../../report/index.ts';
import { readImages } from './image-facts.ts';

/** Where a set's content is from, in short: what vouches for its images, and who answered. */
export interface SetOrigin {
  /** How many images have which signature result. */
  readonly images: Readonly<Record<SignatureResult, number>>;
  /** Absent: the set does not record it. */
  readonly hosts?: readonly SetHost[];
}

/** From the manifest and from the manifests of what travels with images. Undefined for archives without a manifest. */
export async function readSetOrigin(
  set: OpenedSet,
  signal: AbortSignal = new AbortController().signal,
): Promise<SetOrigin | undefined> {
  const { manifest } = set;
  if (manifest === undefined) return undefined;
  const { images } = await readImages(set, { ...manifest, images: withoutKind(manifest) }, signal);
  const { hosts } = manifest;
  return { images: imageSignatures(manifest, { images }), ...(hosts !== undefined && { hosts }) };
}

/** Referrers: only their own manifests tell signatures from the rest. */
function withoutKind({ images }: SetManifest): SetManifest['images'] {
  return images.filter(
    ({ accessoryOf, tag }) => accessoryOf !== undefined && accessoryKind(tag, undefined) === 'referrer',
  );
}
