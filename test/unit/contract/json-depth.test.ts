import { describe, expect, it } from 'vitest';
import { isShallowJson } from '../../../core/contract/index.ts';

describe('when the depth of JSON is asked before it is parsed', () => {
  it.each([
    ['[[1]]', 2, true],
    ['[[1]]', 1, false],
    ['{"a":{"b":[]}}', 3, true],
    ['{"a":{"b":[]}}', 2, false],
    ['[[],[],[[]]]', 3, true],
    ['"[[[["', 0, true],
    [String.raw`["\"[[[["]`, 1, true],
    [String.raw`["\\",[[]]]`, 2, false],
    ['["no end [[[[', 1, true],
    ['', 0, true],
  ])('%j is at most %j deep: %j', (text, limit, expected) => {
    expect(isShallowJson(text, limit)).toBe(expected);
  });

  it('is told of a hundred megabytes of brackets at once', () => {
    expect(isShallowJson('['.repeat(100_000_000), 64)).toBe(false);
  });
});
