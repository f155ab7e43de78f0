import type { CatalogImage } from '../../../catalog/index.ts';
import type { OperatorConfig } from '../../../config/index.ts';
import type { ImageRecord } from '../../../image/index.ts';
import { operatorImageDestination, parseImageReference, type Layout } from '../../../reference/index.ts';

/** The record of a bundle or of an image that one names (oc-mirror-v2.md 7.2). Throws a REFERENCE_ code. */
export function operatorImageRecord(
  { image, kind }: Pick<CatalogImage, 'image' | 'kind'>,
  { platforms }: Pick<OperatorConfig, 'platforms'>,
  layout: Layout,
): ImageRecord {
  const reference = parseImageReference(image);
  const { name: repository, digest, tag } = reference;
  const common = {
    type: kind === 'bundle' ? ('operatorBundle' as const) : ('operatorRelatedImage' as const),
    origin: reference.text,
    destination: operatorImageDestination(reference, layout),
    ...(platforms.length > 0 && { platforms }),
  };
  return digest === undefined
    ? { ...common, source: { repository, tag: tag ?? 'latest' } }
    : { ...common, source: { repository, digest, ...(tag !== undefined && { tag }) } };
}
