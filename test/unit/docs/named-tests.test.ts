import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
/** Documents that name the test of what they say, and how many they name at least. */
const documents = [
  { file: 'docs/security.md', least: 60 },
  { file: 'docs/reliability.md', least: 40 },
];

/** `unit/bridge/guards: may not be …` */
const referencesIn = (text: string): { file: string; name: string }[] =>
  [...text.matchAll(/`((?:unit|integration|e2e)\/[\w/-]+)(?:: ([^`]*))?`/g)].map(
    ([, file = '', name = '']) => ({ file, name }),
  );

describe.each(documents)('$file', ({ file: document, least }) => {
  const references = referencesIn(readFileSync(join(root, document), 'utf8'));

  it('names tests', () => expect(references.length).toBeGreaterThanOrEqual(least));

  it.each(references)('names $file: $name, which exists', ({ file, name }) => {
    const path = join(root, 'test', `${file}.test.ts`);
    expect(existsSync(path), path).toBe(true);
    const text = readFileSync(path, 'utf8');
    // What a table of cases fills in is a % in the test's own name.
    const [before = ''] = name.split(/…/);
    const pattern = before.trim().split(' ').slice(0, 3).join(' ');
    const literal = text.includes(pattern);
    const filled = [...text.matchAll(/'([^'\n]*%[so][^'\n]*)'/g)].some(([, title = '']) =>
      new RegExp(`^${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%[so]/g, '.*')}`).test(
        before,
      ),
    );
    expect(literal || filled, `${file}: ${name}`).toBe(true);
  });
});
