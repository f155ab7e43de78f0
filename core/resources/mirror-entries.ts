import { type ImageRecord, imageCategory } from '../image/index.ts';
import { componentName, type ImageReference, parseImageReference } from '../reference/index.ts';
import { type ResourceTarget, targetRepository } from './target.ts';

/** The three groups of mirror sets (oc-mirror-v2.md 8.1). */
export type MirrorCategory = 'release' | 'operator' | 'generic';

/** One line of a mirror set: what clusters ask for, and where it stands now. */
export interface MirrorEntry {
  readonly category: MirrorCategory;
  readonly source: string;
  readonly mirror: string;
  /** Whether it belongs into the IDMS, the ITMS, or both. */
  readonly digest: boolean;
  readonly tag: boolean;
}

export interface MirrorEntries {
  readonly entries: readonly MirrorEntry[];
  /** Origins that name no registry, such as `hello-world:latest`. */
  readonly withoutHost: readonly string[];
}

/**
 * The mirror entries of copied images (oc-mirror-v2.md 8.1). Catalogues, graph images and OCI
 * layouts have none: no cluster asks for them under another name.
 */
export function mirrorEntries(
  records: readonly ImageRecord[],
  target: ResourceTarget,
  maxNestedPaths: number,
): MirrorEntries {
  const entries: MirrorEntry[] = [];
  const withoutHost: string[] = [];
  for (const record of records) {
    if (record.type === 'operatorCatalog' || record.type === 'cincinnatiGraph') continue;
    const origin = parseImageReference(record.origin);
    if (origin.transport === 'oci') continue;
    if (origin.domain === '') {
      withoutHost.push(record.origin);
      continue;
    }
    entries.push({
      category: category(record),
      ...scope(
        origin,
        targetRepository(target, record.destination.repository, maxNestedPaths),
        maxNestedPaths,
      ),
      // A release payload is asked for by digest during an update, also when it was named by tag.
      digest: origin.digest !== undefined || record.type === 'ocpRelease',
      tag: origin.tag !== undefined,
    });
  }
  return { entries, withoutHost };
}

function category(record: ImageRecord): MirrorCategory {
  const group = imageCategory(record.type);
  return group === 'release' || group === 'operator' ? group : 'generic';
}

/**
 * Whole namespaces where source and mirror end alike, else single repositories. Only where the
 * last elements are equal does a namespace rule lead to the right repository; oc-mirror compares
 * text alone and so takes `quay.io/img` copied to `ns/my-img` for one.
 */
function scope(
  origin: ImageReference,
  mirror: string,
  maxNestedPaths: number,
): { readonly source: string; readonly mirror: string } {
  const alike = mirror.endsWith(origin.path) && lastElement(mirror) === componentName(origin);
  return maxNestedPaths === 0 && alike
    ? { source: parent(origin.name), mirror: parent(mirror) }
    : { source: origin.name, mirror };
}

function lastElement(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function parent(name: string): string {
  return name.slice(0, name.lastIndexOf('/'));
}
