import { describe, expect, it } from 'vitest';
import { readObjects } from '../../../core/resources/read.ts';

const read = (text: string): unknown => readObjects({ fileName: 'a.yaml', text });

describe('when cluster resources are written as nobody should', () => {
  it.each([
    ['a list that holds itself', 'kind: Pod\nspec: &a\n  - *a\n'],
    ['a mapping that holds itself', '&a\nkind: Pod\nspec: *a\n'],
    ['lists within lists', `kind: Pod\nspec: ${'['.repeat(100)}${']'.repeat(100)}\n`],
    ['lists without end', `kind: Pod\nspec: ${'['.repeat(100_000)}`],
    ['a key given twice', 'kind: Pod\nspec: 1\nspec: 2\n'],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'RESOURCES_YAML_INVALID' }));
  });

  it('reads very many keys', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `  k${index}: 1\n`).join('');
    expect(read(`kind: ConfigMap\ndata:\n${keys}`)).toHaveLength(1);
  });
});
