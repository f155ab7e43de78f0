import { digestAlgorithm, digestHex, type Digest } from '../reference/index.ts';
import { canResolveAccessories, type Descriptor, type ImageRecord } from '../image/index.ts';
import { mapConcurrently } from './concurrency.ts';
import type { PlannedImage } from './plan.ts';

/** Cosign's tag suffixes: signature, attestation, software bill of materials (registry-client.md S2). */
export type AccessoryKind = 'sig' | 'att' | 'sbom';

export interface AccessoryOptions {
  readonly signal: AbortSignal;
  readonly resolve: (record: ImageRecord, digest: Digest) => Promise<PlannedImage>;
}

/**
 * The accessories that the image's repository holds for the image and for each of its
 * instances, under cosign's tags. Their absence is normal; they get the same tag at the target.
 */
export async function accessoriesOf(
  image: PlannedImage,
  kinds: readonly AccessoryKind[],
  options: AccessoryOptions,
): Promise<PlannedImage[]> {
  const subjects = image.manifests.map((manifest) => manifest.descriptor.digest);
  const wanted = subjects.flatMap((subject) => kinds.map((kind) => ({ subject, kind })));
  const found = await mapConcurrently(wanted, 4, async ({ subject, kind }) => {
    const tag = accessoryTag(subject, kind);
    const descriptor = await find(image, subject, tag, options.signal);
    if (descriptor === undefined) return [];
    const record: ImageRecord = {
      type: image.record.type,
      origin: `${image.repository}:${tag}`,
      source: { repository: image.repository, digest: descriptor.digest, tag },
      destination: { repository: image.record.destination.repository, tag },
      ...(image.record.release !== undefined && { release: image.record.release }),
    };
    const planned = await options.resolve(record, descriptor.digest);
    return [{ ...planned, accessoryOf: subject }];
  });
  return found.flat();
}

function find(
  { source, repository }: PlannedImage,
  subject: Digest,
  tag: string,
  signal: AbortSignal,
): Promise<Descriptor | undefined> {
  return canResolveAccessories(source)
    ? source.resolveAccessory(repository, subject, tag, signal)
    : source.resolveTag(repository, tag, signal);
}

/** `sha256-<hex>.sig` and its siblings. */
export function accessoryTag(subject: Digest, kind: AccessoryKind): string {
  return `${digestAlgorithm(subject)}-${digestHex(subject)}.${kind}`;
}
