import { SluiceError, type Finding } from '../../contract/index.ts';
import { parseImageReference } from '../../reference/index.ts';
import type { CatalogBundle } from '../model.ts';
import { asFinding, type Fault } from './fault.ts';

type ImageProblem = 'CATALOG_IMAGE_ON_DISK' | 'CATALOG_IMAGE_UNPINNED' | 'CATALOG_IMAGE_INVALID';

/** Judges references of images; each text once, because bundles share most of theirs. */
export class ImageJudge {
  readonly #known = new Map<string, ImageProblem | undefined>();

  /** Why oc-mirror cannot mirror one of a bundle's images (oc-mirror-v2.md 6.5); undefined when it can. */
  fault(bundle: CatalogBundle, image: string): Fault | undefined {
    if (!this.#known.has(image)) this.#known.set(image, problemOf(image));
    const code = this.#known.get(image);
    if (code === undefined) return undefined;
    const params = { package: bundle.package, bundle: bundle.name, image: image.slice(0, 300) };
    return { code, params, affected: [bundle.name] };
  }
}

function problemOf(image: string): ImageProblem | undefined {
  if (image.includes('oci://')) return 'CATALOG_IMAGE_ON_DISK';
  try {
    parseImageReference(image);
    return undefined;
  } catch (error) {
    const unpinned = error instanceof SluiceError && error.code === 'REFERENCE_WITHOUT_TAG';
    return unpinned ? 'CATALOG_IMAGE_UNPINNED' : 'CATALOG_IMAGE_INVALID';
  }
}

/** A bundle lists an image without a name: there is nothing to carry for it. */
export function namelessImage({ name, package: packageName }: CatalogBundle): Finding {
  const fault: Fault = {
    code: 'CATALOG_IMAGE_EMPTY',
    params: { package: packageName, bundle: name },
    affected: [name],
  };
  return asFinding(fault, 'warning');
}
