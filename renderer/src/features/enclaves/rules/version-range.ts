import { compareVersions, isVersion } from '../../content/graph/version-order.ts';

/** Ends of a range of versions. None: the newest version alone. */
export interface Bounds {
  readonly minVersion?: string | undefined;
  readonly maxVersion?: string | undefined;
}

/** What a range becomes. */
export interface NewRange {
  readonly kind: 'range';
  readonly minVersion: string | null;
  readonly maxVersion: string | null;
  /** Versions that come or go with the one that was meant, oldest first. */
  readonly also: readonly string[];
}

export type RangeChange =
  | NewRange
  /** Nothing is left of it. */
  | { readonly kind: 'remove' }
  /** The version is neither end: a range has no holes. It can end below the version, or begin above it. */
  | { readonly kind: 'middle'; readonly below: NewRange; readonly above: NewRange };

/** Whether both ends can be compared here; `4.14` instead of a whole version cannot. */
export function isReadable({ minVersion, maxVersion }: Bounds): boolean {
  return [minVersion, maxVersion].every((end) => end === undefined || isVersion(end));
}

/** The versions of a range: of a list that is oldest first, in the same order (oc-mirror-v2.md 5.3, 6.4 step C). */
export function versionsIn(bounds: Bounds, versions: readonly string[]): readonly string[] {
  const { minVersion, maxVersion } = bounds;
  if (minVersion === undefined && maxVersion === undefined) return versions.slice(-1);
  return versions.filter(
    (version) =>
      (minVersion === undefined || compareVersions(version, minVersion) >= 0) &&
      (maxVersion === undefined || compareVersions(version, maxVersion) <= 0),
  );
}

/**
 * Widens a range until it holds a version. One that follows the newest version goes on to do so. `bounds` undefined:
 * there is no range yet, and it becomes this version alone.
 */
export function rangeWith(
  bounds: Bounds | undefined,
  versions: readonly string[],
  version: string,
): NewRange {
  const before = bounds === undefined ? [] : versionsIn(bounds, versions);
  const [first, last] = [before[0], before.at(-1)];
  if (bounds === undefined || first === undefined || last === undefined) {
    return { kind: 'range', minVersion: version, maxVersion: version, also: [] };
  }
  const isLower = compareVersions(version, first) < 0;
  const isHigher = compareVersions(version, last) > 0;
  const next = {
    minVersion: isLower ? version : (bounds.minVersion ?? null),
    maxVersion: isHigher ? version : (bounds.maxVersion ?? null),
  };
  return { kind: 'range', ...next, also: without(versionsIn(given(next), versions), [...before, version]) };
}

/** Takes a version out of a range that holds it. */
export function rangeWithout(bounds: Bounds, versions: readonly string[], version: string): RangeChange {
  const before = versionsIn(bounds, versions);
  const place = before.indexOf(version);
  const [lower, higher] = [before[place - 1], before[place + 1]];
  const [min, max] = [bounds.minVersion ?? null, bounds.maxVersion ?? null];
  const make = (minVersion: string | null, maxVersion: string | null): NewRange => {
    const after = versionsIn(given({ minVersion, maxVersion }), versions);
    return { kind: 'range', minVersion, maxVersion, also: without(before, [...after, version]) };
  };
  if (lower === undefined) return higher === undefined ? { kind: 'remove' } : make(higher, max);
  if (higher === undefined) return make(min, lower);
  return { kind: 'middle', below: make(min, lower), above: make(higher, max) };
}

function given({ minVersion, maxVersion }: Pick<NewRange, 'minVersion' | 'maxVersion'>): Bounds {
  return { minVersion: minVersion ?? undefined, maxVersion: maxVersion ?? undefined };
}

function without(versions: readonly string[], gone: readonly string[]): readonly string[] {
  return versions.filter((version) => !gone.includes(version));
}
