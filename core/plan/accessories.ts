import { digestAlgorithm, digestHex, referrerTag, type Digest } from '../reference/index.ts';
import {
  canListReferrers,
  canResolveAccessories,
  type Descriptor,
  type ImageRecord,
} from '../image/index.ts';
import { mapConcurrently } from './concurrency.ts';
import type { PlannedImage } from './plan.ts';

/** Cosign's tag suffixes: signature, attestation, software bill of materials (registry-client.md S2). */
export type CosignKind = 'sig' | 'att' | 'sbom';
/** What goes along with an image: tags of cosign, or everything that names it as its subject. */
export type AccessoryKind = CosignKind | 'referrers';

export interface AccessoryOptions {
  readonly signal: AbortSignal;
  readonly resolve: (record: ImageRecord, digest: Digest) => Promise<PlannedImage>;
}

/** Referrers may have referrers (a signature of an attestation); nobody needs more than this. */
const deepest = 3;

/**
 * The accessories that the image's repository holds for the image and for each of its
 * instances. Their absence is normal; at the target they get cosign's tags, or a tag of ours
 * for a referrer.
 */
export async function accessoriesOf(
  image: PlannedImage,
  kinds: readonly AccessoryKind[],
  options: AccessoryOptions,
  depth = 1,
): Promise<PlannedImage[]> {
  const subjects = image.manifests.map((manifest) => manifest.descriptor.digest);
  const wanted = subjects.flatMap((subject) => kinds.map((kind) => ({ subject, kind })));
  const found = await mapConcurrently(wanted, 4, async ({ subject, kind }) => {
    const accessories = await find(image, subject, kind, options.signal);
    return mapConcurrently(accessories, 2, async ({ tag, digest }) => {
      const planned = await options.resolve(accessoryRecord(image, tag, digest), digest);
      const own = { ...planned, accessoryOf: subject };
      if (kind !== 'referrers' || depth === deepest) return [own];
      return [own, ...(await accessoriesOf(own, ['referrers'], options, depth + 1))];
    });
  });
  return found.flat(2);
}

interface Accessory {
  readonly tag: string;
  readonly digest: Digest;
}

async function find(
  image: PlannedImage,
  subject: Digest,
  kind: AccessoryKind,
  signal: AbortSignal,
): Promise<Accessory[]> {
  const { source, repository } = image;
  if (kind === 'referrers') {
    const listed = canListReferrers(source) ? await source.listReferrers(repository, subject, signal) : [];
    return listed.map(({ digest }) => ({ tag: referrerTag(subject, digest), digest }));
  }
  const tag = accessoryTag(subject, kind);
  const found: Descriptor | undefined = canResolveAccessories(source)
    ? await source.resolveAccessory(repository, subject, tag, signal)
    : await source.resolveTag(repository, tag, signal);
  return found === undefined ? [] : [{ tag, digest: found.digest }];
}

function accessoryRecord({ record, repository }: PlannedImage, tag: string, digest: Digest): ImageRecord {
  return {
    type: record.type,
    origin: `${repository}:${tag}`,
    source: { repository, digest, tag },
    destination: { repository: record.destination.repository, tag },
    ...(record.release !== undefined && { release: record.release }),
  };
}

/** `sha256-<hex>.sig` and its siblings. */
export function accessoryTag(subject: Digest, kind: CosignKind): string {
  return `${digestAlgorithm(subject)}-${digestHex(subject)}.${kind}`;
}
