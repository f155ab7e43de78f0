import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const parts = createRequire(import.meta.url)(join(root, 'build', 'undici-parts.cjs')) as object;

/** Values, not types, that a source takes from undici. */
function takenFrom(text: string): string[] {
  const imports = [...text.matchAll(/^import (?!type )\{([^}]*)\} from 'undici';/gm)];
  return imports.flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type ')),
  );
}

it('the built program has every part of undici that the sources use', async () => {
  const folder = join(root, 'core');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const taken = new Set(files.flatMap((name) => takenFrom(readFileSync(join(folder, name), 'utf8'))));
  expect(taken.size).toBeGreaterThan(2);
  expect([...taken].filter((name) => !(name in parts))).toEqual([]);
});
