import { describe, expect, it } from 'vitest';
import { withoutEndSlashes, withoutOuterSlashes } from '../../../core/reference/slashes.ts';

describe('when slashes are taken off', () => {
  it.each([
    ['a/b//', 'a/b', 'a/b'],
    ['//a/b', '//a/b', 'a/b'],
    ['a', 'a', 'a'],
    ['///', '', ''],
    ['', '', ''],
  ])('%j ends as %j, and outside as %j', (text, end, outer) => {
    expect(withoutEndSlashes(text)).toBe(end);
    expect(withoutOuterSlashes(text)).toBe(outer);
  });

  it('takes no longer for a text that is made of them', () => {
    const slashes = '/'.repeat(1_000_000);
    expect(withoutEndSlashes(`${slashes}a`)).toBe(`${slashes}a`);
    expect(withoutOuterSlashes(`${slashes}a${slashes}b`)).toBe(`a${slashes}b`);
  });
});
