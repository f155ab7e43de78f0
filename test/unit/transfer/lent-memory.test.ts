import { describe, expect, it } from 'vitest';
import { createLentMemory } from '../../../core/transfer/lent-memory.ts';

describe('memory that is lent to uploads', () => {
  it('is lent again only after it was taken back', () => {
    const memory = createLentMemory();
    const first = memory.lend();
    const second = memory.lend();
    expect(second).not.toBe(first);
    memory.takeBack(first);
    expect(memory.lend()).toBe(first);
    expect(memory.lend()).not.toBe(second);
  });

  it('is four buffers, as a source with a verifier behind it needs', () => {
    expect(createLentMemory().lend()).toHaveLength(4);
  });
});
