import type { Budget } from './budget.ts';
import { formatFloat, formatValue, quoted } from './print.ts';
import { typeOf, type Value } from './value.ts';

interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly letter: string;
}

const verbForm = /%([-+# 0]*)(\*|[0-9]+)?(?:\.(\*|[0-9]*))?(\p{L}|%)?/gu;

/** Go's `fmt.Sprintf` for the verbs that charts use; what it cannot do is said in the text, as in Go. */
export function sprintf(format: string, args: readonly Value[], budget: Budget): string {
  let next = 0;
  const take = (): Value | undefined => (next < args.length ? args[next++] : undefined);
  const number = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    return text === '*' ? Number(take() ?? 0) : Number(text);
  };
  const text = format.replaceAll(
    verbForm,
    (_, flags: string, width: string | undefined, precision: string | undefined, letter = '') => {
      if (letter === '') return '%!(NOVERB)';
      if (letter === '%') return '%';
      const verb: Verb = { flags, width: number(width), precision: number(precision), letter };
      budget.characters(Math.max(verb.width ?? 0, verb.precision ?? 0));
      const value = take();
      return value === undefined ? `%!${letter}(MISSING)` : padded(one(value, verb, budget), verb);
    },
  );
  if (next >= args.length) return text;
  const extra = args.slice(next).map((value) => `${typeOf(value)}=${formatValue(value, budget)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function padded(text: string, { flags, width }: Verb): string {
  if (width === undefined) return text;
  if (flags.includes('-')) return text.padEnd(width);
  const numeric = /^[+-]?[0-9]/.test(text);
  if (!flags.includes('0') || !numeric) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function one(value: Value, verb: Verb, budget: Budget): string {
  const wrong = (): string =>
    value === null
      ? `%!${verb.letter}(<nil>)`
      : `%!${verb.letter}(${typeOf(value)}=${formatValue(value, budget)})`;
  if (Array.isArray(value) && !'vsqT'.includes(verb.letter)) {
    return `[${value.map((item: Value) => one(item, verb, budget)).join(' ')}]`;
  }
  switch (verb.letter) {
    case 'v':
      return formatValue(value, budget);
    case 's':
      return typeof value === 'string' ? value.slice(0, verb.precision) : stringForm(value, wrong, budget);
    case 'q':
      return quotedForm(value, wrong, budget);
    case 'd':
      return typeof value === 'bigint' ? signed(String(value), verb) : wrong();
    case 't':
      return typeof value === 'boolean' ? String(value) : wrong();
    case 'T':
      return typeOf(value);
    case 'x':
    case 'X':
    case 'o':
    case 'b':
    case 'c':
    case 'U':
      return inBase(value, verb) ?? wrong();
    case 'f':
    case 'F':
    case 'e':
    case 'g':
      return typeof value === 'number' ? signed(float(value, verb), verb) : wrong();
    default:
      return wrong();
  }
}

function stringForm(value: Value, wrong: () => string, budget: Budget): string {
  if (value === null || typeof value !== 'object') return wrong();
  const parts = Array.isArray(value)
    ? `[${value.map((item: Value) => one(item, stringVerb, budget)).join(' ')}]`
    : formatValue(value, budget);
  return parts;
}

function quotedForm(value: Value, wrong: () => string, budget: Budget): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `'${String.fromCodePoint(Number(BigInt.asUintN(16, value)))}'`;
  if (Array.isArray(value)) {
    return `[${value.map((item: Value) => one(item, { ...stringVerb, letter: 'q' }, budget)).join(' ')}]`;
  }
  return wrong();
}

const stringVerb: Verb = { flags: '', width: undefined, precision: undefined, letter: 's' };

function inBase(value: Value, { letter, flags }: Verb): string | undefined {
  if (typeof value === 'string' && (letter === 'x' || letter === 'X')) {
    const hex = Buffer.from(value).toString('hex');
    return letter === 'X' ? hex.toUpperCase() : hex;
  }
  if (typeof value !== 'bigint') return undefined;
  const sharp = flags.includes('#');
  switch (letter) {
    case 'x':
      return `${sharp ? '0x' : ''}${value.toString(16)}`;
    case 'X':
      return `${sharp ? '0X' : ''}${value.toString(16).toUpperCase()}`;
    case 'o':
      return `${sharp ? '0' : ''}${value.toString(8)}`;
    case 'b':
      return value.toString(2);
    case 'c':
      return value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\ufffd';
    default:
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  }
}

function float(value: number, { letter, precision }: Verb): string {
  if (!Number.isFinite(value)) return formatFloat(value);
  const digits = Math.min(precision ?? 6, 100);
  if (letter === 'f' || letter === 'F') return value.toFixed(digits);
  if (letter === 'e') {
    return value.toExponential(digits).replace(/e([+-])([0-9])$/, 'e$10$2');
  }
  if (precision === undefined) return formatFloat(value);
  return String(Number(value.toPrecision(Math.max(1, digits))));
}

function signed(text: string, { flags }: Verb): string {
  if (text.startsWith('-')) return text;
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text;
}
