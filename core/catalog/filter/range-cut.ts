import type { ChannelEntry } from '../model.ts';

/** What a range leaves of a channel. */
export interface RangeCut {
  /** Names of bundles to keep; not all of them need have an entry in the channel. */
  readonly keep: ReadonlySet<string>;
  /** Kept although outside the range, because the updates between others lead through them. */
  readonly outside: readonly string[];
}

/**
 * Cuts a channel to a range as oc-mirror does (oc-mirror-v2.md D.1): along the replaces chain, each node
 * counting the versions in range at or below it, itself and its skips. The new head is the lowest node
 * with the full count, so versions that only a newer head skips bring that head with them.
 * The channel must be without problems (see channel-graph.ts).
 */
export function cutToRange(
  head: ChannelEntry,
  entries: ReadonlyMap<string, ChannelEntry>,
  isInRange: (bundle: string) => boolean,
): RangeCut {
  const chain = replacesChain(head, entries);
  const counts = countInRange(chain, isInRange);
  const most = counts[0] ?? 0;
  const newHead = counts.lastIndexOf(most);
  const end = counts.indexOf(0);
  const kept = most === 0 ? [] : chain.slice(newHead, end < 0 ? chain.length : end);
  const skipped = kept.flatMap(({ skips }) => skips.filter(isInRange));
  return {
    keep: new Set([...kept.map(({ name }) => name), ...skipped]),
    outside: kept.flatMap(({ name }) => (isInRange(name) ? [] : [name])),
  };
}

type ChainNode = Pick<ChannelEntry, 'name' | 'skips'>;

/** From the head down. What is replaced without having an entry is the last node. */
function replacesChain(head: ChannelEntry, entries: ReadonlyMap<string, ChannelEntry>): readonly ChainNode[] {
  const chain: ChainNode[] = [];
  for (let name: string | undefined = head.name; name !== undefined && name !== '';) {
    const entry = entries.get(name);
    chain.push(entry ?? { name, skips: [] });
    name = entry?.replaces;
  }
  return chain;
}

/** For each node how many different bundles in range are at or below it. Never rises towards the end. */
function countInRange(
  chain: readonly ChainNode[],
  isInRange: (bundle: string) => boolean,
): readonly number[] {
  const seen = new Set<string>();
  const counts: number[] = [];
  for (const { name, skips } of chain.toReversed()) {
    if (isInRange(name)) seen.add(name);
    for (const skip of skips) if (isInRange(skip)) seen.add(skip);
    counts.push(seen.size);
  }
  return counts.toReversed();
}
