import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../core/reference/index.ts';
import { createGroupedAppend } from '../../../core/transfer/grouped-append.ts';

const blob = (name: string): readonly [ReturnType<typeof digestOf>, Buffer] => {
  const bytes = Buffer.from(name);
  return [digestOf(bytes), bytes];
};

describe('small blobs that come while others are written', () => {
  it('are written together, and each is told when its own write is over', async () => {
    const groups: { names: string[]; end: () => void; fail: (error: Error) => void }[] = [];
    const append = createGroupedAppend({
      appendBuffers: (blobs) =>
        new Promise((resolve, reject) => {
          const names = blobs.map(({ bytes }) => bytes.toString());
          groups.push({ names, end: () => resolve([]), fail: reject });
        }),
    });
    const over: string[] = [];
    const add = (name: string): Promise<void> => append(...blob(name)).then(() => void over.push(name));
    const first = add('a');
    await new Promise(setImmediate);
    const second = Promise.allSettled([add('b'), add('c')]);
    await new Promise(setImmediate);
    expect(groups.map(({ names }) => names)).toEqual([['a']]);
    groups[0]?.end();
    await first;
    expect(over).toEqual(['a']);
    await new Promise(setImmediate);
    const third = add('d');
    groups[1]?.fail(new Error('full'));
    expect((await second).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await new Promise(setImmediate);
    groups[2]?.end();
    await third;
    expect(groups.map(({ names }) => names)).toEqual([['a'], ['b', 'c'], ['d']]);
    expect(over).toEqual(['a', 'd']);
  });
});
