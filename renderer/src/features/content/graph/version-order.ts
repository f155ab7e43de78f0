/**
 * Orders releases as Semantic Versioning 2.0.0 (item 11) does, for showing them. What a run selects is decided by
 * the host; a text that is no version comes last, in the order of its letters.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [read(a), read(b)];
  if (left === undefined || right === undefined) {
    if (left === right) return compareTexts(a, b);
    return left === undefined ? 1 : -1;
  }
  for (let index = 0; index < 3; index++) {
    const difference = (left.core[index] ?? 0) - (right.core[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** `4.15` of `4.15.3`; the text itself when it is no version. */
export function minorOf(version: string): string {
  const parsed = read(version);
  return parsed === undefined ? version : parsed.core.slice(0, 2).join('.');
}

/** Whether all three numbers are there, as a configuration wants them. */
export function isVersion(text: string): boolean {
  return read(text) !== undefined;
}

interface Parsed {
  readonly core: readonly number[];
  readonly prerelease: readonly string[];
}

const form = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

function read(text: string): Parsed | undefined {
  const match = text.length <= 255 ? form.exec(text) : null;
  if (match === null) return undefined;
  return {
    core: [match[1], match[2], match[3]].map(Number),
    prerelease: match[4] === undefined ? [] : match[4].split('.'),
  };
}

/** A release comes after its candidates; numbers come before words. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = comparePieces(a[index] ?? '', b[index] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function comparePieces(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return Number(a) - Number(b);
  if (left !== right) return left ? -1 : 1;
  return compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
