import type { CatalogBundle } from '../model.ts';
import {
  compareWithBuild,
  parseSemVer,
  parseVersionRange,
  type SemVer,
  type VersionRange,
} from '../version/index.ts';

type Named = Pick<CatalogBundle, 'name' | 'version'>;

// The same few objects are asked for again and again while a selection is resolved.
const versions = new WeakMap<Named, { readonly parsed: SemVer | undefined }>();
const ranges = new WeakMap<object, { readonly parsed: VersionRange | undefined }>();

/** A bundle's version; undefined when it has none that can be read. */
export function versionOf(bundle: Named): SemVer | undefined {
  const known = versions.get(bundle);
  if (known !== undefined) return known.parsed;
  const parsed = bundle.version === undefined ? undefined : parseSemVer(bundle.version);
  versions.set(bundle, { parsed });
  return parsed;
}

/** The range of a requirement; undefined when it cannot be read. */
export function rangeOf(requirement: { readonly versionRange: string }): VersionRange | undefined {
  const known = ranges.get(requirement);
  if (known !== undefined) return known.parsed;
  const parsed = parseVersionRange(requirement.versionRange);
  ranges.set(requirement, { parsed });
  return parsed;
}

/** Below 0 when `a` is older. A bundle without a readable version is older than all that have one. */
export function compareBundles(a: Named, b: Named): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left !== undefined && right !== undefined) {
    const order = compareWithBuild(left, right);
    if (order !== 0) return order;
  } else if (left !== undefined || right !== undefined) {
    return left === undefined ? -1 : 1;
  }
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
