import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Look } from '../../support/e2e-browser.ts';

const catalogues = join(import.meta.dirname, '..', '..', '..', 'renderer', 'src', 'i18n');

/** What the page says in the language of the window: from its own catalogues, so that one spec runs in both. */
export interface Words {
  /**
   * The words of `namespace:path.to.key`, with the parameters put in.
   * @throws when there are no such words, or a parameter of theirs was not given
   */
  text(key: string, parameters?: Readonly<Record<string, string | number>>): string;
  /** The same where parameters are not known: they match anything. */
  like(key: string, parameters?: Readonly<Record<string, string | number>>): RegExp;
  /** The same with nothing around it. */
  exactly(key: string, parameters?: Readonly<Record<string, string | number>>): RegExp;
}

export function wordsOf(language: Look['language']): Words {
  const like: Words['like'] = (key, parameters = {}) => new RegExp(pattern(raw(language, key), parameters));
  return {
    text: (key, parameters = {}) =>
      raw(language, key).replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
        const value = parameters[name];
        if (value === undefined) throw new RangeError(`${key} wants ${name}`);
        return String(value);
      }),
    like,
    exactly: (key, parameters) => new RegExp(`^${like(key, parameters).source}$`),
  };
}

function pattern(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text
    .split(/(\{\{\w+\}\})/)
    .map((part) => {
      const name = /^\{\{(\w+)\}\}$/.exec(part)?.[1];
      if (name === undefined) return RegExp.escape(part);
      return name in parameters ? RegExp.escape(String(parameters[name])) : '.+';
    })
    .join('');
}

const loaded = new Map<string, unknown>();

/** Plurals: the form for many, which Chinese has alone. */
function raw(language: string, key: string): string {
  const [namespace = '', path = ''] = key.split(':');
  const file = join(catalogues, language, `${namespace}.json`);
  if (!loaded.has(file)) loaded.set(file, JSON.parse(readFileSync(file, 'utf8')));
  const steps = path.split('.');
  const found =
    at(loaded.get(file), steps) ?? at(loaded.get(file), [...steps.slice(0, -1), `${steps.at(-1)}_other`]);
  if (typeof found !== 'string') throw new RangeError(`the page has no words for ${key} (${language})`);
  return found;
}

function at(tree: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (branch, step) =>
      typeof branch === 'object' && branch !== null
        ? Object.entries(branch).find(([name]) => name === step)?.[1]
        : undefined,
    tree,
  );
}
