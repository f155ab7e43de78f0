/** A version as an `olm.package` property has it, taken apart. Build metadata is kept but orders nothing. */
export interface SemVer {
  readonly text: string;
  readonly core: readonly [major: bigint, minor: bigint, patch: bigint];
  readonly prerelease: readonly string[];
  readonly build: readonly string[];
}

const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
export const versionSuffix = `(?:-(${identifiers}))?(?:\\+(${identifiers}))?`;
const number = '(0|[1-9][0-9]*)';
const strictForm = new RegExp(`^${number}\\.${number}\\.${number}${versionSuffix}$`);
const longestVersion = 1024;
/** OLM's and oc-mirror's libraries hold numbers in 64 bits. */
const largestNumber = 2n ** 64n - 1n;

/** A complete version (Semantic Versioning 2.0.0, as OLM reads it); undefined for anything else. */
export function parseSemVer(text: string): SemVer | undefined {
  if (text.length > longestVersion) return undefined;
  const match = strictForm.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease, build] = match;
  return makeSemVer(text, [major, minor, patch], prerelease, build);
}

/** Puts a version together out of its written parts; undefined when a number is beyond 64 bits or has a leading zero where none may be. */
export function makeSemVer(
  text: string,
  [major, minor, patch]: readonly [string, string, string],
  prerelease: string | undefined,
  build: string | undefined,
): SemVer | undefined {
  const core = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  const before = split(prerelease);
  const numeric = before.filter(isNumeric);
  if (numeric.some((part) => /^0\d/.test(part))) return undefined;
  if ([...core, ...numeric.map(BigInt)].some((value) => value > largestNumber)) return undefined;
  return { text, core, prerelease: before, build: split(build) };
}

function split(part: string | undefined): readonly string[] {
  return part === undefined ? [] : part.split('.');
}

/** Below 0 when `a` is older, 0 when only their build metadata differs, above 0 when `a` is newer. */
export function compareSemVer(a: SemVer, b: SemVer): number {
  for (const at of [0, 1, 2] as const) {
    if (a.core[at] !== b.core[at]) return a.core[at] < b.core[at] ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length);
  }
  return compareIdentifiers(a.prerelease, b.prerelease);
}

/** Orders completely: by precedence, then by build metadata, of which more comes later. */
export function compareWithBuild(a: SemVer, b: SemVer): number {
  return compareSemVer(a, b) || compareIdentifiers(a.build, b.build);
}

function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; ; at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined || right === undefined) return Math.sign(a.length - b.length);
    const order = compareIdentifier(left, right);
    if (order !== 0) return order;
  }
}

function compareIdentifier(a: string, b: string): number {
  const numericA = isNumeric(a);
  if (numericA !== isNumeric(b)) return numericA ? -1 : 1;
  const [left, right] = numericA ? [BigInt(a), BigInt(b)] : [a, b];
  return left < right ? -1 : left > right ? 1 : 0;
}

function isNumeric(identifier: string): boolean {
  return /^[0-9]+$/.test(identifier);
}
