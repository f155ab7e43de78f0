import type { SetManifestInput } from '../archive/index.ts';
import { blobsOf, childrenOf, parseManifest } from '../image/index.ts';
import type { PlannedBlob, PlannedImage } from '../plan/index.ts';
import type { Digest } from '../reference/index.ts';

export interface SetFacts {
  readonly setId: string;
  readonly generation: number;
  readonly parent?: { readonly setId: string; readonly generation: number };
  readonly createdAt: Date;
  readonly toolVersion: string;
  readonly target: string;
  readonly configurationSha256: string;
  readonly layout: string;
  readonly images: readonly PlannedImage[];
  readonly blobs: readonly PlannedBlob[];
  /** What the target's registry had and lost. */
  readonly gone?: ReadonlySet<Digest>;
  readonly releases: SetManifestInput['releases'];
  readonly missing: SetManifestInput['missing'];
  /** Who answered while the content was fetched; absent: not recorded. */
  readonly hosts?: SetManifestInput['hosts'];
}

/** What the set says of itself: each image with its closure, and what it expects at the target. */
export function describeSetContent(facts: SetFacts): SetManifestInput {
  const needed = new Set(facts.images.flatMap((image) => image.blobs.map((blob) => blob.digest)));
  const restores = facts.blobs.flatMap(({ expected, descriptor: { digest } }) =>
    !expected && needed.has(digest) && facts.gone?.has(digest) === true ? [digest] : [],
  );
  return {
    setId: facts.setId,
    generation: facts.generation,
    ...(facts.parent !== undefined && { parent: facts.parent }),
    createdAt: facts.createdAt.toISOString(),
    tool: { name: 'sluice', version: facts.toolVersion },
    target: facts.target,
    configuration: { sha256: facts.configurationSha256 },
    layout: facts.layout,
    images: facts.images.map(describeImage),
    closures: closuresOf(facts.images),
    expected: facts.blobs
      .filter((blob) => blob.expected && needed.has(blob.descriptor.digest))
      .map(({ descriptor: { digest, size } }) => ({ digest, size })),
    ...(restores.length > 0 && { restores: restores.toSorted() }),
    releases: facts.releases,
    ...(facts.hosts !== undefined && { hosts: facts.hosts }),
    complete: completeness(facts.missing),
    missing: facts.missing,
  };
}

/** What the approval gate held back is an exception that was wanted; anything else that is missing is not. */
function completeness(missing: SetFacts['missing']): SetManifestInput['complete'] {
  if (missing.length === 0) return 'complete';
  return missing.every(({ code }) => code.startsWith('APPROVAL_'))
    ? 'complete-with-exceptions'
    : 'incomplete';
}

function describeImage(image: PlannedImage): SetManifestInput['images'][number] {
  const { record, root } = image;
  return {
    type: record.type,
    origin: record.origin,
    repository: record.destination.repository,
    tag: record.destination.tag,
    digest: root.digest,
    mediaType: root.mediaType,
    size: root.size,
    ...(image.accessoryOf !== undefined && { accessoryOf: image.accessoryOf }),
    ...(record.platforms !== undefined && {
      platforms: record.platforms.map((platform) => `${platform.os}/${platform.architecture}`),
    }),
    ...(record.release !== undefined && {
      release: {
        version: record.release.version,
        ...(record.release.component !== undefined && { component: record.release.component }),
      },
    }),
  };
}

function closuresOf(images: readonly PlannedImage[]): SetManifestInput['closures'] {
  const closures: Record<string, Digest[]> = {};
  for (const image of images) {
    const omitted = new Set(image.omitted);
    const carried = new Set(image.blobs.map((blob) => blob.digest));
    for (const raw of image.manifests) {
      const manifest = parseManifest(raw);
      const children = childrenOf(manifest).map((child) => child.digest);
      const blobs = blobsOf(manifest).map((blob) => blob.descriptor.digest);
      // Another image may be the same list with other instances: the set holds those of both.
      const known = closures[raw.descriptor.digest] ?? [];
      const here = [
        ...children.filter((digest) => !omitted.has(digest)),
        ...blobs.filter((digest) => carried.has(digest)),
      ];
      closures[raw.descriptor.digest] = [...new Set([...known, ...here])];
    }
  }
  return closures;
}
