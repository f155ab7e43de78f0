import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listUntilFault } from '../../../core/contract/index.ts';

const schema = z.object({ items: listUntilFault(z.object({ name: z.string() })) });

describe('when a list is read up to its first fault', () => {
  it('gives what is in it', () => {
    expect(schema.parse({ items: [{ name: 'a', more: 1 }, { name: 'b' }] })).toEqual({
      items: [{ name: 'a' }, { name: 'b' }],
    });
  });

  it('tells of one fault and its place, however many there are', () => {
    const { error } = schema.safeParse({ items: [{ name: 'a' }, { name: 1 }, ...Array(100_000).fill(0)] });
    expect(error?.issues.map(({ path }) => path)).toEqual([['items', 1, 'name']]);
  });

  it('wants a list', () => {
    expect(schema.safeParse({ items: {} }).success).toBe(false);
  });
});
