import type { ChannelModel } from '../../../../../core/contract/index.ts';
import { compareVersions, minorOf } from '../../content/graph/version-order.ts';
import type { ReleaseRow } from './row.ts';
import { isReadable, versionsIn } from './version-range.ts';

/** What a channel of a configuration comes to in the rows of the matrix. */
export interface ChannelChoice {
  readonly channel: ChannelModel;
  /** Versions that it can choose from, oldest first. */
  readonly versions: readonly string[];
  readonly chosen: ReadonlySet<string>;
}

/**
 * The releases that a channel can choose from, oldest first: those that are named by it, those of its minor version
 * (a release is in several channels), and, when it begins in an earlier minor version, those on the way. The plan,
 * which has the update graph, decides.
 */
export function candidatesOf(channel: ChannelModel, rows: readonly ReleaseRow[]): readonly string[] {
  const { name, minVersion } = channel;
  const last = /(\d+\.\d+)$/.exec(name)?.[1];
  const first = minVersion === undefined ? last : minorOf(minVersion);
  const isOnTheWay = (version: string): boolean =>
    first !== undefined &&
    last !== undefined &&
    compareMinors(minorOf(version), first) >= 0 &&
    compareMinors(minorOf(version), last) <= 0;
  return rows
    .filter((row) => row.channel === name || isOnTheWay(row.version))
    .map(({ version }) => version)
    .toSorted(compareVersions);
}

function compareMinors(a: string, b: string): number {
  return compareVersions(`${a}.0`, `${b}.0`);
}

/** What a channel chooses. `full` counts only without ends (oc-mirror-v2.md 5.3). */
export function choiceOf(channel: ChannelModel, rows: readonly ReleaseRow[]): ChannelChoice {
  const versions = candidatesOf(channel, rows);
  const isHeld = new Set(rows.filter(({ held }) => held !== 'no').map(({ version }) => version));
  // The newest that there is, not one that an enclave waits for.
  const from = hasEnds(channel) ? versions : versions.filter((version) => isHeld.has(version));
  const chosen = isAll(channel) ? from : isReadable(channel) ? versionsIn(channel, from) : [];
  return { channel, versions: from, chosen: new Set(chosen) };
}

/** Everything that the channel has. */
export function isAll(channel: ChannelModel): boolean {
  return channel.full && !hasEnds(channel);
}

function hasEnds({ minVersion, maxVersion }: ChannelModel): boolean {
  return minVersion !== undefined || maxVersion !== undefined;
}
