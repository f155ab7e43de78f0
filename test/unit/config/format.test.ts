import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../core/config/index.ts';
import { configErrors } from '../../../core/contract/errors/config.ts';
import { imageErrors } from '../../../core/contract/errors/image.ts';
import { referenceErrors } from '../../../core/contract/errors/reference.ts';
import { mirrorOf, problemsOf } from '../../support/config-cases.ts';

describe('when a problem is printed', () => {
  const [problem] = problemsOf(mirrorOf('  platfrom: {}   # oops\n'));

  it('shows the place, the code, the words and the line', () => {
    if (problem === undefined) throw new Error('nothing was found');
    expect(formatProblem(problem, 'en')).toBe(
      'isc.yaml:4:3  CONFIG_UNKNOWN_FIELD_SUGGESTION  There is no field "platfrom" in mirror. Did you mean "platform"? Correct the spelling. Unknown fields are refused, because what they ask for would silently be missing.  |  platfrom: {}   # oops',
    );
    expect(formatProblem(problem, 'zh')).toMatch(
      /^isc\.yaml:4:3 {2}CONFIG_UNKNOWN_FIELD_SUGGESTION {2}mirror 中没有字段“platfrom”。是否应为“platform”？/,
    );
  });

  it('cuts a line that is too long', () => {
    const [long] = problemsOf(mirrorOf(`  foo: ${'x'.repeat(500)}\n`));
    expect(long?.excerpt.length).toBeLessThanOrEqual(160);
  });

  it('counts lines and columns the way an editor does', () => {
    const [windows] = problemsOf(mirrorOf('  operators: []\n  foo: 1\n').replaceAll('\n', '\r\n'));
    expect(windows).toMatchObject({ line: 5, column: 3, excerpt: 'foo: 1' });
  });
});

describe('when words are looked up', () => {
  const codes = { ...configErrors, ...imageErrors, ...referenceErrors };

  it.each(Object.entries(codes))('%s asks for the same values in both languages', (_code, { en, zh }) => {
    const names = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();
    expect(names(zh.what + zh.next)).toEqual(names(en.what + en.next));
    for (const text of [en.what, en.next]) expect(text).toMatch(/[.?]$/);
    for (const text of [zh.what, zh.next]) expect(text).toMatch(/[。？]$/);
  });

  it('leaves no placeholder open in any problem of a bad file', () => {
    const bad = mirrorOf(
      '  foo: 1\n  platform:\n    graph: 7\n    channels: [{name: a, minVersion: x, full: true}, {name: a}]\n  operators:\n  - catalog: quay.io/c/i\n    targetCatalog: A\n    headsOnly: true\n    targetName: x\n',
    );
    const problems = problemsOf(bad);
    expect(problems.length).toBeGreaterThan(7);
    for (const one of problems) {
      expect(formatProblem(one, 'en')).not.toMatch(/\{[a-z]\w*\}/);
      expect(formatProblem(one, 'zh')).not.toMatch(/\{[a-z]\w*\}/);
    }
  });
});
