import { TemplateFault } from './fault.ts';
import { readNumber, readQuoted, readRune } from './literals.ts';
import type { Value } from './value.ts';

export type Token =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'open' | 'close'; readonly line: number }
  | {
      readonly kind: 'field' | 'variable' | 'word' | 'mark';
      readonly text: string;
      readonly line: number;
      /** Whether white space stood before it: `.a .b` are two operands, `.a.b` is one. */
      readonly spaced: boolean;
    }
  | {
      readonly kind: 'literal';
      readonly value: Value;
      readonly line: number;
      readonly spaced: boolean;
    };

const space = /[ \t\r\n]/;
const wordForm = /[\p{L}\p{Nd}_]*/uy;
const marks = ['|', '(', ')', ':=', '=', ','];

/** Takes a template's text apart. Throws a TemplateFault of the kind `syntax`. */
export function tokenize(source: string, template: string): readonly Token[] {
  return new Tokenizer(source, template).run();
}

class Tokenizer {
  readonly #source: string;
  readonly #template: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(source: string, template: string) {
    this.#source = source;
    this.#template = template;
  }

  run(): readonly Token[] {
    let trimStart = false;
    while (this.#at < this.#source.length) {
      const open = this.#source.indexOf('{{', this.#at);
      const end = open < 0 ? this.#source.length : open;
      const trimEnd = open >= 0 && this.#source[open + 2] === '-' && space.test(this.#source[open + 3] ?? '');
      this.#text(this.#source.slice(this.#at, end), trimStart, trimEnd);
      if (open < 0) break;
      this.#at = open + (trimEnd ? 3 : 2);
      const comment = trimEnd ? this.#skipSpace() : this.#at;
      trimStart = this.#source.startsWith('/*', comment) ? this.#comment(comment) : this.#action();
    }
    return this.#tokens;
  }

  #text(text: string, trimStart: boolean, trimEnd: boolean): void {
    let kept = text;
    if (trimStart) kept = kept.replace(/^[ \t\r\n]+/, '');
    if (trimEnd) kept = trimmedEnd(kept);
    if (kept !== '') this.#tokens.push({ kind: 'text', text: kept, line: this.#lineAt(this.#at) });
  }

  #skipSpace(): number {
    let at = this.#at;
    while (space.test(this.#source[at] ?? '')) at++;
    return at;
  }

  /** Past a comment; answers whether white space after it goes. */
  #comment(start: number): boolean {
    const end = this.#source.indexOf('*/', start + 2);
    if (end < 0) throw this.#fault('unclosed comment');
    const rest = /^(?:[ \t\r\n]+(-)\}\}|\}\})/.exec(this.#source.slice(end + 2, end + 4096));
    if (rest === null) throw this.#fault('comment ends before closing delimiter');
    this.#at = end + 2 + rest[0].length;
    return rest[1] !== undefined;
  }

  /** The tokens of one action; answers whether white space after it goes. */
  #action(): boolean {
    this.#tokens.push({ kind: 'open', line: this.#lineAt(this.#at) });
    for (;;) {
      const before = this.#at;
      this.#at = this.#skipSpace();
      const spaced = this.#at > before;
      const trims = spaced && this.#source.startsWith('-}}', this.#at);
      if (trims || this.#source.startsWith('}}', this.#at)) {
        this.#tokens.push({ kind: 'close', line: this.#lineAt(this.#at) });
        this.#at += trims ? 3 : 2;
        return trims;
      }
      if (this.#at >= this.#source.length) throw this.#fault('unclosed action');
      this.#token(spaced);
    }
  }

  #token(spaced: boolean): void {
    const character = this.#source[this.#at] ?? '';
    const line = this.#lineAt(this.#at);
    const mark = marks.find((text) => this.#source.startsWith(text, this.#at));
    if (mark !== undefined) {
      this.#at += mark.length;
      this.#tokens.push({ kind: 'mark', text: mark, line, spaced });
      return;
    }
    if (character === '"' || character === '`' || character === "'") {
      this.#literal(
        character === "'" ? readRune(this.#source, this.#at) : readQuoted(this.#source, this.#at),
        spaced,
      );
      return;
    }
    if (/[0-9+-]/.test(character) || (character === '.' && /[0-9]/.test(this.#source[this.#at + 1] ?? ''))) {
      this.#literal(readNumber(this.#source, this.#at), spaced);
      return;
    }
    this.#name(character, line, spaced);
  }

  #literal(read: { readonly value: Value; readonly end: number } | string, spaced: boolean): void {
    if (typeof read === 'string') throw this.#fault(read);
    this.#tokens.push({ kind: 'literal', value: read.value, line: this.#lineAt(this.#at), spaced });
    this.#at = read.end;
  }

  #name(character: string, line: number, spaced: boolean): void {
    const prefix = character === '.' || character === '$' ? 1 : 0;
    wordForm.lastIndex = this.#at + prefix;
    const word = wordForm.exec(this.#source)?.[0] ?? '';
    if (prefix === 0 && word === '')
      throw this.#fault(`unexpected ${JSON.stringify(character)} in an action`);
    this.#at += prefix + word.length;
    const next = this.#source[this.#at] ?? '';
    // `.Values.my-value` would otherwise be read as a subtraction that templates do not have.
    if (next !== '' && !space.test(next) && !/[.,|:=()}]/.test(next)) {
      throw this.#fault(
        `bad character ${JSON.stringify(next)} after ${JSON.stringify(character + word).slice(0, 80)}`,
      );
    }
    const kind = character === '.' ? 'field' : character === '$' ? 'variable' : 'word';
    this.#tokens.push({ kind, text: kind === 'variable' ? `$${word}` : word, line, spaced });
  }

  #lineAt(position: number): number {
    for (let at = this.#source.indexOf('\n', this.#counted); at >= 0 && at < position;) {
      this.#line++;
      this.#counted = at + 1;
      at = this.#source.indexOf('\n', this.#counted);
    }
    return this.#line;
  }

  #fault(reason: string): TemplateFault {
    return new TemplateFault('syntax', reason, this.#template, this.#lineAt(this.#at));
  }
}

/** Without white space at its end. A pattern would go through a long run of spaces once for each of them. */
function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && space.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}
