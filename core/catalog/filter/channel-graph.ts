import type { ChannelEntry } from '../model.ts';

/** What makes a channel unusable for oc-mirror (oc-mirror-v2.md 6.4, step C). */
export interface ChannelProblem {
  readonly kind: 'empty' | 'duplicate' | 'self' | 'headless' | 'heads' | 'cycle';
  /** The entries it concerns. */
  readonly names: readonly string[];
}

/** A channel's updates: each entry leads to what it replaces and skips. */
export interface ChannelGraph {
  /** By name; of repeated entries the first. */
  readonly entries: ReadonlyMap<string, ChannelEntry>;
  /** Entries that nothing replaces or skips, in catalogue order. A usable channel has one. */
  readonly heads: readonly ChannelEntry[];
  readonly problems: readonly ChannelProblem[];
}

/** Reads a channel's entries in time linear in their replaces and skips. `skipRange` counts for nothing here. */
export function readChannelGraph(list: readonly ChannelEntry[]): ChannelGraph {
  const entries = new Map<string, ChannelEntry>();
  const repeated = new Set<string>();
  for (const entry of list) {
    if (entries.has(entry.name)) repeated.add(entry.name);
    else entries.set(entry.name, entry);
  }
  const targets = new Map<string, ReadonlySet<string>>();
  const incoming = new Map<string, number>();
  for (const entry of entries.values()) {
    const names = targetsOf(entry);
    targets.set(entry.name, names);
    for (const name of names) incoming.set(name, (incoming.get(name) ?? 0) + 1);
  }
  const heads = [...entries.values()].filter((entry) => !incoming.has(entry.name));
  const self = [...targets].flatMap(([name, names]) => (names.has(name) ? [name] : []));
  const problems = [
    ...problem('empty', [], list.length === 0),
    ...problem('duplicate', [...repeated], repeated.size > 0),
    ...problem('self', self, self.length > 0),
    ...problem('headless', [], list.length > 0 && heads.length === 0),
    ...problem('heads', heads.map(({ name }) => name).toSorted(), heads.length > 1),
  ];
  const [head] = heads;
  if (problems.length > 0 || head === undefined) return { entries, heads, problems };
  const cycle = findCycle(head.name, targets, incoming);
  return { entries, heads, problems: problem('cycle', cycle, cycle.length > 0) };
}

/** What an entry replaces and skips, each once. */
export function targetsOf(entry: ChannelEntry): ReadonlySet<string> {
  const names = new Set(entry.skips);
  if (entry.replaces !== undefined && entry.replaces !== '') names.add(entry.replaces);
  return names;
}

function problem(
  kind: ChannelProblem['kind'],
  names: readonly string[],
  present: boolean,
): readonly ChannelProblem[] {
  return present ? [{ kind, names }] : [];
}

/** Takes away what can be reached without a circle, from the head on; of what is left, one circle. Uses up `incoming`. */
function findCycle(
  head: string,
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  incoming: Map<string, number>,
): readonly string[] {
  const queue = [head];
  for (let at = 0; at < queue.length; at += 1) {
    for (const name of targets.get(queue[at] ?? '') ?? []) {
      const left = (incoming.get(name) ?? 0) - 1;
      if (left > 0) incoming.set(name, left);
      else {
        incoming.delete(name);
        queue.push(name);
      }
    }
  }
  const [start] = incoming.keys();
  if (start === undefined) return [];
  // Whatever is left has a predecessor that is left, so going backwards must come around.
  const predecessor = new Map<string, string>();
  for (const [from, names] of targets) {
    if (!incoming.has(from)) continue;
    for (const name of names) predecessor.set(name, from);
  }
  const path: string[] = [];
  const seen = new Map<string, number>();
  for (let name = start; ; name = predecessor.get(name) ?? name) {
    const before = seen.get(name);
    if (before !== undefined) {
      const [first = name, ...rest] = path.slice(before);
      return [first, ...rest.toReversed()];
    }
    seen.set(name, path.length);
    path.push(name);
  }
}
