import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../core/transfer/turns.ts';

describe('a line', () => {
  it('lets each come when everybody before has left, in whatever order they leave', async () => {
    const turns = createTurns();
    const [first, second, third] = [turns.join(), turns.join(), turns.join()];
    const came: string[] = [];
    const all = [
      first.come.then(() => came.push('first')),
      second.come.then(() => came.push('second')),
      third.come.then(() => came.push('third')),
    ];
    await all[0];
    second.leave();
    await new Promise(setImmediate);
    expect(came).toEqual(['first']);
    first.leave();
    await Promise.all(all);
    expect(came).toEqual(['first', 'second', 'third']);
  });
});
