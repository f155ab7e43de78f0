import { failed } from '../fault.ts';
import { formatValue } from '../print.ts';
import { sprintf } from '../printf.ts';
import { isDict, isGoObject, isList, isTrue, typeOf, compareText, type Value } from '../value.ts';
import { fixed, type FunctionTable, variadic } from './define.ts';

type BasicKind = 'bool' | 'int' | 'float' | 'string';

function basicKind(value: Value): BasicKind | undefined {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'string':
      return 'string';
    default:
      return undefined;
  }
}

function equal(left: Value, right: Value): boolean {
  const [leftKind, rightKind] = [basicKind(left), basicKind(right)];
  if (leftKind !== rightKind) {
    if (left !== null && right !== null) throw failed('incompatible types for comparison');
    return false;
  }
  if (leftKind !== undefined) return left === right;
  for (const value of [left, right]) {
    if (isDict(value) || isList(value)) throw failed(`uncomparable type ${typeOf(value)}`);
  }
  return left === right;
}

function less(left: Value, right: Value): boolean {
  const kind = basicKind(left);
  if (kind === undefined || kind === 'bool') throw failed('invalid type for comparison');
  if (kind !== basicKind(right)) throw failed('incompatible types for comparison');
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right) < 0;
  return Number(left) === Number(right) ? exactLess(left, right) : Number(left) < Number(right);
}

function exactLess(left: Value, right: Value): boolean {
  return typeof left === 'bigint' && typeof right === 'bigint' && left < right;
}

function lengthOf(value: Value): bigint {
  if (typeof value === 'string') return BigInt(Buffer.byteLength(value));
  if (isList(value)) return BigInt(value.length);
  if (isDict(value)) return BigInt(value.size);
  const plain = isGoObject(value) ? value.plain() : undefined;
  if (isDict(plain)) return BigInt(plain.size);
  if (isList(plain)) return BigInt(plain.length);
  throw failed(value === null ? 'len of nil pointer' : `len of type ${typeOf(value)}`);
}

function at(value: Value, index: Value): Value {
  const whole = isGoObject(value) ? value.plain() : value;
  if (whole === null) throw failed('index of nil pointer');
  if (isDict(whole)) {
    if (typeof index === 'string') return whole.get(index) ?? null;
    if (index === null) return null;
    throw failed(`value has type ${typeOf(index)}; should be string`);
  }
  if (typeof index !== 'bigint') throw failed(`cannot index slice/array with type ${typeOf(index)}`);
  if (isList(whole)) {
    const found = index < 0n ? undefined : whole[Number(index)];
    if (found === undefined) throw failed(`index out of range: ${index}`);
    return found;
  }
  if (typeof whole === 'string') {
    const byte = index < 0n ? undefined : Buffer.from(whole)[Number(index)];
    if (byte === undefined) throw failed(`index out of range: ${index}`);
    return BigInt(byte);
  }
  throw failed(`can't index item of type ${typeOf(value)}`);
}

function part(value: Value, indexes: readonly bigint[]): Value {
  const bytes = typeof value === 'string' ? Buffer.from(value) : undefined;
  const whole = bytes ?? (isList(value) ? value : undefined);
  if (whole === undefined) throw failed(`can't slice item of type ${typeOf(value)}`);
  const [start = 0n, end = BigInt(whole.length)] = indexes;
  if (start < 0n || end > BigInt(whole.length) || start > end) {
    throw failed(`index out of range: ${start}:${end}`);
  }
  const [from, to] = [Number(start), Number(end)];
  return bytes === undefined
    ? isList(value)
      ? value.slice(from, to)
      : null
    : bytes.subarray(from, to).toString();
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** The functions that every Go template has, besides `and` and `or`. */
export const builtinFunctions: FunctionTable = {
  not: fixed(['any'], ([value]) => !isTrue(value)),
  eq: variadic(['any', 'any'], 'any', ([first, second], rest) =>
    [second, ...rest].some((value) => equal(first, value)),
  ),
  ne: fixed(['any', 'any'], ([left, right]) => !equal(left, right)),
  lt: fixed(['any', 'any'], ([left, right]) => less(left, right)),
  le: fixed(['any', 'any'], ([left, right]) => less(left, right) || equal(left, right)),
  gt: fixed(['any', 'any'], ([left, right]) => !less(left, right) && !equal(left, right)),
  ge: fixed(['any', 'any'], ([left, right]) => !less(left, right)),
  len: fixed(['any'], ([value]) => lengthOf(value)),
  index: variadic(['any'], 'any', ([value], indexes) => indexes.reduce(at, value)),
  slice: variadic(['any'], 'int', ([value], indexes) => part(value, indexes)),
  print: variadic([], 'any', (_, values, { budget }) => {
    const texts = values.map((value) => formatValue(value, budget));
    // A space stands between two values that are both no text.
    return texts
      .map((text, position) => {
        const spaced =
          position > 0 && typeof values[position] !== 'string' && typeof values[position - 1] !== 'string';
        return spaced ? ` ${text}` : text;
      })
      .join('');
  }),
  println: variadic(
    [],
    'any',
    (_, values, { budget }) => `${values.map((value) => formatValue(value, budget)).join(' ')}\n`,
  ),
  printf: variadic(['string'], 'any', ([format], values, { budget }) => sprintf(format, values, budget)),
  html: variadic([], 'any', (_, values, { budget }) =>
    values
      .map((value) => formatValue(value, budget))
      .join('')
      .replaceAll(/["'&<>]/g, (character) => htmlEscapes[character] ?? character),
  ),
  js: variadic([], 'any', (_, values, { budget }) =>
    values
      .map((value) => formatValue(value, budget))
      .join('')
      .replaceAll(/["'\\<>&=]/g, (character) =>
        /["'\\]/.test(character)
          ? `\\${character}`
          : `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
      ),
  ),
  urlquery: variadic([], 'any', (_, values, { budget }) =>
    encodeURIComponent(values.map((value) => formatValue(value, budget)).join('')).replaceAll('%20', '+'),
  ),
};
