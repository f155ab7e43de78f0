/** A semantic version taken apart. Build metadata does not count. */
export interface Version {
  readonly core: readonly [major: number, minor: number, patch: number];
  readonly prerelease: readonly string[];
}

const suffix = '(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?';
const strictForm = new RegExp(`^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)${suffix}$`);
const lenientForm = new RegExp(`^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?${suffix}$`);

/** A complete x.y.z version, as releases are bounded by (oc-mirror-v2.md 1.3); undefined for anything else. */
export function parseStrictVersion(text: string): Version | undefined {
  return versionOf(strictForm.exec(text));
}

/** A version as operators are bounded by: `v1` and `1.2` will do (oc-mirror-v2.md 1.3); undefined for anything else. */
export function parseLenientVersion(text: string): Version | undefined {
  return versionOf(lenientForm.exec(text));
}

function versionOf(match: RegExpExecArray | null): Version | undefined {
  if (match === null) return undefined;
  const [, major, minor = '0', patch = '0', prerelease] = match;
  return {
    core: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease === undefined ? [] : prerelease.split('.'),
  };
}

/** Negative when `a` is older. (Semantic Versioning 2.0.0, section 11.) */
export function compareVersions(a: Version, b: Version): number {
  const core = a.core[0] - b.core[0] || a.core[1] - b.core[1] || a.core[2] - b.core[2];
  if (core !== 0) return core;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return b.prerelease.length - a.prerelease.length;
  }
  for (let at = 0; ; at += 1) {
    const left = a.prerelease[at];
    const right = b.prerelease[at];
    if (left === undefined || right === undefined) return a.prerelease.length - b.prerelease.length;
    const order = compareIdentifiers(left, right);
    if (order !== 0) return order;
  }
}

function compareIdentifiers(a: string, b: string): number {
  const numericA = /^[0-9]+$/.test(a);
  const numericB = /^[0-9]+$/.test(b);
  if (numericA && numericB) return Number(BigInt(a) - BigInt(b));
  if (numericA !== numericB) return numericA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
