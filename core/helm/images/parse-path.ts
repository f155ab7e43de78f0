import type { Comparison, ImagePath, PathOperand, PathPart, PathStep } from './path-steps.ts';

/** What is wrong with a path. */
export class PathFault extends Error {
  override readonly name = 'PathFault';
}

const longest = 4096;
const deepest = 20;
const operators = ['==', '!=', '<=', '>=', '<', '>'] as const;

/**
 * Reads a JSONPath as kubectl writes it: expressions in braces, with text around them. One without braces is taken
 * for a single expression. Throws a PathFault.
 */
export function parseImagePath(path: string): ImagePath {
  if (path.length > longest) throw new PathFault('too long');
  if (!path.includes('{')) return [{ kind: 'path', steps: new PathReader(path.trim()).whole() }];
  const parts: PathPart[] = [];
  for (let at = 0; at < path.length;) {
    const open = path.indexOf('{', at);
    if (open !== at) parts.push({ kind: 'text', text: path.slice(at, open < 0 ? undefined : open) });
    if (open < 0) break;
    const close = endOfBraces(path, open);
    parts.push({ kind: 'path', steps: new PathReader(path.slice(open + 1, close).trim()).whole() });
    at = close + 1;
  }
  return parts;
}

/** Where the brace that opens at `open` is closed; one in quotes does not count. */
function endOfBraces(path: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < path.length; at++) {
    const character = path[at] ?? '';
    if (quote !== '') quote = character === quote && path[at - 1] !== '\\' ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '}') return at;
  }
  throw new PathFault('unclosed brace');
}

class PathReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): readonly PathStep[] {
    if (/^(?:range\b|end$)/.test(this.#text)) throw new PathFault('range is not supported');
    const steps = this.#steps();
    if (this.#at < this.#text.length || steps.length === 0) throw this.#fault();
    return steps;
  }

  #steps(): readonly PathStep[] {
    if (++this.#depth > deepest) throw new PathFault('nested too deep');
    const steps: PathStep[] = [];
    if (this.#take('$') || this.#take('@')) {
      // The root and the current element are where a path starts anyway.
    } else if (/[\w-]/.test(this.#peek())) steps.push({ kind: 'field', name: this.#fieldName() });
    for (;;) {
      if (this.#take('..')) {
        steps.push({ kind: 'descent' });
        if (this.#peek() !== '[') steps.push(this.#named());
      } else if (this.#take('.')) {
        if (this.#peek() !== '[') steps.push(this.#named());
      } else if (this.#take('[')) steps.push(this.#bracket());
      else break;
    }
    this.#depth--;
    return steps;
  }

  #named(): PathStep {
    if (this.#take('*')) return { kind: 'wildcard' };
    return { kind: 'field', name: this.#fieldName() };
  }

  #fieldName(): string {
    const form = /(?:\\.|[^\\.[\](){}\s,'"|@$&<>=!*:?])+/y;
    form.lastIndex = this.#at;
    const name = form.exec(this.#text)?.[0];
    if (name === undefined) throw this.#fault();
    this.#at += name.length;
    return name.replaceAll(/\\(.)/g, '$1');
  }

  #bracket(): PathStep {
    this.#space();
    if (this.#take('?(')) return this.#filter();
    const steps: PathStep[] = [];
    do {
      this.#space();
      steps.push(this.#member());
      this.#space();
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#fault();
    const [only] = steps;
    return steps.length === 1 && only !== undefined ? only : { kind: 'union', steps };
  }

  #member(): PathStep {
    if (this.#take('*')) return { kind: 'wildcard' };
    const quote = this.#peek();
    if (quote === '"' || quote === "'") return { kind: 'field', name: this.#quoted() };
    const numbers = /(-?[0-9]{1,9})?(?:(:)(-?[0-9]{1,9})?(?::(-?[0-9]{1,9})?)?)?/y;
    numbers.lastIndex = this.#at;
    const [text = '', start, colon, end, step] = numbers.exec(this.#text) ?? [];
    if (text === '') return { kind: 'field', name: this.#fieldName() };
    this.#at += text.length;
    if (colon === undefined) return { kind: 'index', index: Number(start) };
    const size = step === undefined ? 1 : Number(step);
    if (size <= 0) throw new PathFault('a step is not positive');
    const numberOf = (part: string | undefined): number | undefined =>
      part === undefined ? undefined : Number(part);
    return { kind: 'slice', start: numberOf(start), end: numberOf(end), step: size };
  }

  #filter(): PathStep {
    const left = this.#operandOf();
    this.#space();
    const operator = operators.find((candidate) => this.#take(candidate));
    const comparison: Comparison | undefined =
      operator === undefined ? undefined : { operator, right: this.#operandOf() };
    this.#space();
    if (!this.#take(')')) throw this.#fault();
    this.#space();
    if (!this.#take(']')) throw this.#fault();
    return { kind: 'filter', left, comparison };
  }

  #operandOf(): PathOperand {
    this.#space();
    const first = this.#peek();
    if (first === '"' || first === "'") return { kind: 'value', value: this.#quoted() };
    const literal = /(?:true|false|null|-?[0-9]+(?:\.[0-9]+)?)(?=[\s)<>=!])/y;
    literal.lastIndex = this.#at;
    const text = literal.exec(this.#text)?.[0];
    if (text !== undefined) {
      this.#at += text.length;
      const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
      return { kind: 'value', value: Object.hasOwn(words, text) ? (words[text] ?? null) : Number(text) };
    }
    const start = this.#at;
    const steps = this.#steps();
    if (this.#at === start) throw this.#fault();
    return { kind: 'path', steps };
  }

  #quoted(): string {
    const form = /"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'/sy;
    form.lastIndex = this.#at;
    const match = form.exec(this.#text);
    if (match === null) throw new PathFault('unterminated quoted text');
    this.#at += match[0].length;
    return (match[1] ?? match[2] ?? '').replaceAll(/\\(.)/gs, '$1');
  }

  #take(text: string): boolean {
    const found = this.#text.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  #space(): void {
    while (/\s/.test(this.#peek())) this.#at++;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #fault(): PathFault {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    return new PathFault(rest === '' ? 'it ends too early' : `unexpected "${rest}"`);
  }
}
