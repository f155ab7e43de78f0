import type { Budget } from './budget.ts';
import { failed } from './fault.ts';
import { formatFloat } from './print.ts';
import { resolvesToText } from './yaml-scalar.ts';
import { isDict, isGoObject, isList, type Value } from './value.ts';
import { naturalOrder } from './yaml-order.ts';

const widest = 80;

/**
 * A value as YAML, the way `toYaml` writes it, without the last line break. Throws a TemplateFault for a number that
 * has no end, and when it nests too deep.
 */
export function writeYaml(value: Value, budget: Budget): string {
  const parts: string[] = [];
  new Writer(budget, parts).node(value, 0, false, 0, 0);
  return parts.join('').replace(/^\n/, '').replace(/^ /, '');
}

class Writer {
  readonly #budget: Budget;
  readonly #parts: string[];

  constructor(budget: Budget, parts: string[]) {
    this.#budget = budget;
    this.#parts = parts;
  }

  /** Writes what follows a `:` or a `-`: a scalar after a space, a collection below. */
  node(value: Value, indent: number, inList: boolean, depth: number, column: number): void {
    this.#budget.step();
    this.#budget.depth(depth);
    const plain = isGoObject(value) ? value.plain() : value;
    if (isList(plain)) this.#list(plain, indent, inList, depth);
    else if (isDict(plain)) this.#dict(plain, indent, inList, depth);
    else this.#put(' ', scalar(plain, indent, column + 1));
  }

  #list(list: readonly Value[], indent: number, inList: boolean, depth: number): void {
    if (list.length === 0) {
      this.#put(' []');
      return;
    }
    for (const [at, item] of list.entries()) {
      if (inList && at === 0) this.#put(' -');
      else this.#put(`\n${' '.repeat(indent)}-`);
      this.node(item, indent + 2, true, depth + 1, indent + 1);
    }
  }

  #dict(dict: ReadonlyMap<string, Value>, indent: number, inList: boolean, depth: number): void {
    if (dict.size === 0) {
      this.#put(' {}');
      return;
    }
    for (const [at, key] of [...dict.keys()].sort(naturalOrder).entries()) {
      if (inList && at === 0) this.#put(' ');
      else this.#put(`\n${' '.repeat(indent)}`);
      const written = keyText(key);
      this.#put(written, ':');
      const value = dict.get(key) ?? null;
      // Lists stand under their key, not further in.
      const below = isList(isGoObject(value) ? value.plain() : value) ? indent : indent + 2;
      this.node(value, below, false, depth + 1, indent + written.length + 1);
    }
  }

  #put(...parts: readonly string[]): void {
    for (const part of parts) {
      this.#budget.characters(part.length);
      this.#parts.push(part);
    }
  }
}

function scalar(value: Value, indent: number, column: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return textScalar(value, indent, column);
  if (typeof value === 'number') return floatScalar(value);
  return String(value);
}

function floatScalar(value: number): string {
  // It goes through JSON, where an integer is one whatever it came from.
  if (!Number.isFinite(value)) throw failed('unsupported value in JSON');
  return Math.abs(value) < 0.0001 || Math.abs(value) >= 1e21 ? formatFloat(value) : String(value);
}

function keyText(key: string): string {
  if (!resolvesToText(key)) return doubleQuoted(key);
  const { plain, single } = analyze(key);
  return plain ? key : single && !key.includes('\n') ? `'${key.replaceAll("'", "''")}'` : doubleQuoted(key);
}

function textScalar(text: string, indent: number, column: number): string {
  if (!resolvesToText(text)) return doubleQuoted(text);
  const { plain, single, block } = analyze(text);
  if (text.includes('\n')) return block ? literal(text, indent) : doubleQuoted(text);
  if (plain) return wrapped(text, indent, column);
  return single ? `'${wrapped(text.replaceAll("'", "''"), indent, column + 1)}'` : doubleQuoted(text);
}

interface Styles {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

function analyze(text: string): Styles {
  const special = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
  if (special || / \n/.test(text)) return { plain: false, single: false, block: false };
  const breakSpace = /\n /.test(text);
  const plain =
    text !== '' &&
    !/^[\s]|[\s]$|\n/.test(text) &&
    !/^[#,[\]{}&*!|>'"%@`]|^[?:-](?:\s|$)|^(?:---|\.\.\.)/.test(text) &&
    !/:(?:\s|$)|\s#/.test(text);
  return { plain, single: !breakSpace, block: !text.endsWith(' ') };
}

/** Long lines are broken at single spaces. */
function wrapped(text: string, indent: number, start: number): string {
  if (start + text.length <= widest || !text.includes(' ')) return text;
  const inner = Math.max(indent, 2);
  const parts: string[] = [];
  let column = start;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const breaks =
      character === ' ' &&
      column > widest &&
      at > 0 &&
      at < text.length - 1 &&
      text[at - 1] !== ' ' &&
      text[at + 1] !== ' ';
    parts.push(breaks ? `\n${' '.repeat(inner)}` : character);
    column = breaks ? inner : column + 1;
  }
  return parts.join('');
}

function literal(text: string, indent: number): string {
  const inner = ' '.repeat(Math.max(indent, 2));
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : inner + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string): string {
  const body = text.replaceAll(/["\\\p{Cc}\xa0\u2028\u2029\ufeff\u{10000}-\u{10ffff}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const short = escapes[character];
    if (short !== undefined) return short;
    return code < 0x100
      ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
      : code < 0x10000
        ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
        : `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
  });
  return `"${body}"`;
}
