import type { CatalogBundle } from '../../../catalog/index.ts';
import { SluiceError, type ErrorCode } from '../../../contract/index.ts';
import { mapConcurrently } from '../../../plan/index.ts';
import type { CatalogPlace } from '../../mirror/operators/basis.ts';
import { operatorImageRecord } from '../../mirror/operators/image-record.ts';

const atOnce = 16;
const absences: ReadonlySet<ErrorCode> = new Set([
  'MANIFEST_NOT_FOUND',
  'IMAGE_NOT_FOUND',
  'REGISTRY_NOT_FOUND',
  'ALL_ENDPOINTS_FAILED',
]);

/** Those of the bundles of which a registry has every image. What one bundle shares with another is asked for once. */
export async function wholeBundles(
  place: CatalogPlace,
  bundles: readonly CatalogBundle[],
): Promise<ReadonlySet<CatalogBundle>> {
  const there = new Map<string, Promise<boolean>>();
  const isThere = (image: string): Promise<boolean> => {
    const known = there.get(image);
    if (known !== undefined) return known;
    const asking = isImageThere(place, image);
    there.set(image, asking);
    return asking;
  };
  const whole = await mapConcurrently(bundles, atOnce, async ({ image, relatedImages }) => {
    // The bundle's own image first: without it, nobody need ask for the rest.
    if (image !== '' && !(await isThere(image))) return false;
    for (const related of relatedImages) if (!(await isThere(related.image))) return false;
    return true;
  });
  return new Set(bundles.filter((_, index) => whole[index] === true));
}

async function isImageThere({ source, layout, signal }: CatalogPlace, image: string): Promise<boolean> {
  signal.throwIfAborted();
  try {
    const record = operatorImageRecord({ image, kind: 'related' }, { platforms: [] }, layout);
    const { source: from, repository, tag = 'latest', digest } = await source.locate(record);
    if (digest === undefined) return (await from.resolveTag(repository, tag, signal)) !== undefined;
    await from.fetchManifest(repository, digest, signal);
    return true;
  } catch (error) {
    if (error instanceof SluiceError && (absences.has(error.code) || error.code.startsWith('REFERENCE_'))) {
      return false;
    }
    throw error;
  }
}
