import { compareSemVer, makeSemVer, versionSuffix, type SemVer } from './semver.ts';

/** One end of the versions that a configuration asks for: `4.14.1`, or less precisely `v4` or `4.14`. */
export interface Bound {
  readonly text: string;
  /** Numbers that are not written are 0. */
  readonly version: SemVer;
  /** How many of the three numbers are written. */
  readonly numbers: 1 | 2 | 3;
}

/** `minVersion` and `maxVersion` of a package or channel; at least one is there. */
export interface VersionBounds {
  readonly min?: Bound;
  readonly max?: Bound;
}

const lenientForm = new RegExp(`^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?${versionSuffix}$`);

/** Reads a `minVersion` or `maxVersion` (oc-mirror-v2.md 1.3: `v1` and `1.2` will do); undefined when it is none. */
export function parseBound(text: string): Bound | undefined {
  const match = lenientForm.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor, patch, prerelease, build] = match;
  const version = makeSemVer(text, [major, minor ?? '0', patch ?? '0'], prerelease, build);
  if (version === undefined) return undefined;
  return { text, version, numbers: minor === undefined ? 1 : patch === undefined ? 2 : 3 };
}

/**
 * Whether oc-mirror counts `version` as between the bounds (oc-mirror-v2.md 6.4). Build metadata does not
 * count; a pre-release is in only when a bound is itself a pre-release; a partial upper bound such as
 * 4.14 takes in all of 4.14.
 */
export function isWithin(bounds: VersionBounds, version: SemVer): boolean {
  const { min, max } = bounds;
  const asksForPrerelease = [min, max].some((bound) => (bound?.version.prerelease.length ?? 0) > 0);
  return (version.prerelease.length === 0 || asksForPrerelease) && isBetween(bounds, version);
}

/** The same as people read it: a pre-release such as 1.42.0-5, which often is none, counts like any other. */
export function isBetween({ min, max }: VersionBounds, version: SemVer): boolean {
  if (min !== undefined && compareSemVer(version, min.version) < 0) return false;
  return max === undefined || isUpTo(max, version);
}

function isUpTo(max: Bound, version: SemVer): boolean {
  if (max.numbers === 3) return compareSemVer(version, max.version) <= 0;
  const [major, minor] = max.version.core;
  if (version.core[0] !== major) return version.core[0] < major;
  return max.numbers === 1 || version.core[1] <= minor;
}

/** The one version that is asked for when both bounds are written the same (catalog-filter 0.0.5, OCPBUGS-61497). */
export function pinnedVersion(bounds: VersionBounds): SemVer | undefined {
  return bounds.min !== undefined && bounds.min.text === bounds.max?.text ? bounds.min.version : undefined;
}

/** `>=1.2.0 <=2.0.0`: as oc-mirror's messages show it. */
export function formatBounds({ min, max }: VersionBounds): string {
  const parts = [min === undefined ? [] : `>=${min.text}`, max === undefined ? [] : `<=${max.text}`];
  return parts.flat().join(' ');
}
