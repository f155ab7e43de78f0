import type { ChannelModel } from '../../../../../core/contract/index.ts';
import type { GraphIndex } from './graph-index.ts';
import { compareVersions } from '../graph/version-order.ts';

/** What a channel of a configuration holds of its graph, for showing it; the host decides again when it plans. */
export interface ChannelSelection {
  /** Ends of the range; absent when the channel has no releases or the range is empty. */
  readonly first?: string;
  readonly last?: string;
  /** Oldest first. */
  readonly versions: readonly string[];
  /** The path in the order of the updates; empty unless `shortestPath` is asked for and there is one. */
  readonly path: readonly string[];
  /** `shortestPath` is asked for, but no sequence of unconditional updates leads from first to last. */
  readonly isUnreachable: boolean;
  /** Ends that the configuration gives and the channel does not have. */
  readonly absent: readonly string[];
}

const nothing: ChannelSelection = { versions: [], path: [], isUnreachable: false, absent: [] };

/** The releases of a channel by oc-mirror's rules (oc-mirror-v2.md 5.3 and 5.4). */
export function selectVersions(channel: ChannelModel, index: GraphIndex): ChannelSelection {
  const { versions } = index;
  const [lowest, highest] = [versions[0], versions.at(-1)];
  if (lowest === undefined || highest === undefined) return nothing;
  const onlyHead = channel.minVersion === undefined && channel.maxVersion === undefined && !channel.full;
  const first = channel.minVersion ?? (onlyHead ? highest : lowest);
  const last = channel.maxVersion ?? highest;
  const absent = [...new Set([first, last])].filter((version) => !index.placeOf.has(version));
  if (compareVersions(first, last) > 0) return { ...nothing, absent };
  if (!channel.shortestPath) {
    const range = versions.filter(
      (version) => compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0,
    );
    return { ...nothing, first, last, versions: range, absent };
  }
  if (absent.length > 0) return { ...nothing, first, last, absent };
  const path = shortestPath(index, first, last);
  // Without a path a run still carries the two ends.
  const ends = [...new Set([first, last])];
  return {
    first,
    last,
    versions: path.length > 0 ? path.toSorted(compareVersions) : ends,
    path,
    isUnreachable: path.length === 0,
    absent,
  };
}

/**
 * The path with the fewest unconditional updates, both ends included; of equally short ones the one whose next
 * release is newest (oc-mirror-v2.md 5.4). Empty when there is none.
 */
export function shortestPath(index: GraphIndex, from: string, to: string): readonly string[] {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (let at = 0; at < queue.length && !cameFrom.has(to); at++) {
    const version = queue[at] ?? '';
    for (const edge of index.outOf.get(version) ?? []) {
      if (edge.risks.length > 0 || cameFrom.has(edge.to)) continue;
      cameFrom.set(edge.to, version);
      queue.push(edge.to);
    }
  }
  if (!cameFrom.has(to)) return [];
  const path: string[] = [];
  for (let version: string | undefined = to; version !== undefined; version = cameFrom.get(version)) {
    path.unshift(version);
  }
  return path;
}
