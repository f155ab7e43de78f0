import type { CatalogChannelView, ChannelEntryView } from '../../../../../core/contract/index.ts';
import { minorOf } from '../graph/version-order.ts';

export interface EntryEdge {
  /** The older entry. */
  readonly from: string;
  readonly to: string;
  readonly kind: 'replaces' | 'skips';
}

/** A channel's entries by name, ready for drawing and for questions. */
export interface ChannelIndex {
  readonly channel: CatalogChannelView;
  /** Names, oldest first. */
  readonly names: readonly string[];
  /** Versions, oldest first, each once. */
  readonly versions: readonly string[];
  readonly entryOf: ReadonlyMap<string, ChannelEntryView>;
  readonly edges: readonly EntryEdge[];
  /** Replaced or skipped names that the channel does not have (any more). */
  readonly elsewhere: number;
}

export function indexChannel(channel: CatalogChannelView): ChannelIndex {
  const entries = channel.entries.toReversed();
  const entryOf = new Map(entries.map((entry) => [entry.name, entry]));
  const every = entries.flatMap((entry): EntryEdge[] => [
    ...(entry.replaces === undefined
      ? []
      : [{ from: entry.replaces, to: entry.name, kind: 'replaces' as const }]),
    ...entry.skips
      .filter((name) => name !== entry.replaces)
      .map((name) => ({ from: name, to: entry.name, kind: 'skips' as const })),
  ]);
  const edges = every.filter(({ from }) => entryOf.has(from));
  return {
    channel,
    names: [...entryOf.keys()],
    versions: [...new Set(entries.flatMap(({ version }) => version ?? []))],
    entryOf,
    edges,
    elsewhere: every.length - edges.length,
  };
}

/** The lane of an entry: its minor version; entries without a version have one of their own. */
export function laneOfEntry({ entryOf }: ChannelIndex, name: string): string {
  const version = entryOf.get(name)?.version;
  return version === undefined ? '' : minorOf(version);
}

/** Lines that can be told apart; beyond it they cover one another. */
const allUpTo = 40;

/** Lines worth drawing: every `replaces`, for it is the way of the updates; of many `skips`, those of one entry. */
export function edgesToDraw(
  { edges }: ChannelIndex,
  looked: string | undefined,
): { readonly edges: readonly (EntryEdge & { readonly isNear: boolean })[]; readonly hidden: number } {
  const marked = edges.map((edge) => ({ ...edge, isNear: edge.from === looked || edge.to === looked }));
  const drawn =
    marked.length <= allUpTo ? marked : marked.filter((edge) => edge.isNear || edge.kind === 'replaces');
  return { edges: drawn, hidden: marked.length - drawn.length };
}
