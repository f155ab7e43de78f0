/** Why a pattern cannot be used: it is malformed, or it asks for something Go has and we cannot honour. */
export class PatternFault extends Error {
  readonly fault: 'syntax' | 'unsupported';
  /** The piece of the pattern that is at fault. */
  readonly piece: string;

  constructor(fault: PatternFault['fault'], piece: string) {
    super(`${fault}: ${piece}`);
    this.fault = fault;
    this.piece = piece;
  }
}

export const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

// What Go's \d \s \w mean: ASCII only, and \s without the vertical tab.
export const perlClasses: Readonly<Record<string, string>> = {
  d: '0-9',
  s: '\\t\\n\\f\\r ',
  w: '0-9A-Za-z_',
};
export const controls: Readonly<Record<string, string>> = {
  a: '\\x07',
  f: '\\f',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  v: '\\v',
};
/** `literal` so that it stands for itself inside and outside a set. */
export function escapeLiteral(literal: string): string {
  if (literal === '-') return '\\u{2d}';
  return /^[\^$\\.*+?()[\]{}|/]$/.test(literal) ? `\\${literal}` : literal;
}

/** \D, \S, \W as members of a set: JavaScript's own, with what Go counts differently added for \S. */
export function complement(letter: string): string {
  return letter === 'S'
    ? '\\S\\v\\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{2028}\\u{2029}\\u{202f}\\u{205f}\\u{3000}\\u{feff}'
    : `\\${letter}`;
}

export function propertyClass(name: string, negated: boolean, piece: string): string {
  const letter = negated ? 'P' : 'p';
  for (const form of [`\\${letter}{${name}}`, `\\${letter}{Script=${name}}`]) {
    if (compiles(form)) return form;
  }
  throw new PatternFault('syntax', piece);
}

function compiles(form: string): boolean {
  try {
    return new RegExp(form, 'u').unicode;
  } catch {
    return false;
  }
}
