import { TemplateFault } from './fault.ts';
import type { Command, Node, Operand, Pipeline, Template } from './nodes.ts';
import { type Token, tokenize } from './tokens.ts';

/** Templates by their names. */
export type Templates = Map<string, Template>;

const deepest = 100;
const endOfFile: Token = { kind: 'text', text: '', line: 0 };

/**
 * Reads a file of templates into `templates`: the file itself under its path and what it defines. A later
 * definition replaces an earlier one, unless it is empty. Throws a TemplateFault of the kind `syntax`.
 */
export function parseTemplates(
  source: string,
  file: string,
  templates: Templates,
  functions: ReadonlySet<string>,
): void {
  const parser = new Parser(tokenize(source, file), file, templates, functions);
  keep(templates, file, { file, nodes: parser.file() });
}

function keep(templates: Templates, name: string, template: Template): void {
  const empty = template.nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
  if (!empty || !templates.has(name)) templates.set(name, template);
}

interface Body {
  readonly nodes: readonly Node[];
  /** The word that ended it: `end` or `else`. */
  readonly ended: string;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #file: string;
  readonly #templates: Templates;
  readonly #functions: ReadonlySet<string>;
  #at = 0;
  #depth = 0;
  #ranges = 0;
  #variables: string[] = ['$'];

  constructor(tokens: readonly Token[], file: string, templates: Templates, functions: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#file = file;
    this.#templates = templates;
    this.#functions = functions;
  }

  file(): readonly Node[] {
    const { nodes, ended } = this.#body(true);
    if (ended !== '') throw this.#fault(`unexpected {{${ended}}}`);
    return nodes;
  }

  #body(outermost: boolean): Body {
    if (++this.#depth > deepest) throw this.#fault(`nested more than ${deepest} deep`);
    const nodes: Node[] = [];
    for (;;) {
      const token = this.#next();
      if (token === undefined) {
        if (!outermost) throw this.#fault('unexpected EOF: an {{end}} is missing');
        this.#depth--;
        return { nodes, ended: '' };
      }
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text });
        continue;
      }
      const word = this.#peekWord();
      if (word === 'end' || word === 'else') {
        this.#at++;
        if (word === 'end') this.#close();
        this.#depth--;
        return { nodes, ended: word };
      }
      const node = this.#action(word, outermost);
      if (node !== undefined) nodes.push(node);
    }
  }

  #action(word: string | undefined, outermost: boolean): Node | undefined {
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        this.#at++;
        return this.#control(word);
      case 'define':
        this.#at++;
        if (!outermost || this.#depth > 1) throw this.#fault('unexpected {{define}} inside another action');
        this.#define();
        return undefined;
      case 'block':
        this.#at++;
        return this.#block();
      case 'template':
        this.#at++;
        return this.#template();
      case 'break':
      case 'continue':
        if (this.#ranges === 0) throw this.#fault(`{{${word}}} outside {{range}}`);
        this.#at++;
        this.#close();
        return { kind: word };
      default: {
        const pipeline = this.#pipeline(false);
        this.#close();
        return { kind: 'action', pipeline };
      }
    }
  }

  #control(kind: 'if' | 'with' | 'range'): Node {
    const scope = this.#variables.length;
    const pipeline = this.#pipeline(kind === 'range');
    this.#close();
    if (kind === 'range') this.#ranges++;
    const { nodes: body, ended } = this.#body(false);
    if (kind === 'range') this.#ranges--;
    const otherwise = ended === 'else' ? this.#otherwise(kind) : [];
    this.#variables.length = scope;
    return { kind, pipeline, body, otherwise };
  }

  #otherwise(kind: 'if' | 'with' | 'range'): readonly Node[] {
    const word = this.#peekWord();
    // {{else if}} and {{else with}} share the {{end}} of what they belong to.
    if (word === 'if' || word === 'with') {
      if (kind === 'range') throw this.#fault(`unexpected {{else ${word}}} in a range`);
      this.#at++;
      if (++this.#depth > deepest) throw this.#fault(`nested more than ${deepest} deep`);
      const node = this.#control(word);
      this.#depth--;
      return [node];
    }
    this.#close();
    const { nodes, ended } = this.#body(false);
    if (ended !== 'end') throw this.#fault('expected {{end}}; found {{else}}');
    return nodes;
  }

  #define(): void {
    const name = this.#name('define');
    this.#close();
    this.#separately(name);
  }

  #block(): Node {
    const line = this.#line();
    const name = this.#name('block');
    const pipeline = this.#pipeline(false);
    this.#close();
    this.#separately(name);
    return { kind: 'template', line, name, pipeline };
  }

  /** A template of its own: no variable of its surroundings is known in it. */
  #separately(name: string): void {
    const [variables, ranges] = [this.#variables, this.#ranges];
    this.#variables = ['$'];
    this.#ranges = 0;
    const { nodes, ended } = this.#body(false);
    if (ended !== 'end') throw this.#fault('unexpected {{else}} in a definition');
    [this.#variables, this.#ranges] = [variables, ranges];
    keep(this.#templates, name, { file: this.#file, nodes });
  }

  #template(): Node {
    const line = this.#line();
    const name = this.#name('template');
    const pipeline = this.#peek()?.kind === 'close' ? undefined : this.#pipeline(false);
    this.#close();
    return { kind: 'template', line, name, pipeline };
  }

  #name(clause: string): string {
    const token = this.#next();
    if (token?.kind !== 'literal' || typeof token.value !== 'string') {
      throw this.#fault(`{{${clause}}} needs a name in quotes`);
    }
    return token.value;
  }

  #pipeline(inRange: boolean): Pipeline {
    if (++this.#depth > deepest) throw this.#fault(`nested more than ${deepest} deep`);
    const line = this.#line();
    const { variables, assigns } = this.#declaration(inRange);
    const commands: Command[] = [this.#command()];
    // Go takes a bar with nothing behind it.
    while (this.#takeMark('|') && this.#peek()?.kind !== 'close') commands.push(this.#command());
    // A literal cannot be given what comes before it.
    for (const [first] of commands.slice(1)) {
      if (first?.kind === 'literal' || first?.kind === 'nil' || first?.kind === 'dot') {
        throw this.#fault('non executable command in a pipeline');
      }
    }
    if (!assigns) this.#variables.push(...variables);
    this.#depth--;
    return { line, variables, assigns, commands };
  }

  #declaration(inRange: boolean): Pick<Pipeline, 'variables' | 'assigns'> {
    const none = { variables: [], assigns: false };
    const [first, second, third, fourth] = this.#tokens.slice(this.#at, this.#at + 4);
    if (first?.kind !== 'variable') return none;
    if (isMark(second, ':=') || isMark(second, '=')) {
      this.#at += 2;
      return this.#declared([first.text], isMark(second, '='));
    }
    if (!isMark(second, ',')) return none;
    const sets = isMark(fourth, ':=') || isMark(fourth, '=');
    if (!inRange || third?.kind !== 'variable' || !sets) throw this.#fault('too many declarations');
    this.#at += 4;
    return this.#declared([first.text, third.text], isMark(fourth, '='));
  }

  #declared(variables: readonly string[], assigns: boolean): Pick<Pipeline, 'variables' | 'assigns'> {
    if (assigns) for (const name of variables) this.#requireVariable(name);
    return { variables, assigns };
  }

  #requireVariable(name: string): void {
    if (!this.#variables.includes(name)) throw this.#fault(`undefined variable "${name}"`);
  }

  #command(): Command {
    const operands: Operand[] = [];
    for (;;) {
      const token = this.#peek();
      if (token === undefined || token.kind === 'text') throw this.#fault('unclosed action');
      if (token.kind === 'close' || (token.kind === 'mark' && token.text !== '(')) break;
      operands.push(this.#operand());
    }
    if (operands.length === 0) throw this.#fault('missing value for command');
    return operands;
  }

  #operand(): Operand {
    const operand = this.#term();
    const names = this.#fields();
    if (names.length === 0) return operand;
    switch (operand.kind) {
      case 'field':
        return { kind: 'field', names: [...operand.names, ...names] };
      case 'variable':
        return { ...operand, names };
      case 'literal':
      case 'nil':
      case 'dot':
        throw this.#fault('unexpected . after a term');
      default:
        return { kind: 'chain', of: operand, names };
    }
  }

  #term(): Operand {
    const token = this.#next();
    switch (token?.kind) {
      case 'literal':
        return { kind: 'literal', value: token.value };
      case 'field':
        return token.text === '' ? { kind: 'dot' } : { kind: 'field', names: [token.text] };
      case 'variable':
        this.#requireVariable(token.text);
        return { kind: 'variable', name: token.text, names: [] };
      case 'word':
        return this.#word(token.text);
      case 'mark': {
        const pipeline = this.#pipeline(false);
        if (!this.#takeMark(')')) throw this.#fault('unclosed left paren');
        return { kind: 'pipeline', pipeline };
      }
      default:
        throw this.#fault('unexpected end of an action');
    }
  }

  #word(text: string): Operand {
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
    if (text === 'nil') return { kind: 'nil' };
    if (!this.#functions.has(text)) throw this.#fault(`function ${JSON.stringify(text)} not defined`);
    return { kind: 'function', name: text };
  }

  #fields(): readonly string[] {
    const names: string[] = [];
    for (let token = this.#peek(); token?.kind === 'field' && !token.spaced; token = this.#peek()) {
      if (token.text === '') throw this.#fault('unexpected <.> in operand');
      names.push(token.text);
      this.#at++;
    }
    return names;
  }

  #close(): void {
    const token = this.#next();
    if (token?.kind !== 'close') throw this.#fault('unexpected words in an action');
  }

  #takeMark(text: string): boolean {
    const found = isMark(this.#peek(), text);
    if (found) this.#at++;
    return found;
  }

  #peekWord(): string | undefined {
    const token = this.#peek();
    return token?.kind === 'word' ? token.text : undefined;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #line(): number {
    return (this.#tokens[Math.min(this.#at, this.#tokens.length - 1)] ?? endOfFile).line;
  }

  #fault(reason: string): TemplateFault {
    const token = this.#tokens[Math.min(Math.max(this.#at - 1, 0), this.#tokens.length - 1)] ?? endOfFile;
    return new TemplateFault('syntax', reason, this.#file, token.line);
  }
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}
