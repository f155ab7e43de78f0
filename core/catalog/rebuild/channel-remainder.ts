import { readChannelGraph } from '../filter/channel-graph.ts';
import type { FilteredChannel } from '../filter/index.ts';
import type { ChannelEntry } from '../model.ts';

/** What is left of a channel when some of its bundles are missing. */
export interface Remainder {
  readonly channel: FilteredChannel;
  /** Undefined when nothing is left. */
  readonly left: FilteredChannel | undefined;
  /** Head before; of several the highest. */
  readonly headBefore: string | undefined;
  readonly head: string | undefined;
  readonly missing: readonly string[];
  /** Bundles that are there, but from which no update leads up any more. */
  readonly stranded: readonly string[];
}

/** `compare` orders bundles by version, lowest first. */
export function remainderOf(
  channel: FilteredChannel,
  missing: ReadonlySet<string>,
  compare: (a: string, b: string) => number,
): Remainder {
  const { entries } = channel;
  const before = headsOf(channel, compare);
  const there = entries.filter(({ name }) => !missing.has(name));
  const names = new Set(there.map(({ name }) => name));
  if (there.length === entries.length) {
    const [head] = before;
    return { channel, left: channel, headBefore: head, head, missing: [], stranded: [] };
  }
  const heads = before.filter((name) => names.has(name));
  // A channel without its head ends at the highest that is there and that nothing above it leads to.
  const starts = heads.length > 0 ? heads : headsOf({ ...channel, entries: there }, compare).slice(0, 1);
  const reached = reachable(starts, there);
  const left = there.filter(({ name }) => reached.has(name));
  return {
    channel,
    left: left.length === 0 ? undefined : { ...channel, entries: left },
    headBefore: before[0],
    head: starts[0],
    missing: unique(entries.map(({ name }) => name).filter((name) => missing.has(name))),
    stranded: [...names].filter((name) => !reached.has(name)),
  };
}

/** Highest first. Entries that go round in a circle have no head: then the highest of all. */
function headsOf(
  { entries }: Pick<FilteredChannel, 'entries'>,
  compare: (a: string, b: string) => number,
): readonly string[] {
  const { heads } = readChannelGraph(entries);
  const names = unique((heads.length > 0 ? heads : entries).map(({ name }) => name));
  const ordered = names.toSorted((a, b) => compare(b, a));
  return heads.length > 0 ? ordered : ordered.slice(0, 1);
}

/**
 * OLM takes an entry that is on the replaces chain from the head, or in the skips of another entry; what a skipped
 * entry replaces does not count.
 */
function reachable(starts: readonly string[], entries: FilteredChannel['entries']): ReadonlySet<string> {
  const byName = Map.groupBy(entries, ({ name }) => name);
  const follow = (from: Iterable<string>, next: (entry: ChannelEntry) => readonly string[]): Set<string> => {
    const reached = new Set<string>();
    const open = [...from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const found = byName.get(name);
      if (found === undefined || reached.has(name)) continue;
      reached.add(name);
      open.push(...found.flatMap(next));
    }
    return reached;
  };
  const chain = follow(starts, ({ replaces }) => (replaces === undefined ? [] : [replaces]));
  return follow(chain, ({ skips }) => skips);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
