import type { Budget } from './budget.ts';
import { failed, TemplateFault } from './fault.ts';
import type { FunctionContext, TemplateFunction } from './functions/define.ts';
import type { Command, Node, Operand, Pipeline, Template } from './nodes.ts';
import type { Templates } from './parse.ts';
import { printValue } from './print.ts';
import { entriesOf } from './range.ts';
import { isDict, isGoObject, isTrue, typeOf, type Value } from './value.ts';

export interface Evaluation {
  readonly templates: Templates;
  readonly functions: ReadonlyMap<string, TemplateFunction>;
  readonly budget: Budget;
  readonly context: FunctionContext;
}

type Flow = 'on' | 'break' | 'continue';

/** Text of a template applied to `data`. Throws a TemplateFault with the place where it happened. */
export function execute(evaluation: Evaluation, template: Template, data: Value): string {
  const output: string[] = [];
  new Evaluator(evaluation, template.file, data, output).run(template.nodes, data);
  return output.join('');
}

class Evaluator {
  readonly #evaluation: Evaluation;
  readonly #budget: Budget;
  readonly #file: string;
  readonly #output: string[];
  /** Innermost last; found from the end, so that an inner one hides an outer one. */
  readonly #variables: { readonly name: string; value: Value }[];

  constructor(evaluation: Evaluation, file: string, data: Value, output: string[]) {
    this.#evaluation = evaluation;
    this.#budget = evaluation.budget;
    this.#file = file;
    this.#output = output;
    this.#variables = [{ name: '$', value: data }];
  }

  run(nodes: readonly Node[], dot: Value): Flow {
    for (const node of nodes) {
      this.#budget.step();
      const flow = this.#node(node, dot);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #node(node: Node, dot: Value): Flow {
    switch (node.kind) {
      case 'text':
        this.#placed(0, () => this.#write(node.text));
        return 'on';
      case 'action': {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length > 0) return 'on';
        this.#placed(node.pipeline.line, () => this.#write(printValue(value, this.#budget)));
        return 'on';
      }
      case 'if':
      case 'with':
        return this.#scoped(() => {
          const value = this.#pipeline(node.pipeline, dot);
          if (!isTrue(value)) return this.run(node.otherwise, dot);
          return this.run(node.body, node.kind === 'with' ? value : dot);
        });
      case 'range':
        return this.#scoped(() => this.#range(node, dot));
      case 'template':
        this.#template(node, dot);
        return 'on';
      default:
        return node.kind;
    }
  }

  #write(text: string): void {
    this.#budget.characters(text.length);
    this.#output.push(text);
  }

  #scoped<Result>(work: () => Result): Result {
    const scope = this.#variables.length;
    const result = work();
    this.#variables.length = scope;
    return result;
  }

  #range(node: Extract<Node, { kind: 'if' | 'with' | 'range' }>, dot: Value): Flow {
    const { variables, assigns, line } = node.pipeline;
    const value = this.#commands(node.pipeline, dot);
    const entries = this.#placed(line, () => entriesOf(value, this.#budget));
    // The variables are set for each element, not to the whole.
    if (!assigns) for (const name of variables) this.#variables.push({ name, value: null });
    const scope = this.#variables.length;
    let any = false;
    for (const [key, element] of entries) {
      any = true;
      this.#budget.step();
      if (variables.length === 1) this.#assign(variables[0] ?? '', element);
      if (variables.length === 2) {
        this.#assign(variables[0] ?? '', key);
        this.#assign(variables[1] ?? '', element);
      }
      const flow = this.run(node.body, element);
      this.#variables.length = scope;
      if (flow === 'break') break;
    }
    return any ? 'on' : this.run(node.otherwise, dot);
  }

  #template(node: Extract<Node, { kind: 'template' }>, dot: Value): void {
    const data = node.pipeline === undefined ? null : this.#pipeline(node.pipeline, dot);
    this.#placed(node.line, () => {
      const template = this.#evaluation.templates.get(node.name);
      if (template === undefined) throw failed(`template ${JSON.stringify(node.name)} not defined`);
      this.#budget.including(() => {
        new Evaluator(this.#evaluation, template.file, data, this.#output).run(template.nodes, data);
      });
    });
  }

  #pipeline(pipeline: Pipeline, dot: Value): Value {
    const value = this.#commands(pipeline, dot);
    for (const name of pipeline.variables) {
      if (pipeline.assigns) this.#assign(name, value);
      else this.#variables.push({ name, value });
    }
    return value;
  }

  #commands(pipeline: Pipeline, dot: Value): Value {
    return this.#placed(pipeline.line, () => {
      let value: Value | undefined;
      for (const command of pipeline.commands) {
        this.#budget.step();
        value = this.#command(command, dot, value);
      }
      return value ?? null;
    });
  }

  /** Gives what goes wrong in `work` its place, unless it has one. */
  #placed<Result>(line: number, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof TemplateFault) throw error.at(this.#file, line);
      // The engine's own depth is bounded; a function of the host that recurses over a value might not be.
      if (error instanceof RangeError) {
        throw new TemplateFault('limit', 'nested too deep', this.#file, line);
      }
      throw error;
    }
  }

  #command(command: Command, dot: Value, piped: Value | undefined): Value {
    const [first, ...rest] = command;
    if (first === undefined) return null;
    switch (first.kind) {
      case 'function':
        return this.#call(first.name, rest, dot, piped);
      case 'field':
        return this.#fields(dot, first.names, () => this.#arguments(rest, dot, piped));
      case 'chain':
        return this.#fields(this.#operand(first.of, dot), first.names, () =>
          this.#arguments(rest, dot, piped),
        );
      case 'variable':
        if (first.names.length > 0) {
          return this.#fields(this.#variable(first.name), first.names, () =>
            this.#arguments(rest, dot, piped),
          );
        }
        break;
      default:
    }
    if (rest.length > 0 || piped !== undefined) throw failed("can't give argument to non-function");
    if (first.kind === 'nil') throw failed('nil is not a command');
    return this.#operand(first, dot);
  }

  #arguments(operands: readonly Operand[], dot: Value, piped: Value | undefined): Value[] {
    const values = operands.map((operand) => this.#operand(operand, dot));
    if (piped !== undefined) values.push(piped);
    return values;
  }

  #operand(operand: Operand, dot: Value): Value {
    this.#budget.step();
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'nil':
        return null;
      case 'dot':
        return dot;
      case 'field':
        return this.#fields(dot, operand.names);
      case 'variable':
        return this.#fields(this.#variable(operand.name), operand.names);
      case 'function':
        return this.#call(operand.name, [], dot, undefined);
      case 'pipeline':
        return this.#pipeline(operand.pipeline, dot);
      case 'chain':
        return this.#fields(this.#operand(operand.of, dot), operand.names);
    }
  }

  #variable(name: string): Value {
    const found = this.#variables.findLast((variable) => variable.name === name);
    if (found === undefined) throw failed(`undefined variable ${JSON.stringify(name)}`);
    return found.value;
  }

  #assign(name: string, value: Value): void {
    const found = this.#variables.findLast((variable) => variable.name === name);
    if (found !== undefined) found.value = value;
  }

  #fields(of: Value, names: readonly string[], lastArguments?: () => Value[]): Value {
    // What is nothing as a whole has nothing in it either; only on the way down is that a fault.
    if (of === null) return null;
    let value: Value = of;
    for (const [at, name] of names.entries()) {
      value = field(value, name, at === names.length - 1 ? (lastArguments?.() ?? []) : []);
    }
    return value;
  }

  #call(name: string, operands: readonly Operand[], dot: Value, piped: Value | undefined): Value {
    if (name === 'and' || name === 'or') return this.#logic(name, operands, dot, piped);
    const called = this.#evaluation.functions.get(name);
    if (called === undefined) throw failed(`function ${JSON.stringify(name)} not defined`);
    const values = this.#arguments(operands, dot, piped);
    try {
      const result = called(values, this.#evaluation.context);
      if (typeof result === 'string') this.#budget.characters(result.length);
      return result;
    } catch (error) {
      if (!(error instanceof TemplateFault) || error.template !== '' || error.kind !== 'failed') throw error;
      throw failed(`error calling ${name}: ${error.message}`);
    }
  }

  /** `and` and `or` look at no more of their arguments than they need. */
  #logic(name: 'and' | 'or', operands: readonly Operand[], dot: Value, piped: Value | undefined): Value {
    let value: Value | undefined;
    for (const operand of operands) {
      value = this.#operand(operand, dot);
      if (isTrue(value) === (name === 'or')) return value;
    }
    value = piped ?? value;
    if (value === undefined) throw failed(`wrong number of args for ${name}: want at least 1 got 0`);
    return value;
  }
}

function field(of: Value, name: string, args: readonly Value[]): Value {
  if (of === null) throw failed(`nil pointer evaluating interface {}.${name}`);
  if (isDict(of)) {
    if (args.length > 0) throw failed(`${name} is not a method but has arguments`);
    return of.get(name) ?? null;
  }
  if (isGoObject(of)) {
    const value = args.length > 0 ? of.call(name, args) : (of.field(name) ?? of.call(name, args));
    if (value !== undefined) return value;
  }
  throw failed(`can't evaluate field ${name} in type ${typeOf(of)}`);
}
