import type { SeededRandom } from '../../support/seeded-random.ts';

/** Longest text that is made, characters. */
const longest = 64 * 1024;

/** Characters on which parsers stumble: of syntaxes, of several bytes, without a meaning of their own. */
const characters = [
  ...'\0\t\n\r "\'`\\/<>(){}[]|&*!?#@$%^~,;:.=+-_0189azAZ',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u00e9',
  'e\u0301',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u{1f600}',
  '\u0663',
];

/** Words that mean something to a JavaScript object, and numbers at the edges of what fits. */
const words = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'true',
  'NaN',
  '../',
  '-1',
  '0',
  '00',
  '1e309',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
  '99999999999999999999999999',
];

/**
 * `text` with a few changes: pieces cut, doubled, moved, replaced by what trips parsers or by the `pieces` of
 * the syntax at hand; sometimes a piece very often, so that what is more than linear shows itself.
 */
export function mutateText(random: SeededRandom, text: string, pieces: readonly string[] = []): string {
  let changed = text;
  for (let left = random.between(1, 4); left > 0; left -= 1) changed = changeOnce(random, changed, pieces);
  return changed.slice(0, longest);
}

function changeOnce(random: SeededRandom, text: string, pieces: readonly string[]): string {
  const [from, to] = span(random, text);
  const [before, chosen, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.between(0, 11)) {
    case 0:
      return before + after;
    case 1:
      return before + chosen + chosen + after;
    case 2:
      return before + random.pick(characters) + after;
    case 3:
      return before + random.pick(characters) + chosen + after;
    case 4:
      return before + random.pick(words) + after;
    case 5:
    case 6:
      return before + piece(random, pieces) + after;
    case 7:
      return before + piece(random, pieces) + chosen + after;
    case 8:
      return before;
    case 9:
      return (
        before +
        pumped(random, chosen !== '' && random.between(0, 1) === 0 ? chosen : piece(random, pieces)) +
        after
      );
    case 10:
      return text.replace(/\d+/, () => random.pick(words));
    default: {
      const [start, end] = span(random, text);
      return before + text.slice(start, end) + after;
    }
  }
}

function piece(random: SeededRandom, pieces: readonly string[]): string {
  return pieces.length === 0 ? random.pick(words) : random.pick(pieces);
}

/** Mostly short: a mutation should leave the rest of the text as valid as it was. */
function span(random: SeededRandom, text: string): readonly [number, number] {
  const from = random.between(0, text.length);
  const length = random.between(0, 9) === 0 ? random.between(0, text.length) : random.between(0, 8);
  return [from, Math.min(text.length, from + length)];
}

/** Some times; once in many thousands of times, with something else behind. */
function pumped(random: SeededRandom, text: string): string {
  if (random.between(0, 99) > 0) return text.repeat(random.between(2, 20));
  const count = Math.floor(random.between(1000, longest) / text.length);
  return text.repeat(count) + random.pick(characters);
}

/** A text of these pieces in any order. */
export function shuffled(random: SeededRandom, pieces: readonly string[], most = 12): string {
  return Array.from({ length: random.between(0, most) }, () => random.pick(pieces)).join('');
}
