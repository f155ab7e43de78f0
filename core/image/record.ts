import type { Digest } from '../reference/index.ts';
import type { Platform } from './descriptor.ts';
import type { RepositoryName } from './abilities.ts';

/** What an image is to the user. oc-mirror's JSON names; the order is the copy order (oc-mirror-v2.md section 0). */
export const imageTypes = [
  'ocpReleaseContent',
  'ocpRelease',
  'cincinnatiGraph',
  'operatorRelatedImage',
  'generic',
  'helmImage',
  'operatorBundle',
  'operatorCatalog',
] as const;
export type ImageType = (typeof imageTypes)[number];

/** The four groups that results and exit codes speak of. */
export type ImageCategory = 'release' | 'operator' | 'additional' | 'helm';

/**
 * One image that a configuration asks for: what a collector yields. Says where it
 * comes from and which name it gets; knows nothing yet of its content.
 */
export interface ImageRecord {
  readonly type: ImageType;
  /** As the user, catalogue or release named it, without transport. IDMS and ITMS are made from it. */
  readonly origin: string;
  /** Where to read: a logical repository with a tag or a digest, or an OCI layout directory. */
  readonly source:
    | { readonly repository: RepositoryName; readonly digest: Digest; readonly tag?: string }
    | { readonly repository: RepositoryName; readonly digest?: undefined; readonly tag: string }
    | { readonly ociLayout: string; readonly tag?: string };
  /** Name at the target, below its root (host and optional namespace): repository path and tag. */
  readonly destination: { readonly repository: string; readonly tag: string };
  /** Only these platforms of an index are wanted; the index itself stays whole (sparse). */
  readonly platforms?: readonly Platform[];
  /**
   * An operator catalogue as its publisher made it, beside the filtered one that clusters use: later stages filter
   * again from it.
   */
  readonly original?: true;
  /** For release images: which release it belongs to, and the component's name. */
  readonly release?: { readonly version: string; readonly tag: string; readonly component?: string };
}

export function imageCategory(type: ImageType): ImageCategory {
  switch (type) {
    case 'ocpRelease':
    case 'ocpReleaseContent':
    case 'cincinnatiGraph':
      return 'release';
    case 'operatorBundle':
    case 'operatorCatalog':
    case 'operatorRelatedImage':
      return 'operator';
    case 'helmImage':
      return 'helm';
    case 'generic':
      return 'additional';
  }
}
