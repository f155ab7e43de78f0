import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..', 'renderer', 'src');

/** Every text of a namespace, by its dotted key. */
function textsOf(language: string, namespace: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value);
    else
      for (const [key, inner] of Object.entries(value as object))
        walk(inner, path === '' ? key : `${path}.${key}`);
  };
  walk(JSON.parse(readFileSync(join(root, 'i18n', language, `${namespace}.json`), 'utf8')), '');
  return texts;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const namespaces = readdirSync(join(root, 'i18n', 'en')).map((name) => name.replace('.json', ''));
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
/** Words that are the same in both languages. */
const shared = /^[\s\d\p{P}\p{S}]*$|Sluice|English|中文|\{\{/u;

describe.each(namespaces)('the words of %s', (namespace) => {
  const english = textsOf('en', namespace);
  const chinese = textsOf('zh', namespace);

  it('are there in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    const differing = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(chinese.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('are Chinese where they should be', () => {
    const left = [...chinese].filter(
      ([key, text]) => !/\p{Script=Han}/u.test(text) && !shared.test(text) && text === english.get(key),
    );
    // Names of products, formats, systems and units stay as they are.
    const sentences = left.filter(
      ([key, text]) => !key.startsWith('profile.') && /[a-z]{3,} [a-z]{3,}/i.test(text),
    );
    expect(sentences.map(([key]) => key)).toEqual([]);
  });

  it('use full-width punctuation in Chinese sentences', () => {
    const half = [...chinese].filter(([, text]) => /\p{Script=Han}[,;!?]/u.test(text));
    expect(half.map(([key]) => key)).toEqual([]);
  });

  it('have both plural forms', () => {
    const lonely = [...english.keys()].filter(
      (key) =>
        (key.endsWith('_one') && !english.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !english.has(key.replace(/_other$/, '_one'))),
    );
    expect(lonely).toEqual([]);
  });

  it('are all used', () => {
    const code = sourceFiles(root).join('\n');
    const unused = [...english.keys()].filter((key) => {
      const name = key.replace(/_(?:one|other)$/, '');
      if (code.includes(`${name}'`) || code.includes(`${name}"`) || code.includes(`${name}\``)) return false;
      // A key that is put together: its beginning or its end stands in a template.
      const parts = name.split('.');
      return !parts.some(
        (_, length) =>
          length > 0 &&
          (code.includes(`${parts.slice(0, length).join('.')}.\${`) ||
            code.includes(`}.${parts.slice(length).join('.')}\``)),
      );
    });
    expect(unused).toEqual([]);
  });
});

describe('the sources of the pages', () => {
  it('translate nothing while modules load, so that a change of language reaches every text', () => {
    const early = sourceFiles(root).filter((text) => /^(?:export )?const \w+ = .*\bi18next\.t\(/m.test(text));
    expect(early).toEqual([]);
  });
});
