import { describe, expect, it } from 'vitest';
import type { ReadAt } from '../../../../core/catalog/read/blobs/json-values.ts';
import { yamlDocuments, yamlToJson } from '../../../../core/catalog/read/blobs/yaml-documents.ts';

function split(text: string, step: number): string[] {
  const bytes = Buffer.from(text);
  const read: ReadAt = (into, offset) =>
    bytes.copy(into, 0, offset, Math.min(offset + step, offset + into.length));
  return [...yamlDocuments(read, 0, bytes.length)].map(({ offset, length }) =>
    bytes.toString('utf8', offset, offset + length),
  );
}

describe('when a YAML stream is split', () => {
  it.each([
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['two', 'a: 1\n---\nb: 2\n', ['a: 1\n', '\nb: 2\n']],
    ['a marker at the very beginning', '---\na: 1\n---\nb: 2', ['\na: 1\n', '\nb: 2']],
    ['content behind the marker', '--- {a: 1}\n--- [b]\n', [' {a: 1}\n', ' [b]\n']],
    ['an end marker', 'a: 1\n...\n---\nb: 2\n', ['a: 1\n', '\n', '\nb: 2\n']],
    ['dashes that are no marker', 'a: |\n  ---\n----\n- ---\n', ['a: |\n  ---\n----\n- ---\n']],
    ['a marker at the very end', 'a: 1\n---', ['a: 1\n']],
    ['nothing', '', []],
  ])('%s', (_what, text, expected) => {
    for (const step of [5, 6, 7, 11, 1000])
      expect(split(text, step), `in pieces of ${step}`).toEqual(expected);
  });
});

describe('when a YAML document is understood', () => {
  const limits = { bytes: 10_000, depth: 20 };
  const json = (text: string): string | undefined => yamlToJson(text, limits)?.json;

  it.each([
    ['scalars', 'a: text\nb: 1.5\nc: true\nd: ~\n', '{"a":"text","b":1.5,"c":true,"d":null}'],
    ['numbers with many digits', 'a: 12345678901234567890\n', '{"a":12345678901234567890}'],
    ['aliases', 'a: &x {b: 1}\nc: *x\n', '{"a":{"b":1},"c":{"b":1}}'],
    ['merge keys', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n', '{"a":{"b":1},"c":{"b":1,"d":2}}'],
    ['JSON', '{"a": ["b"]}', '{"a":["b"]}'],
    ['words of YAML 1.1 as text', 'a: yes\nb: on\n', '{"a":"yes","b":"on"}'],
    ['times as text', 'a: 2024-01-01\n', '{"a":"2024-01-01"}'],
  ])('%s', (_what, text, expected) => {
    expect(json(text)).toBe(expected);
  });

  it.each(['', '# a remark\n', '~'])('finds nothing in %j', (text) => {
    expect(yamlToJson(text, limits)).toBeUndefined();
  });

  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(10)}]`),
  ].join('\n');
  it.each<[string, string, string]>([
    ['broken syntax', 'a: [1\n', 'invalid'],
    ['a key given twice', 'a: 1\na: 2\n', 'invalid'],
    ['an alias of nothing', 'a: *b\n', 'invalid'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'invalid'],
    ['nesting without end', '['.repeat(100_000), 'invalid'],
    ['nesting beyond the limit', `${'['.repeat(30)}${']'.repeat(30)}`, 'too-deep'],
    ['an alias within itself', 'a: &a [*a]\n', 'too-deep'],
    ['aliases of aliases of aliases', bomb, 'invalid'],
    ['a long text used often', `a: &a ${'x'.repeat(5000)}\nb: [*a, *a, *a]\n`, 'too-large'],
  ])('refuses %s', (_what, text, kind) => {
    expect(() => yamlToJson(text, limits)).toThrow(expect.objectContaining({ name: 'YamlFault', kind }));
  });
});
