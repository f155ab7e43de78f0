import {
  attestedDigest,
  formatPlatform,
  mediaTypes,
  parseManifest,
  type Descriptor,
  type ParsedManifest,
  type RawManifest,
} from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';

/** One image that can be scanned: a manifest with a file system. */
export interface Subject {
  readonly digest: Digest;
  /** Of its configuration. */
  readonly config?: Digest;
  /** `linux/amd64`, as the index that lists it says. */
  readonly platform?: string;
}

/** What an approval of an image is about. */
export interface ImageSubjects {
  readonly root: Digest;
  /** Indexes on the way to the subjects, the root among them when it is one. */
  readonly indexes: readonly Digest[];
  /**
   * Every carried image that has to be approved; the attestations of an index are no images. A root that is neither
   * index nor image (a chart, a signature) is its own subject: it is approved by a waiver or a list, or not at all.
   */
  readonly subjects: readonly Subject[];
}

/** Reads what is carried of an image. Throws what parsing a manifest throws. */
export function subjectsOf(root: Digest, manifests: readonly RawManifest[]): ImageSubjects {
  const parsed = new Map(manifests.map((raw) => [raw.descriptor.digest, parseManifest(raw)] as const));
  const listed = new Map<Digest, Descriptor>();
  const indexes: Digest[] = [];
  for (const [digest, manifest] of parsed) {
    if (manifest.kind !== 'index') continue;
    indexes.push(digest);
    for (const child of manifest.manifests) listed.set(child.digest, child);
  }
  const subjects: Subject[] = [];
  for (const [digest, manifest] of parsed) {
    if (manifest.kind === 'index') continue;
    const entry = listed.get(digest);
    if (digest !== root && isAttestation(entry, manifest)) continue;
    const platform = entry?.platform === undefined ? undefined : formatPlatform(entry.platform);
    subjects.push({
      digest,
      ...(manifest.kind === 'image' && { config: manifest.config.digest }),
      ...(platform !== undefined && { platform }),
    });
  }
  return { root, indexes, subjects };
}

/** Buildkit's entry about another image of the index: it has no file system that could be run. */
function isAttestation(entry: Descriptor | undefined, manifest: ParsedManifest): boolean {
  return entry !== undefined && attestedDigest(entry) !== undefined && !hasFileSystem(manifest);
}

/** Whether there is a layer that a container engine would unpack. */
export function hasFileSystem(manifest: ParsedManifest): boolean {
  if (manifest.kind !== 'image') return false;
  return manifest.layers.some(
    ({ mediaType }) =>
      mediaType.startsWith(mediaTypes.ociLayer) ||
      mediaType.startsWith('application/vnd.docker.image.rootfs.'),
  );
}
