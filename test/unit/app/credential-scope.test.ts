import { describe, expect, it } from 'vitest';
import { checkedScope } from '../../../core/host/credentials/credential-store.ts';

const mebibyte = 1024 * 1024;

describe('when the place of a credential is read', () => {
  it('takes an address without its scheme and the slashes behind it', () => {
    expect(checkedScope(' https://registry.test:5000/team//// ')).toBe('registry.test:5000/team');
  });

  it.each([
    ['slashes', `a${'/'.repeat(mebibyte)}!`],
    ['slashes in a path', `a/b${'/'.repeat(mebibyte)}!`],
    ['parts of a path', `a/${'b-'.repeat(mebibyte / 2)}!`],
    ['one part of a path', `a/${'b'.repeat(mebibyte)}!`],
    ['users', `${'a@'.repeat(mebibyte / 2)}!`],
  ])('refuses a MiB of %s at once', (_, text) => {
    expect(() => checkedScope(text)).toThrow(expect.objectContaining({ code: 'CREDENTIAL_SCOPE_INVALID' }));
  });
});
