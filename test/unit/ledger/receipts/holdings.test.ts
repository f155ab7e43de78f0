import { describe, expect, it } from 'vitest';
import {
  holdingsOf,
  setStates,
  type Acknowledgement,
  type SetContent,
} from '../../../../core/ledger/index.ts';
import type { Digest } from '../../../../core/reference/index.ts';
import {
  contentOf,
  digestNumber,
  lostRecord,
  receiptRecord,
  setIdOf,
  targetOf,
} from '../../../support/receipts.ts';

/** Set n has the image 100 + n and the blob n; each later one shares the blobs before it. */
const contents: readonly SetContent[] = [
  contentOf(101, [1]),
  contentOf(102, [1, 2], [1]),
  contentOf(103, [1, 3], [1]),
  contentOf(104, [2, 3, 4], [2, 3]),
];
const all = [1, 2, 3, 4, 101, 102, 103, 104];

function held(
  records: readonly Acknowledgement[],
  unacknowledged: 'carry' | 'trust',
  more: {
    readonly held?: Readonly<Record<number, readonly number[]>>;
    readonly kept?: (generation: number) => boolean;
    readonly history?: readonly number[];
    readonly statement?: Parameters<typeof holdingsOf>[0]['statement'];
    /** Numbers that were gone when there were `sets` sets. */
    readonly gone?: { readonly numbers: readonly number[]; readonly sets: number };
  } = {},
): { readonly numbers: number[]; readonly counted: number[]; readonly lacking: number[] } {
  const found = holdingsOf({
    sets: setStates(targetOf(4), records).map((standing) => {
      const { generation } = standing.set;
      const arrived = more.held?.[generation];
      return {
        standing,
        content: (more.kept?.(generation) ?? true) ? contents[generation - 1] : undefined,
        held: arrived && new Set(arrived.map(digestNumber)),
      };
    }),
    history: new Set((more.history ?? all).map(digestNumber)),
    unacknowledged,
    ...(more.statement !== undefined && { statement: more.statement }),
    ...(more.gone !== undefined && {
      gone: { digests: new Set(more.gone.numbers.map(digestNumber)), lastGeneration: more.gone.sets },
    }),
  });
  const number = (digest: Digest): number => Number.parseInt(digest.slice(-8), 16);
  const generations = (sets: typeof found.counted): number[] => sets.map(({ set }) => set.generation);
  return {
    numbers: [...found.digests].map(number).sort((a, b) => a - b),
    counted: generations(found.counted),
    lacking: generations(found.lacking),
  };
}

describe('what a target holds', () => {
  it('is, without a receipt, nothing or everything, as was chosen', () => {
    expect(held([], 'carry')).toEqual({ numbers: [], counted: [], lacking: [1, 2, 3, 4] });
    expect(held([], 'trust')).toEqual({ numbers: all, counted: [1, 2, 3, 4], lacking: [] });
  });

  it('is the whole content of a set that arrived, also what it had expected', () => {
    expect(held([receiptRecord(2)], 'carry')).toMatchObject({ numbers: [1, 2, 102], counted: [2] });
  });

  it('is without what was gone when it was compared, until a set of later brings it', () => {
    const arrivedTwice = [receiptRecord(1), receiptRecord(2)];
    const gone = { numbers: [1, 101], sets: 2 };
    expect(held(arrivedTwice, 'carry', { gone })).toEqual({
      numbers: [2, 102],
      counted: [1, 2],
      lacking: [1, 3, 4],
    });
    // Generation 3 shares what is gone: it was made afterwards, and its import had asked for all of it.
    expect(held([...arrivedTwice, receiptRecord(3)], 'carry', { gone }).numbers).toEqual([1, 2, 3, 102, 103]);
    // On its way it cannot be imported, as it expects what is gone.
    expect(held(arrivedTwice, 'trust', { gone })).toMatchObject({ counted: [1, 2] });
    const statement = {
      digests: [1, 2].map(digestNumber),
      statedAt: '2026-11-29T21:00:00Z',
      lastGeneration: 2,
    };
    expect(held(arrivedTwice, 'carry', { gone, statement }).numbers).toEqual([2]);
    expect(held([], 'trust', { gone, kept: () => false }).numbers).not.toContain(101);
  });

  it('is what arrived of one that did so in part', () => {
    const records = [receiptRecord(1, { result: 'incomplete' })];
    expect(held(records, 'carry', { held: { 1: [] } })).toMatchObject({ numbers: [], counted: [] });
    expect(held(records, 'carry', { held: { 1: [101] } })).toMatchObject({ numbers: [1, 101], counted: [1] });
    // A short text names no images.
    expect(held(records, 'carry')).toMatchObject({ numbers: [], counted: [] });
    expect(held(records, 'trust').numbers).not.toContain(1);
  });

  it('is nothing of a lost set, and nothing of a set in transit that cannot be imported without it', () => {
    expect(held([lostRecord(1)], 'trust')).toEqual({ numbers: [], counted: [], lacking: [1, 2, 3, 4] });
    expect(held([lostRecord(2)], 'trust')).toEqual({
      numbers: [1, 3, 101, 103],
      counted: [1, 3],
      lacking: [2, 4],
    });
    expect(held([lostRecord(2), receiptRecord(4)], 'trust').numbers).toEqual([1, 2, 3, 4, 101, 103, 104]);
  });

  it('counts a lost set again when its receipt comes, when it is found, and when it was made again', () => {
    const made: Acknowledgement = {
      type: 'made-again',
      time: '',
      generation: 2,
      setId: setIdOf(2),
      manifestSha256: 'b'.repeat(64),
    };
    const { type: _, ...facts } = { ...made, type: 'found' as const };
    const found: Acknowledgement = { type: 'found', time: '', generation: 2, setId: facts.setId };
    for (const then of [receiptRecord(2), made, found]) {
      expect(held([lostRecord(2), then], 'trust').numbers).toEqual(all);
    }
  });

  it('is also what older versions carried and kept no manifest of, but not when one of those is lost', () => {
    const kept = (generation: number): boolean => generation > 1;
    expect(held([], 'trust', { kept }).numbers).toEqual(all);
    expect(held([lostRecord(1)], 'trust', { kept }).numbers).toEqual([]);
    expect(held([lostRecord(2)], 'trust', { kept }).numbers).toEqual([1, 3, 101, 103]);
  });

  it('is what the registry stated, and what came after', () => {
    const statement = {
      digests: [1, 101].map(digestNumber),
      statedAt: '2026-11-29T21:00:00Z',
      lastGeneration: 2,
    };
    const receipts = [1, 2, 3].map((generation) => receiptRecord(generation));
    expect(held(receipts, 'carry', { statement })).toEqual({
      numbers: [1, 3, 101, 103],
      counted: [1, 2, 3],
      lacking: [2, 4],
    });
    // The fourth waits for the second's blob, which the registry says is gone.
    expect(held(receipts, 'trust', { statement }).numbers).toEqual([1, 3, 101, 103]);
    const later = [receiptRecord(2, { importedAt: '2026-11-29T22:00:00Z' })];
    const undated = { ...statement, lastGeneration: undefined };
    expect(held(later, 'carry', { statement: undated }).numbers).toEqual([1, 2, 101, 102]);
    expect(held([receiptRecord(2)], 'carry', { statement: undated }).numbers).toEqual([1, 101]);
  });
});
