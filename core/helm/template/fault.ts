/** What went wrong in a template, in the words of whoever writes templates. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  readonly template: string;
  readonly line: number;
  /** `syntax`: cannot be read. `failed`: went wrong while rendering. `limit`: would never end, or grow beyond measure. */
  readonly kind: 'syntax' | 'failed' | 'limit';

  constructor(kind: 'syntax' | 'failed' | 'limit', reason: string, template = '', line = 0) {
    super(reason);
    this.kind = kind;
    this.template = template;
    this.line = line;
  }

  /** The same fault with its place, unless it has one: the innermost place is the one that helps. */
  at(template: string, line: number): TemplateFault {
    return this.template === '' ? new TemplateFault(this.kind, this.message, template, line) : this;
  }
}

/** Fails the rendering, as a function of Go's engine does by returning an error. */
export function failed(reason: string): TemplateFault {
  return new TemplateFault('failed', reason);
}
