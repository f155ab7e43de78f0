import { describe, expect, it } from 'vitest';
import { createKeyedTurns } from '../../../core/transfer/keyed-turns.ts';

describe('turns by key', () => {
  it('are taken one after the other for one key, also after a failure, and at once for others', async () => {
    const turns = createKeyedTurns();
    const told: string[] = [];
    const gates = [1, 2, 3].map(() => Promise.withResolvers<undefined>());
    const work = (key: string, name: string, gate: number) =>
      turns(key, async () => {
        told.push(`${name} begins`);
        await gates[gate]?.promise;
        told.push(`${name} ends`);
        if (name === 'a1') throw new Error('a1');
        return name;
      });
    const first = work('a', 'a1', 0);
    const second = work('a', 'a2', 1);
    const other = work('b', 'b1', 2);
    expect(told).toEqual(['a1 begins', 'b1 begins']);
    gates[2]?.resolve(undefined);
    expect(await other).toBe('b1');
    gates[0]?.resolve(undefined);
    await expect(first).rejects.toThrow('a1');
    gates[1]?.resolve(undefined);
    expect(await second).toBe('a2');
    expect(told).toEqual(['a1 begins', 'b1 begins', 'b1 ends', 'a1 ends', 'a2 begins', 'a2 ends']);
    expect(await work('a', 'a3', 0)).toBe('a3');
  });
});
