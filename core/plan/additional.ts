import { SluiceError } from '../contract/index.ts';
import type { AdditionalImage } from '../config/index.ts';
import type { ImageRecord } from '../image/index.ts';
import { imageDestination, parseImageReference, type Layout } from '../reference/index.ts';
import type { UnplannedImage } from './plan.ts';

export interface AdditionalCollection {
  readonly records: readonly ImageRecord[];
  readonly unplanned: readonly UnplannedImage[];
}

/**
 * The image records of `mirror.additionalImages` (oc-mirror-v2.md 7.2). An entry that cannot
 * be read is reported and does not hold up the others.
 */
export function collectAdditional(images: readonly AdditionalImage[], layout: Layout): AdditionalCollection {
  const records: ImageRecord[] = [];
  const unplanned: UnplannedImage[] = [];
  for (const image of images) {
    try {
      records.push(additionalRecord(image, layout));
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      unplanned.push({
        record: unreadable(image),
        error: error.with({ stage: 'collect', affected: [image.name] }),
      });
    }
  }
  return { records, unplanned };
}

function additionalRecord(image: AdditionalImage, layout: Layout): ImageRecord {
  const reference = parseImageReference(image.name);
  const destination = imageDestination(
    reference,
    { targetRepo: image.targetRepo, targetTag: image.targetTag },
    layout,
  );
  const common = {
    type: 'generic' as const,
    origin: reference.transport === 'oci' ? image.name : reference.text,
    destination,
    ...(image.platforms !== undefined && image.platforms.length > 0 && { platforms: image.platforms }),
  };
  if (reference.transport === 'oci') return { ...common, source: { ociLayout: reference.path } };
  if (reference.digest !== undefined) {
    // A reference with tag and digest is read by its digest; the tag is only a name.
    const { name: repository, digest, tag } = reference;
    return { ...common, source: { repository, digest, ...(tag !== undefined && { tag }) } };
  }
  return { ...common, source: { repository: reference.name, tag: reference.tag ?? 'latest' } };
}

function unreadable(image: AdditionalImage): ImageRecord {
  return {
    type: 'generic',
    origin: image.name,
    source: { ociLayout: image.name },
    destination: { repository: '', tag: '' },
  };
}
