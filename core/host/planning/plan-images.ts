import type { CheckedInput, CommandOutput, PlanReport } from '../../contract/index.ts';
import { imageCategory, imageTypes, type ImageType } from '../../image/index.ts';

/** One page of a plan's images, in the order of the plan. */
export function planImages(
  images: PlanReport['images'],
  { offset, limit, search, category }: CheckedInput<'plan.images'>,
): CommandOutput<'plan.images'> {
  const wanted = (search ?? '').trim().toLowerCase();
  const chosen = images.filter(
    (image) =>
      (category === undefined || (isImageType(image.type) && imageCategory(image.type) === category)) &&
      (wanted === '' ||
        [image.origin, image.destination, image.digest].some((text) => text.toLowerCase().includes(wanted))),
  );
  const rows = chosen.slice(offset, offset + limit).map(({ blobs: _blobs, ...image }) => image);
  return { rows, total: chosen.length };
}

function isImageType(type: string): type is ImageType {
  return (imageTypes as readonly string[]).includes(type);
}
