import { failed } from '../fault.ts';
import type { Value } from '../value.ts';
import { fixed, type FunctionTable, type TemplateFunction, variadic } from './define.ts';

const largest = 2n ** 63n;

/** A number as Go keeps it in 64 bits. */
function int64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** What a value is as an integer; 0 when it is none. */
export function toInteger(value: Value): bigint {
  switch (typeof value) {
    case 'bigint':
      return value;
    case 'number':
      return Number.isFinite(value) ? clamped(BigInt(Math.trunc(value))) : 0n;
    case 'boolean':
      return value ? 1n : 0n;
    case 'string':
      return integerText(value);
    default:
      return 0n;
  }
}

function clamped(value: bigint): bigint {
  return value >= largest || value < -largest ? -largest : value;
}

function integerText(text: string): bigint {
  const [, sign = '', digits = ''] =
    /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/.exec(text) ?? [];
  if (digits === '' || digits.length > 80) return 0n;
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  return value >= largest || value < -largest ? 0n : value;
}

/** What a value is as a float; 0 when it is none. */
function toFloat(value: Value): number {
  if (typeof value === 'string') {
    const number = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(value) ? Number(value) : 0;
    return Number.isFinite(number) ? number : 0;
  }
  return typeof value === 'number' ? value : Number(toInteger(value));
}

function integers(work: (left: bigint, right: bigint) => bigint): TemplateFunction {
  return variadic([], 'any', (_, values) => {
    const [first = 0n, ...rest] = values.map(toInteger);
    return rest.reduce((sum, value) => int64(work(sum, value)), first);
  });
}

function twoIntegers(work: (left: bigint, right: bigint) => bigint): TemplateFunction {
  return fixed(['any', 'any'], ([left, right]) => int64(work(toInteger(left), toInteger(right))));
}

function floats(work: (left: number, right: number) => number): TemplateFunction {
  return variadic(['any'], 'any', ([first], rest) =>
    rest.map(toFloat).reduce((sum, value) => work(sum, value), toFloat(first)),
  );
}

function divided(left: bigint, right: bigint, what: (left: bigint, right: bigint) => bigint): bigint {
  if (right === 0n) throw failed('runtime error: integer divide by zero');
  return what(left, right);
}

function rounded(value: number, places: bigint, from: number): number {
  const factor = 10 ** Number(places);
  const size = value * factor;
  const fraction = Math.abs(size % 1);
  return (fraction >= from ? Math.ceil(size) : Math.floor(size)) / factor;
}

const most = integers((left, right) => (left > right ? left : right));

/** The functions of the sprig library for numbers. */
export const numberFunctions: FunctionTable = {
  int: fixed(['any'], ([value]) => toInteger(value)),
  int64: fixed(['any'], ([value]) => toInteger(value)),
  atoi: fixed(['string'], ([text]) => (/^[+-]?[0-9]+$/.test(text) ? clampedAtoi(text) : 0n)),
  float64: fixed(['any'], ([value]) => toFloat(value)),
  toDecimal: fixed(['any'], ([value]) => {
    const text = typeof value === 'string' ? value : String(toInteger(value));
    return /^[0-7]+$/.test(text) && text.length < 22 ? BigInt(`0o${text}`) : 0n;
  }),
  add: integers((left, right) => left + right),
  add1: fixed(['any'], ([value]) => int64(toInteger(value) + 1n)),
  sub: twoIntegers((left, right) => left - right),
  mul: integers((left, right) => left * right),
  div: twoIntegers((left, right) => divided(left, right, (a, b) => a / b)),
  mod: twoIntegers((left, right) => divided(left, right, (a, b) => a % b)),
  max: most,
  biggest: most,
  min: integers((left, right) => (left < right ? left : right)),
  addf: floats((left, right) => left + right),
  add1f: fixed(['any'], ([value]) => toFloat(value) + 1),
  subf: floats((left, right) => left - right),
  mulf: floats((left, right) => left * right),
  divf: floats((left, right) => left / right),
  maxf: floats(Math.max),
  minf: floats(Math.min),
  ceil: fixed(['any'], ([value]) => Math.ceil(toFloat(value))),
  floor: fixed(['any'], ([value]) => Math.floor(toFloat(value))),
  round: variadic(['any', 'int'], 'float', ([value, places], [from = 0.5]) => {
    if (places < -300n || places > 300n) throw failed('too many places to round to');
    return rounded(toFloat(value), places, from);
  }),
};

function clampedAtoi(text: string): bigint {
  const value = text.length > 40 ? largest : BigInt(text.replace(/^\+/, ''));
  return value >= largest ? largest - 1n : value < -largest ? -largest : value;
}
