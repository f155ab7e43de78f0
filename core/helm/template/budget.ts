import { TemplateFault } from './fault.ts';

export interface TemplateLimits {
  /** Nodes that are evaluated and values that are walked, in all. */
  readonly steps: number;
  /** Characters that are made by templates and functions, in all. */
  readonly characters: number;
  /** How deep templates may include one another. */
  readonly includes: number;
  /** How deep values may nest. */
  readonly valueDepth: number;
}

/** Far above the largest charts there are, far below what would hurt. */
export const defaultTemplateLimits: TemplateLimits = {
  steps: 10_000_000,
  characters: 256 * 1024 ** 2,
  includes: 150,
  valueDepth: 200,
};

/** Counts the work of one rendering: a template ends because it runs out of steps, not of time. */
export class Budget {
  readonly limits: TemplateLimits;
  #steps: number;
  #characters: number;
  #includes = 0;

  constructor(limits: TemplateLimits = defaultTemplateLimits) {
    this.limits = limits;
    this.#steps = limits.steps;
    this.#characters = limits.characters;
  }

  /** Throws a TemplateFault of the kind `limit`. */
  step(count = 1): void {
    this.#steps -= count;
    if (this.#steps < 0) throw new TemplateFault('limit', `more than ${this.limits.steps} steps`);
  }

  /** To be called before text is made. Throws a TemplateFault of the kind `limit`. */
  characters(count: number): void {
    this.#characters -= count;
    // Written so that NaN fails too.
    if (!(this.#characters >= 0)) {
      throw new TemplateFault('limit', `more than ${this.limits.characters} characters`);
    }
  }

  /** Throws a TemplateFault of the kind `limit` when a walk over a value has gone too deep: it may be a ring. */
  depth(depth: number): void {
    if (depth <= this.limits.valueDepth) return;
    throw new TemplateFault('limit', `values nested more than ${this.limits.valueDepth} deep`);
  }

  /** Runs what includes another template. Throws a TemplateFault of the kind `limit`. */
  including<Result>(work: () => Result): Result {
    if (this.#includes >= this.limits.includes) {
      throw new TemplateFault(
        'limit',
        `templates include one another more than ${this.limits.includes} deep`,
      );
    }
    this.#includes++;
    try {
      return work();
    } finally {
      this.#includes--;
    }
  }
}
