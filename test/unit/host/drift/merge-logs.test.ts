import { describe, expect, it } from 'vitest';
import { mergeLogs, type LoggedEvent } from '../../../../core/host/drift/merge-logs.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

type Event = LoggedEvent & { readonly name: string };
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 30) + minute * 60_000).toISOString();
const event = (name: string, minute: number, generation?: number): Event => ({
  name,
  time: at(minute),
  ...(generation !== undefined && { generation }),
});
const names = (...logs: Parameters<typeof mergeLogs<Event>>): string =>
  mergeLogs(...logs)
    .map(({ event: { name }, clockDiffers }) => `${name}${clockDiffers ? '!' : ''}`)
    .join(' ');

describe('logs that were written one beside the other', () => {
  it('are joined by time while clocks agree', () => {
    const made = [event('m1', 0, 1), event('m2', 10, 2)];
    const receipts = [event('r1', 5, 1), event('r2', 15, 2)];
    const custody = [event('w1', 1, 1), event('w2', 11, 2)];
    expect(names(made, [receipts, custody])).toBe('m1 w1 r1 m2 w2 r2');
  });

  it('keep the order of each log when a clock jumped, ahead or back', () => {
    const made = [event('m1', 0, 1), event('m2', 10, 2)];
    // A year ahead, for one line.
    expect(names(made, [[event('r1', 500_000, 1), event('r2', 12, 2)]])).toBe('m1 m2 r1! r2');
    // Back for good: what came before stays before.
    expect(names(made, [[event('c1', 6), event('c2', -900), event('c3', -890)]])).toContain('c1! c2 c3');
  });

  it('tell nothing of a set before it is made, whatever its time', () => {
    expect(names([event('m1', 100, 1), event('m2', 200, 2)], [[event('w2', 1, 2)], [event('c', 150)]])).toBe(
      'm1 c m2 w2!',
    );
    // Of a set that is not known nothing is waited for.
    expect(names([event('m1', 100, 1)], [[event('w9', 1, 9)]])).toBe('w9 m1');
  });

  it('lose and double nothing, and keep every order, whatever the clocks did', () => {
    const random = seededRandom('logs');
    for (let round = 0; round < 200; round++) {
      const minute = (): number => Math.floor(random.fraction() * 1000);
      const made = [1, 2, 3, 4].map((generation) => event(`m${generation}`, minute(), generation));
      const others = ['a', 'b', 'c'].map((log) =>
        Array.from({ length: 5 }, (_, index) =>
          event(`${log}${index}`, minute(), Math.floor(random.fraction() * 6)),
        ),
      );
      const merged = mergeLogs(made, others).map((placed) => placed.event);
      expect(merged).toHaveLength(19);
      for (const log of [made, ...others]) expect(merged.filter((one) => log.includes(one))).toEqual(log);
      merged.forEach((one, index) => {
        const { generation } = one;
        const own = made.find((set) => set.generation === generation);
        if (own !== undefined && one !== own) expect(merged.indexOf(own)).toBeLessThan(index);
      });
    }
  });
});
