import { inspect } from 'node:util';

const mask = '***';

/**
 * A value that must not be shown. Printing, JSON and inspection give `***`; only `reveal()` gives the text,
 * so every place that does so can be found by searching for that word.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.toPrimitive](): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
