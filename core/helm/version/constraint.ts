import { compareVersions, parseLenientVersion, type Version } from '../../config/index.ts';

interface Comparison {
  readonly operator: string;
  readonly version: Version;
  /** Which parts were left out or written as `x`. */
  readonly open: { readonly any: boolean; readonly minor: boolean; readonly patch: boolean };
}

/** A constraint on versions, such as `>=1.19-0` or `^1.2 || 3.x`. */
export interface Constraint {
  readonly text: string;
  allows(version: Version): boolean;
}

const longest = 512;
const operators = ['=>', '>=', '=<', '<=', '~>', '!=', '=', '>', '<', '~', '^'];
const part = '(?:[0-9]+|[xX*])';
const versionForm = new RegExp(
  `^v?(${part})(?:\\.(${part}))?(?:\\.(${part}))?((?:-[0-9A-Za-z.-]+)?)(?:\\+[0-9A-Za-z.-]+)?$`,
);

/** Reads a constraint by the rules of the Masterminds library, which Helm uses; undefined for what is none. */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > longest) return undefined;
  const groups: (readonly Comparison[])[] = [];
  for (const alternative of text.split('||')) {
    const comparisons = parseGroup(alternative);
    if (comparisons === undefined) return undefined;
    groups.push(comparisons);
  }
  return {
    text,
    allows: (version) => groups.some((group) => group.every((comparison) => holds(comparison, version))),
  };
}

function parseGroup(text: string): readonly Comparison[] | undefined {
  // `1.2 - 3.4` is a range; everything else is a list.
  const plain = text
    .replaceAll(/(\S+)[ \t]+-[ \t]+(\S+)/g, '>=$1 <=$2')
    .replaceAll(/(=>|>=|=<|<=|~>|!=|[=><~^])[ \t]+/g, '$1');
  const words = plain.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const comparisons = words.flatMap((word) => parseComparison(word) ?? []);
  return comparisons.length === words.length ? comparisons : undefined;
}

function parseComparison(word: string): Comparison | undefined {
  const operator = operators.find((candidate) => word.startsWith(candidate)) ?? '';
  const match = versionForm.exec(word.slice(operator.length));
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease = ''] = match;
  const isOpen = (text: string): boolean => text === '' || /^[xX*]$/.test(text);
  const any = isOpen(major);
  const open = { any, minor: any || isOpen(minor), patch: any || isOpen(minor) || isOpen(patch) };
  const numbers = [any ? '0' : major, open.minor ? '0' : minor, open.patch ? '0' : patch];
  const version = parseLenientVersion(numbers.join('.') + prerelease);
  return version === undefined ? undefined : { operator, version, open };
}

function holds({ operator, version: wanted, open }: Comparison, version: Version): boolean {
  // A pre-release is only wanted by whoever names one.
  if (version.prerelease.length > 0 && wanted.prerelease.length === 0) return operator === '!=';
  const order = compareVersions(version, wanted);
  const [major, minor] = version.core;
  const [wantedMajor, wantedMinor] = wanted.core;
  switch (operator) {
    case '>':
      if (!open.patch) return order > 0;
      if (major !== wantedMajor || open.minor) return major > wantedMajor;
      return minor > wantedMinor;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      if (!open.patch) return order <= 0;
      return major < wantedMajor || (major === wantedMajor && (open.minor || minor <= wantedMinor));
    case '~':
    case '~>':
      return withinTilde(order, version, wanted, open);
    case '^':
      return withinCaret(order, version, wanted, open);
    case '!=':
      return open.patch ? !withinTilde(order, version, wanted, open) : order !== 0;
    default:
      return open.patch ? withinTilde(order, version, wanted, open) : order === 0;
  }
}

function withinTilde(order: number, version: Version, wanted: Version, open: Comparison['open']): boolean {
  if (order < 0) return false;
  if (open.any || wanted.core.every((number) => number === 0))
    return !open.minor || open.any || version.core[0] === 0;
  return version.core[0] === wanted.core[0] && (open.minor || version.core[1] === wanted.core[1]);
}

function withinCaret(order: number, version: Version, wanted: Version, open: Comparison['open']): boolean {
  if (order < 0) return false;
  const [major, minor, patch] = version.core;
  const [wantedMajor, wantedMinor, wantedPatch] = wanted.core;
  if (open.any) return true;
  if (wantedMajor > 0 || open.minor) return major === wantedMajor;
  if (major > wantedMajor) return false;
  if (wantedMinor > 0 || open.patch) return minor === wantedMinor;
  return minor === 0 && patch === wantedPatch;
}
