import { Budget, type TemplateLimits } from './budget.ts';
import { execute } from './evaluate.ts';
import { failed, TemplateFault } from './fault.ts';
import type { FunctionContext } from './functions/define.ts';
import { functionNames, templateFunctions } from './functions/index.ts';
import { parseTemplates, type Templates } from './parse.ts';
import { noValue } from './print.ts';
import type { Value } from './value.ts';

export interface EngineOptions {
  readonly limits?: TemplateLimits | undefined;
  /** The moment that `now` tells. */
  readonly now: Date;
}

/**
 * Renders a set of template files as Helm does: Go's templates with the functions of sprig and of Helm. Ends on
 * its own, whatever the templates say: what they cost is counted.
 */
export class TemplateEngine {
  readonly budget: Budget;
  readonly #now: Date;
  readonly #templates: Templates = new Map();

  constructor({ limits, now }: EngineOptions) {
    this.budget = new Budget(limits);
    this.#now = now;
  }

  /** Reads a file and what it defines. Throws a TemplateFault of the kind `syntax` or `limit`. */
  add(file: string, source: string): void {
    this.budget.step(1 + Math.ceil(source.length / 16));
    parseTemplates(source, file, this.#templates, functionNames);
  }

  /** The text of a file that was added, applied to `data`. Throws a TemplateFault. */
  render(file: string, data: Value): string {
    const template = this.#templates.get(file);
    if (template === undefined) throw failed(`no template ${JSON.stringify(file)}`).at(file, 0);
    return this.#text(this.#templates, file, data);
  }

  #text(templates: Templates, name: string, data: Value): string {
    const template = templates.get(name);
    if (template === undefined) throw failed(`no template ${JSON.stringify(name)} associated`);
    try {
      const evaluation = {
        templates,
        functions: templateFunctions,
        budget: this.budget,
        context: this.#context(templates),
      };
      return execute(evaluation, template, data).replaceAll(noValue, '');
    } catch (error) {
      // As far down as the stack reaches, whatever the counts say.
      if (error instanceof RangeError) throw new TemplateFault('limit', 'nested too deep', name, 0);
      throw error;
    }
  }

  #context(templates: Templates): FunctionContext {
    return {
      budget: this.budget,
      now: this.#now,
      include: (name, data) => this.#include(templates, name, data),
      renderText: (text, data) => this.#renderText(templates, text, data),
    };
  }

  #include(templates: Templates, name: string, data: Value): string {
    const template = templates.get(name);
    if (template === undefined)
      throw failed(`template: no template ${JSON.stringify(name)} associated with template "gotpl"`);
    return this.budget.including(() =>
      execute(
        {
          templates,
          functions: templateFunctions,
          budget: this.budget,
          context: this.#context(templates),
        },
        template,
        data,
      ),
    );
  }

  /** `tpl`: what the text defines is known in it alone. */
  #renderText(templates: Templates, text: string, data: Value): string {
    this.budget.step(1 + Math.ceil(text.length / 16));
    const own: Templates = new Map();
    // Without a name of its own, so that what goes wrong is told at the place of the call.
    const name = '';
    parseTemplates(text, name, own, functionNames);
    const known = own.size === 1 ? templates : new Map([...templates, ...own]);
    if (known !== templates) this.budget.step(known.size);
    const template = own.get(name);
    if (template === undefined) return '';
    return this.budget.including(() =>
      execute(
        {
          templates: known,
          functions: templateFunctions,
          budget: this.budget,
          context: this.#context(known),
        },
        template,
        data,
      ).replaceAll(noValue, ''),
    );
  }
}
