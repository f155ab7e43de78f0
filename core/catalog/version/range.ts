import { compareSemVer, parseSemVer, type SemVer } from './semver.ts';

/** Versions that a catalogue names by a condition: a `skipRange`, or an `olm.package.required` range. */
export interface VersionRange {
  readonly text: string;
  matches(version: SemVer): boolean;
}

type Test = (order: number) => boolean;

const equal: Test = (order) => order === 0;
const unequal: Test = (order) => order !== 0;
const comparators: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['', equal],
  ['=', equal],
  ['==', equal],
  ['!', unequal],
  ['!=', unequal],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
]);

interface Condition {
  readonly test: Test;
  readonly version: SemVer;
}

/**
 * Reads a range with the grammar that OLM uses on the cluster (blang; registry-client.md 7): a space is
 * AND, `||` is OR, versions are complete or end in `x`, pre-releases are ordinary versions. Its
 * peculiarities are kept, because they decide what a cluster does: see the tests. Undefined when it
 * cannot be read.
 */
export function parseVersionRange(text: string): VersionRange | undefined {
  const groups: Condition[][] = [[]];
  for (const term of termsOf(text)) {
    if (term === '||') {
      groups.push([]);
      continue;
    }
    const found = readTerm(term);
    if (found === undefined) return undefined;
    groups.at(-1)?.push(...found);
  }
  if (groups.some((group) => group.length === 0)) return undefined;
  return {
    text,
    matches: (version) =>
      groups.some((group) => group.every((each) => each.test(compareSemVer(version, each.version)))),
  };
}

/** A space after a comparison does not separate. A term of one character is passed over, so `! 1.0.0` means 1.0.0. */
function termsOf(text: string): readonly string[] {
  const terms: string[] = [];
  let term = '';
  let last = '';
  for (const character of `${text.trimEnd()} `) {
    if (character === ' ' && !/[<>=]/.test(last)) {
      if (term.length > 1) terms.push(term.replaceAll(' ', ''));
      term = '';
      continue;
    }
    term += character;
    if (character !== ' ') last = character;
  }
  // What is left had no version after its comparison.
  return term === '' ? terms : [...terms, term.trim()];
}

function readTerm(term: string): readonly Condition[] | undefined {
  const at = term.search(/\d/);
  if (at < 0) return undefined;
  const operator = term.slice(0, at);
  const version = term.slice(at);
  if (!version.includes('.x')) return conditions([operator, version]);
  const { from, after } = readWildcard(version);
  switch (operator) {
    case '>=':
    case '<':
      return conditions([operator, from]);
    case '>':
      return conditions(['>=', after]);
    case '<=':
      return conditions(['<', after]);
    case '':
    case '=':
    case '==':
      return conditions(['>=', from], ['<', after]);
    case '!':
    case '!=':
      // Both at once, so no version fits: as on the cluster.
      return conditions(['<', from], ['>=', after]);
    default:
      return undefined;
  }
}

/** The first version that the wildcard stands for and the first one after; '' where there is none. `1.x.x` is read as `1.0.x`. */
function readWildcard(version: string): { readonly from: string; readonly after: string } {
  const zeroed = version.replace('.x.x', '.x').replace('.x', '.0');
  const parts = zeroed.split('.');
  const from = parts.length === 2 ? `${zeroed}.0` : zeroed;
  const written = version.split('.');
  if (written.at(-1) !== 'x') return { from, after: '' };
  const raised = from.split('.');
  const place = written.length - 2;
  const digits = raised[place];
  if (place > 1 || digits === undefined || !/^\d+$/.test(digits)) return { from, after: '' };
  raised[place] = String(BigInt(digits) + 1n);
  return { from, after: raised.join('.') };
}

function conditions(
  ...terms: readonly (readonly [operator: string, version: string])[]
): readonly Condition[] | undefined {
  const read: Condition[] = [];
  for (const [operator, text] of terms) {
    const test = comparators.get(operator);
    const version = parseSemVer(text);
    if (test === undefined || version === undefined) return undefined;
    read.push({ test, version });
  }
  return read;
}
