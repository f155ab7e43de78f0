import type { Budget } from './budget.ts';
import { isDict, isGoObject, isList, sortedKeys, type Value } from './value.ts';

/** What Go prints for a value that is not there; Helm takes it out of what it has rendered. */
export const noValue = '<no value>';

/** As `{{ value }}` prints it: Go's `%v`. */
export function printValue(value: Value, budget: Budget): string {
  return value === null ? noValue : formatValue(value, budget);
}

/** Go's `%v`. */
export function formatValue(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  const parts: string[] = [];
  write(value, budget, parts, 0);
  return parts.join('');
}

function write(value: Value, budget: Budget, parts: string[], depth: number): void {
  budget.step();
  budget.depth(depth);
  if (isList(value)) {
    parts.push('[');
    for (const [at, item] of value.entries()) {
      if (at > 0) parts.push(' ');
      write(item, budget, parts, depth + 1);
    }
    parts.push(']');
  } else if (isDict(value)) {
    parts.push('map[');
    for (const [at, key] of sortedKeys(value).entries()) {
      parts.push(at > 0 ? ' ' : '', key, ':');
      budget.characters(key.length);
      write(value.get(key) ?? null, budget, parts, depth + 1);
    }
    parts.push(']');
  } else {
    const text = scalarText(value);
    budget.characters(text.length);
    parts.push(text);
  }
}

function scalarText(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return formatFloat(value);
  return isGoObject(value) ? value.text() : String(value);
}

/** A float as Go's `%v` has it: with an exponent from a million on and below 0.0001. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  // Between these JavaScript writes no exponent either.
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Go's `%q`. */
export function quoted(text: string): string {
  const parts = ['"'];
  for (const character of text) parts.push(quotedCharacter(character));
  parts.push('"');
  return parts.join('');
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function quotedCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  if (character === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
