import type { Budget } from './budget.ts';
import { failed } from './fault.ts';
import { isDict, isGoObject, isList, sortedKeys, type Value } from './value.ts';

export interface JsonStyle {
  /** Two spaces for each level. */
  readonly pretty?: boolean;
  /** `<`, `>` and `&` as they are. */
  readonly raw?: boolean;
}

/** A value as Go's JSON: keys in order, `<`, `>` and `&` escaped. Throws a TemplateFault when it nests too deep. */
export function writeJson(value: Value, budget: Budget, style: JsonStyle = {}): string {
  const parts: string[] = [];
  write(value, 0, budget, style, parts);
  return parts.join('');
}

function write(value: Value, depth: number, budget: Budget, style: JsonStyle, parts: string[]): void {
  budget.step();
  budget.depth(depth);
  const plain = isGoObject(value) ? value.plain() : value;
  if (isList(plain)) {
    members(plain, '[', ']', depth, style, parts, (item) => write(item, depth + 1, budget, style, parts));
  } else if (isDict(plain)) {
    members(sortedKeys(plain), '{', '}', depth, style, parts, (key) => {
      parts.push(text(key, style), style.pretty === true ? ': ' : ':');
      write(plain.get(key) ?? null, depth + 1, budget, style, parts);
    });
  } else {
    const written = typeof plain === 'string' ? text(plain, style) : scalar(plain);
    budget.characters(written.length);
    parts.push(written);
  }
}

function members<Item>(
  items: readonly Item[],
  open: string,
  close: string,
  depth: number,
  { pretty }: JsonStyle,
  parts: string[],
  member: (item: Item) => void,
): void {
  parts.push(open);
  for (const [at, item] of items.entries()) {
    if (at > 0) parts.push(',');
    if (pretty === true) parts.push(`\n${'  '.repeat(depth + 1)}`);
    member(item);
  }
  if (pretty === true && items.length > 0) parts.push(`\n${'  '.repeat(depth)}`);
  parts.push(close);
}

function scalar(value: Value): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw failed('unsupported value in JSON');
  return String(value);
}

function text(value: string, { raw }: JsonStyle): string {
  const plain = JSON.stringify(value)
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
    .replaceAll(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  if (raw === true) return plain;
  return plain.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** JSON as Go reads it into a value without a type: every number is a float. Throws a TemplateFault. */
export function readJson(source: string, budget: Budget): Value {
  budget.step(Math.ceil(source.length / 8));
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  return fromPlain(parsed, budget, 0);
}

/** Plain data as template values. */
export function fromPlain(data: unknown, budget: Budget, depth = 0): Value {
  budget.step();
  budget.depth(depth);
  if (Array.isArray(data)) return data.map((item: unknown) => fromPlain(item, budget, depth + 1));
  if (typeof data === 'object' && data !== null) {
    return new Map(Object.entries(data).map(([key, item]) => [key, fromPlain(item, budget, depth + 1)]));
  }
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? data : null;
}
