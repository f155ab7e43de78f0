import type { SeededRandom } from '../../support/seeded-random.ts';
import { mutateText } from './mutate-text.ts';

/** JSON as it is written: an object may have a key twice, a number may be larger than any. */
type Written =
  | { readonly kind: 'raw'; text: string }
  | { readonly kind: 'list'; readonly items: Written[] }
  | { readonly kind: 'object'; readonly members: [key: string, value: Written][] };

const keys = ['__proto__', 'constructor', 'toString', 'valueOf', 'length', '', ' ', 'schemaVersion', 'name'];

const values = [
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '" "',
  '"../../x"',
  '"2"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1}',
  '{"length":1e9}',
];

/**
 * The text of `document` with a few changes of its structure: members replaced, removed, renamed, doubled, moved;
 * now and then of its text as well.
 */
export function mutateJson(random: SeededRandom, document: unknown, pieces: readonly string[] = []): string {
  const written = writtenOf(document);
  for (let left = random.between(0, 3); left > 0; left -= 1) changeSomewhere(random, written, pieces);
  const text = textOf(written);
  return random.between(0, 3) === 0 ? mutateText(random, text, pieces) : text;
}

function writtenOf(value: unknown): Written {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(writtenOf) };
  if (typeof value !== 'object' || value === null)
    return { kind: 'raw', text: JSON.stringify(value) ?? 'null' };
  return {
    kind: 'object',
    members: Object.entries(value).map(([key, member]) => [key, writtenOf(member)]),
  };
}

function textOf(written: Written): string {
  switch (written.kind) {
    case 'raw':
      return written.text;
    case 'list':
      return `[${written.items.map(textOf).join(',')}]`;
    case 'object':
      return `{${written.members.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`;
  }
}

/** Walks down at random and changes what it comes to. */
function changeSomewhere(random: SeededRandom, written: Written, pieces: readonly string[]): void {
  switch (written.kind) {
    case 'raw':
      written.text = hostile(random, pieces);
      return;
    case 'list': {
      const at = random.between(0, Math.max(0, written.items.length - 1));
      const item = written.items[at];
      if (item !== undefined && random.between(0, 2) > 0) changeSomewhere(random, item, pieces);
      else changeList(random, written.items, at, pieces);
      return;
    }
    case 'object': {
      const at = random.between(0, Math.max(0, written.members.length - 1));
      const member = written.members[at];
      if (member !== undefined && member[1].kind !== 'raw' && random.between(0, 3) > 0) {
        changeSomewhere(random, member[1], pieces);
      } else changeObject(random, written.members, at, pieces);
    }
  }
}

function changeList(random: SeededRandom, items: Written[], at: number, pieces: readonly string[]): void {
  const item = items[at];
  switch (item === undefined ? 0 : random.between(0, 3)) {
    case 0:
      items.splice(at, 0, raw(random, pieces));
      return;
    case 1:
      items.splice(at, 1);
      return;
    case 2:
      items[at] = raw(random, pieces);
      return;
    default:
      if (item !== undefined) items.push(...Array.from({ length: random.between(1, 30) }, () => item));
  }
}

function changeObject(
  random: SeededRandom,
  members: [key: string, value: Written][],
  at: number,
  pieces: readonly string[],
): void {
  const member = members[at];
  if (member === undefined) {
    members.push([random.pick(keys), raw(random, pieces)]);
    return;
  }
  switch (random.between(0, 6)) {
    case 0:
      members.splice(at, 1);
      return;
    case 1:
      members.splice(at, 0, [random.pick(keys), raw(random, pieces)]);
      return;
    case 2:
      members.push([member[0], raw(random, pieces)]);
      return;
    case 3:
      member[0] = random.between(0, 1) === 0 ? random.pick(keys) : changedCase(random, member[0]);
      return;
    case 4:
      member[1] = random.pick(members)[1];
      return;
    default:
      member[1] = raw(random, pieces);
  }
}

function changedCase(random: SeededRandom, key: string): string {
  return random.between(0, 1) === 0 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
}

function raw(random: SeededRandom, pieces: readonly string[]): Written {
  return { kind: 'raw', text: hostile(random, pieces) };
}

function hostile(random: SeededRandom, pieces: readonly string[]): string {
  switch (random.between(0, 5)) {
    case 0:
      return pieces.length === 0 ? '[]' : JSON.stringify(random.pick(pieces));
    case 1: {
      const depth = random.between(1, random.between(0, 20) === 0 ? 5000 : 100);
      const [open, close] = random.pick([
        ['[', ']'],
        ['{"a":', '}'],
      ] as const);
      return `${open.repeat(depth)}0${close.repeat(depth)}`;
    }
    default:
      return random.pick(values);
  }
}
