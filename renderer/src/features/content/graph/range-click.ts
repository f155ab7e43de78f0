import { compareVersions } from './version-order.ts';

/** Both ends that a person chose; undefined: none, only the newest release counts. */
export interface VersionRange {
  readonly first: string;
  readonly last: string;
}

/**
 * What a click on a release makes of the range: the first click chooses one release, the second the other end,
 * every further one moves the nearer end. A click on an end keeps that release alone; on the only one, none.
 */
export function clickRange(
  range: VersionRange | undefined,
  version: string,
  versions: readonly string[],
): VersionRange | undefined {
  if (range === undefined) return { first: version, last: version };
  const { first, last } = range;
  if (version === first && version === last) return undefined;
  if (version === first || version === last) return { first: version, last: version };
  if (compareVersions(version, first) < 0) return { first: version, last };
  if (compareVersions(version, last) > 0) return { first, last: version };
  const place = (of: string): number => versions.indexOf(of);
  const nearerToFirst = place(version) - place(first) < place(last) - place(version);
  return nearerToFirst ? { first: version, last } : { first, last: version };
}

/** The range with one end put at a release; the other end follows when it would come before. */
export function moveEnd(
  range: VersionRange | undefined,
  end: 'first' | 'last',
  version: string,
): VersionRange {
  if (range === undefined) return { first: version, last: version };
  const moved = { ...range, [end]: version };
  return compareVersions(moved.first, moved.last) <= 0 ? moved : { first: version, last: version };
}
