import type { Value } from './value.ts';

/** A literal and where it ends, or what is wrong with it. */
export type ReadLiteral = { readonly value: Value; readonly end: number } | string;

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

const numberForm =
  /[+-]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)/y;

/** Reads `"…"` with Go's escapes, or a raw string in back quotes. */
export function readQuoted(source: string, start: number): ReadLiteral {
  if (source[start] === '`') {
    const end = source.indexOf('`', start + 1);
    if (end < 0) return 'unterminated raw quoted string';
    return { value: source.slice(start + 1, end).replaceAll('\r', ''), end: end + 1 };
  }
  let at = start + 1;
  const parts: string[] = [];
  for (;;) {
    const character = source[at];
    if (character === undefined || character === '\n') return 'unterminated quoted string';
    if (character === '"') return { value: parts.join(''), end: at + 1 };
    const read = readCharacter(source, at);
    if (read === undefined) return `invalid escape in a quoted string`;
    parts.push(read.text);
    at = read.end;
  }
}

/** Reads `'x'`, which is a number in Go. */
export function readRune(source: string, start: number): ReadLiteral {
  const read = readCharacter(source, start + 1);
  if (read === undefined || source[read.end] !== "'") return 'malformed character constant';
  return { value: BigInt(read.text.codePointAt(0) ?? 0), end: read.end + 1 };
}

function readCharacter(
  source: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  if (source[at] !== '\\') {
    const text = String.fromCodePoint(source.codePointAt(at) ?? 0);
    return { text, end: at + text.length };
  }
  const letter = source[at + 1] ?? '';
  const simple = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  if (simple !== undefined) return { text: simple, end: at + 2 };
  const form = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/.exec(
    source.slice(at + 1, at + 10),
  );
  if (form === null) return undefined;
  const code =
    form[4] === undefined ? parseInt(form[1] ?? form[2] ?? form[3] ?? '', 16) : parseInt(form[4], 8);
  return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), end: at + 1 + form[0].length };
}

/** Reads a number: an integer, or a float when it is written as one. */
export function readNumber(source: string, start: number): ReadLiteral {
  numberForm.lastIndex = start;
  const text = numberForm.exec(source)?.[0] ?? '';
  const end = start + text.length;
  if (text === '' || /[\p{L}\p{Nd}_]/u.test(source[end] ?? '')) return 'bad number syntax';
  const value = numberValue(text.replaceAll('_', ''));
  return value === undefined ? 'bad number syntax' : { value, end };
}

function numberValue(text: string): Value | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(text) ?? [];
  if (/^0[xX]|^0[oO]|^0[bB]/.test(digits) || /^[0-9]+$/.test(digits)) {
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits;
    if (/^0[xXoObB]$/.test(octal)) return undefined;
    const size = BigInt(octal);
    return sign === '-' ? -size : size;
  }
  const value = Number(digits);
  return Number.isFinite(value) ? (sign === '-' ? -value : value) : undefined;
}
