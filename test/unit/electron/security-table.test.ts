import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const table = readFileSync(join(root, 'docs/security.md'), 'utf8');
/** `unit/bridge/guards: may not be …` */
const references = [...table.matchAll(/`((?:unit|integration|e2e)\/[\w/-]+)(?:: ([^`]*))?`/g)].map(
  ([, file = '', name = '']) => ({ file, name }),
);

describe('docs/security.md', () => {
  it('names tests', () => expect(references.length).toBeGreaterThan(60));

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
