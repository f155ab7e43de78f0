import type { CatalogBundle, HeldBundles } from '../../../catalog/index.ts';
import { SluiceError, type ErrorCode } from '../../../contract/index.ts';
import { mapConcurrently } from '../../../plan/index.ts';
import { operatorImageRecord } from './image-record.ts';
import type { CatalogBasis, CatalogPlace } from './basis.ts';

const atOnce = 16;
const absences: ReadonlySet<ErrorCode> = new Set([
  'MANIFEST_NOT_FOUND',
  'IMAGE_NOT_FOUND',
  'REGISTRY_NOT_FOUND',
]);

/** Asks the place for each bundle's own image, once: what it holds of the rest is found out when images are resolved. */
export function heldBundles(place: CatalogPlace, { operator }: CatalogBasis): HeldBundles {
  const known = new Map<string, boolean>();
  return async (bundles) => {
    const held = await mapConcurrently(bundles, atOnce, async (bundle) => {
      const answer = known.get(bundle.image) ?? (await isHeld(place, bundle, operator.platforms));
      known.set(bundle.image, answer);
      return answer;
    });
    return new Set(bundles.filter((_, index) => held[index] === true));
  };
}

async function isHeld(
  { source, layout, signal }: CatalogPlace,
  { image }: CatalogBundle,
  platforms: CatalogBasis['operator']['platforms'],
): Promise<boolean> {
  signal.throwIfAborted();
  try {
    const record = operatorImageRecord({ image, kind: 'bundle' }, { platforms }, layout);
    if (source.set !== undefined) {
      const { repository, tag } = record.destination;
      return source.set.repositories.get(repository)?.tags.has(tag) === true;
    }
    const { source: from, repository, tag = 'latest', digest } = await source.locate(record);
    if (digest === undefined) return (await from.resolveTag(repository, tag, signal)) !== undefined;
    await from.fetchManifest(repository, digest, signal);
    return true;
  } catch (error) {
    // A reference that is none is told with its bundle.
    if (error instanceof SluiceError && (absences.has(error.code) || error.code.startsWith('REFERENCE_')))
      return false;
    throw error;
  }
}
