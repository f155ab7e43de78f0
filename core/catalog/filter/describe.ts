import type { CatalogBundle, CatalogPackage, ChannelEntry } from '../model.ts';
import { compareWithBuild, parseSemVer, type SemVer } from '../version/index.ts';
import { readChannelGraph } from './channel-graph.ts';
import type { FilteredCatalog, FilteredPackage } from './filtered.ts';

interface WithEntries {
  readonly entries: readonly ChannelEntry[];
}

/** The entry that nothing replaces or skips; undefined when there is none, or more than one. */
export function channelHead(channel: WithEntries): ChannelEntry | undefined {
  const { heads } = readChannelGraph(channel.entries);
  return heads.length === 1 ? heads[0] : undefined;
}

export interface ChannelVersion {
  readonly bundle: string;
  /** Absent when the bundle is missing or has none that can be read. */
  readonly version?: string;
}

/** The entries of a channel with their versions, oldest first; those without a version before all others. */
export function versionsOf(
  source: Pick<CatalogPackage, 'bundles'>,
  channel: WithEntries,
): readonly ChannelVersion[] {
  const bundles = new Map(source.bundles.map((bundle) => [bundle.name, bundle]));
  const names = new Set(channel.entries.map(({ name }) => name));
  return [...names]
    .map((bundle) => ({ bundle, version: readVersion(bundles.get(bundle)) }))
    .toSorted(byVersion)
    .map(({ bundle, version }) => ({ bundle, ...(version !== undefined && { version: version.text }) }));
}

/** What a selection comes to: one bundle with the channels that brought it. */
export interface ResolvedBundle {
  readonly package: string;
  readonly bundle: string;
  readonly version?: string;
  readonly channels: readonly string[];
  /** The channels among them whose head it is. */
  readonly headOf: readonly string[];
  readonly images: number;
}

/** The bundles of a filtered catalogue, package by package, newest first. */
export function resolvedBundles(catalog: Pick<FilteredCatalog, 'packages'>): readonly ResolvedBundle[] {
  return catalog.packages.flatMap(resolvedIn);
}

function resolvedIn(filtered: FilteredPackage): readonly ResolvedBundle[] {
  const channelsOf = new Map<string, string[]>();
  const headOf = new Map<string, string[]>();
  for (const channel of filtered.channels) {
    for (const name of new Set(channel.entries.map((entry) => entry.name))) {
      append(channelsOf, name, channel.name);
    }
    const head = channelHead(channel);
    if (head !== undefined) append(headOf, head.name, channel.name);
  }
  return filtered.bundles
    .map((bundle) => ({ bundle, version: readVersion(bundle) }))
    .toSorted((a, b) => byVersion(named(b), named(a)))
    .map(({ bundle, version }) => ({
      package: filtered.name,
      bundle: bundle.name,
      ...(version !== undefined && { version: version.text }),
      channels: channelsOf.get(bundle.name) ?? [],
      headOf: headOf.get(bundle.name) ?? [],
      images: new Set(bundle.relatedImages.map(({ image }) => image)).size,
    }));
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function readVersion(bundle: CatalogBundle | undefined): SemVer | undefined {
  return bundle?.version === undefined ? undefined : parseSemVer(bundle.version);
}

interface Versioned {
  readonly bundle: string;
  readonly version: SemVer | undefined;
}

function named({ bundle, version }: { bundle: CatalogBundle; version: SemVer | undefined }): Versioned {
  return { bundle: bundle.name, version };
}

function byVersion(a: Versioned, b: Versioned): number {
  if (a.version !== undefined && b.version !== undefined) {
    const order = compareWithBuild(a.version, b.version);
    if (order !== 0) return order;
  } else if (a.version !== undefined || b.version !== undefined) {
    return a.version === undefined ? -1 : 1;
  }
  return a.bundle < b.bundle ? -1 : a.bundle > b.bundle ? 1 : 0;
}
