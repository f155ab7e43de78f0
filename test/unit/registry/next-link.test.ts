import { describe, expect, it } from 'vitest';
import { nextLink } from '../../../core/registry/client/next-link.ts';

const mebibyte = 1024 * 1024;

describe('when a Link header is read', () => {
  it.each([
    ['</v2/a/tags/list?last=b>; rel="next"', '/v2/a/tags/list?last=b'],
    ['<b>;rel=next', 'b'],
    ['<b> ; title="x"; REL = "Next"', 'b'],
    ['<a>; rel="prev", <b?x=1,2>; rel="last next"', 'b?x=1,2'],
    ['<<b>; rel=next', 'b'],
  ])('finds the next page in %s', (header, target) => {
    expect(nextLink(header)).toBe(target);
  });

  it.each([
    '',
    '<a>',
    '<a>; rel="prev"',
    '<a>; rel="nextcloud"',
    '<>; rel=next',
    '<a; rel=next',
    '<a>, rel=next',
    `<${'a'.repeat(4097)}>; rel=next`,
  ])('finds none in %s', (header) => {
    expect(nextLink(header)).toBeUndefined();
  });

  it.each(['<', '>', '<a', '<a>;', '<a>; rel=', '<a>,', '<a>; rel="other ', '; rel', ' '])(
    'reads a MiB of "%s" once',
    (piece) => {
      const text = piece.repeat(Math.ceil(mebibyte / piece.length));
      expect(nextLink(`<a>;${text}, <b>; rel=next`)).toBe('b');
    },
  );
});
