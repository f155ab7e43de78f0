import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { duplicateKeys, parseYamlDocuments } from '../../../core/config/index.ts';

const options = { uniqueKeys: false, logLevel: 'silent' } as const;
const faults = (text: string): number[] =>
  parseYamlDocuments(text, options).map(({ errors }) => errors.length);

describe('when YAML of others is parsed', () => {
  it.each([
    '',
    '# nothing\n',
    'a: 1\n---\nb: [1, {c: d}]\n...\n',
    '- - - 1\n- ? a\n  : b\n',
    'a: "[[[["\nb: |\n  - - - -\n  [[[\n',
    '}',
    'a: 1\n...\n}',
    'a: 1\n---\n}',
    '- a\n]',
    'a: *b',
  ])('gives what the library gives of %j', (text) => {
    const expected = parseAllDocuments(text, options);
    const values = Array.isArray(expected)
      ? expected.map((document) => [String(document.contents), document.errors.length])
      : [];
    const found = parseYamlDocuments(text, options);
    expect(found.map((document) => [String(document.contents), document.errors.length])).toEqual(values);
  });

  it.each(['[', '{', '{a: ', '- ', '? ', '- ? ', 'a: [[', '- [', 'C: ', '"c": ', '- c: '])(
    'gives up at once when %j is written a million times',
    (piece) => {
      const [document, ...others] = parseYamlDocuments(piece.repeat(1_000_000), options);
      expect(document?.errors[0]?.message).toContain('nested too deeply');
      expect(others).toEqual([]);
    },
  );

  it('is no more than a fault when its lines are indented deeper than can be followed', () => {
    const lines = Array.from({ length: 9000 }, (_, depth) => `${' '.repeat(depth)}a:`);
    const [document, ...others] = parseYamlDocuments(lines.join('\n'), options);
    expect(document?.errors.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  it('gives up after a thousand faults, and does not take what it gave up for nothing', () => {
    expect(faults('}'.repeat(1_000_000))).toEqual([1000]);
  });

  it('does not count what is open beside each other', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `k${index}: {a: [1], b: c}`);
    expect(faults(lines.join('\n'))).toEqual([0]);
    expect(faults(`{${lines.join(', ')}}`)).toEqual([0]);
    const pairs = Array.from({ length: 1000 }, (_, index) => `"k${index}":"v"`);
    expect(faults(`{${pairs.join(',')}}`)).toEqual([0]);
  });

  it('finds a key among a hundred thousand that stands twice', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1\n`);
    const [document] = parseYamlDocuments(`${lines.join('')}k5: 2\n`, options);
    expect(document === undefined ? [] : duplicateKeys(document, 10).map(({ key }) => key)).toEqual(['k5']);
  });
});
