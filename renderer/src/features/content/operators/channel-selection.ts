import type { ResolvedPackage } from '../../../../../core/contract/index.ts';
import { compareVersions } from '../graph/version-order.ts';
import type { VersionState } from '../graph/version-state.ts';
import type { ChannelIndex } from './channel-index.ts';
import { hasEnds, type ChannelAsk } from './package-choice.ts';

/** What is carried of a channel. */
export interface ChannelHolding {
  /** Names of bundles. */
  readonly held: ReadonlySet<string>;
  /** Lowest and highest version of them that the channel lists. */
  readonly first?: string;
  readonly last?: string;
  /** As the host worked it out; false: by the bounds alone, until it has. */
  readonly isSettled: boolean;
}

/** What a choice comes to: what the host says of it, or what its bounds say while the host is still working. */
export function holdingOf(
  index: ChannelIndex,
  ask: ChannelAsk,
  isFull: boolean,
  resolved: ResolvedPackage | undefined,
): ChannelHolding {
  const known = resolved?.channels.find(({ name }) => name === index.channel.name);
  const isSettled = resolved !== undefined;
  const names = isSettled ? (known?.bundles ?? []).map(({ name }) => name) : byBounds(index, ask, isFull);
  const held = new Set(names);
  const inOrder = index.names.filter((name) => held.has(name));
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  return { held, isSettled, ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

function byBounds(index: ChannelIndex, ask: ChannelAsk, isFull: boolean): readonly string[] {
  if (!ask.isHeld) return [];
  if (isFull) return index.names;
  const { minVersion, maxVersion } = ask;
  if (!hasEnds(ask)) return index.channel.head === undefined ? [] : [index.channel.head];
  return index.names.filter((name) => {
    const version = index.entryOf.get(name)?.version;
    return (
      version !== undefined &&
      (minVersion === undefined || compareVersions(version, minVersion) >= 0) &&
      (maxVersion === undefined || compareVersions(version, maxVersion) <= 0)
    );
  });
}

/** How an entry stands to what is carried of its channel. */
export function stateOfEntry({ held, first, last }: ChannelHolding, name: string): VersionState {
  if (!held.has(name)) return 'outside';
  if (name === first && name === last) return 'only';
  if (name === first) return 'first';
  return name === last ? 'last' : 'within';
}
