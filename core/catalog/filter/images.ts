import { SluiceError, type Finding } from '../../contract/index.ts';
import type { CatalogBundle } from '../model.ts';
import { asError, asFinding } from './fault.ts';
import type { FilteredCatalog } from './filtered.ts';
import { ImageJudge, namelessImage } from './image-fault.ts';

/** An image that kept bundles need. */
export interface CatalogImage {
  /** As the catalogue names it. */
  readonly image: string;
  /** `bundle` when it is a bundle itself. */
  readonly kind: 'bundle' | 'related';
  /** Every bundle that needs it, in the order of packages and bundles. */
  readonly neededBy: readonly BundleName[];
}

export interface BundleName {
  readonly package: string;
  readonly bundle: string;
}

export interface CatalogImages {
  /** Each once, in the order in which bundles name them. */
  readonly images: readonly CatalogImage[];
  /** Bundles with an unusable image; none of their images is there on their account. */
  readonly skipped: readonly BundleName[];
  /** As in oc-mirror, any of these fails the whole catalogue. */
  readonly errors: readonly SluiceError[];
  readonly findings: readonly Finding[];
}

/**
 * The images of a filtered catalogue (oc-mirror-v2.md 6.5). Never throws. Unlike in oc-mirror, a bundle that
 * does not list its own image gets it nevertheless, with a finding: OLM cannot install it otherwise. An entry
 * without a name, which oc-mirror passed over until 4.17 and fails on since, asks for nothing: it is a finding.
 */
export function imagesOf(catalog: Pick<FilteredCatalog, 'packages'>): CatalogImages {
  const judge = new ImageJudge();
  const images = new Map<string, { kind: CatalogImage['kind']; readonly neededBy: BundleName[] }>();
  const skipped: BundleName[] = [];
  const errors: SluiceError[] = [];
  const findings: Finding[] = [];
  for (const bundle of catalog.packages.flatMap(({ bundles }) => bundles)) {
    const name = { package: bundle.package, bundle: bundle.name };
    const { listed, nameless } = namesOf(bundle);
    findings.push(...nameless);
    const faults = [...listed].flatMap((image) => judge.fault(bundle, image) ?? []);
    if (faults.length > 0) {
      skipped.push(name);
      errors.push(...faults.map(asError));
      continue;
    }
    if (mustAddItself(bundle, listed, judge)) {
      listed.add(bundle.image);
      const params = { package: bundle.package, bundle: bundle.name, image: bundle.image };
      const affected = [bundle.name];
      findings.push(asFinding({ code: 'CATALOG_IMAGE_BUNDLE_UNLISTED', params, affected }, 'warning'));
    }
    for (const image of listed) {
      const kind = image === bundle.image ? 'bundle' : 'related';
      const known = images.get(image);
      if (known === undefined) images.set(image, { kind, neededBy: [name] });
      else {
        known.neededBy.push(name);
        if (kind === 'bundle') known.kind = kind;
      }
    }
  }
  if (images.size === 0 && errors.length === 0) {
    errors.push(new SluiceError('CATALOG_IMAGES_NONE', { stage: 'collect' }));
  }
  return { images: [...images].map(([image, rest]) => ({ image, ...rest })), skipped, errors, findings };
}

function namesOf(bundle: CatalogBundle): {
  readonly listed: Set<string>;
  readonly nameless: readonly Finding[];
} {
  const all = new Set(bundle.relatedImages.map(({ image }) => image));
  const listed = new Set([...all].filter((image) => image.trim() !== ''));
  return { listed, nameless: listed.size === all.size ? [] : [namelessImage(bundle)] };
}

function mustAddItself(bundle: CatalogBundle, listed: ReadonlySet<string>, judge: ImageJudge): boolean {
  return bundle.image !== '' && !listed.has(bundle.image) && judge.fault(bundle, bundle.image) === undefined;
}
