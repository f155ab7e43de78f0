import type { Finding } from '../../contract/index.ts';
import type { CatalogChannel, ChannelEntry } from '../model.ts';
import {
  compareSemVer,
  compareWithBuild,
  formatBounds,
  isBetween,
  isWithin,
  pinnedVersion,
  type SemVer,
  type VersionBounds,
} from '../version/index.ts';
import type { BundleVersions } from './bundle-versions.ts';
import { channelFaults } from './channel-faults.ts';
import { readChannelGraph } from './channel-graph.ts';
import { asFinding, someOf, type Fault } from './fault.ts';
import { cutToRange } from './range-cut.ts';

/** What is left of one channel. */
export interface ChannelCut {
  readonly channel: CatalogChannel;
  /** Empty when nothing of it is within its bounds. */
  readonly entries: readonly ChannelEntry[];
  readonly bounds?: VersionBounds;
  /** Whether one version was asked for exactly. */
  readonly pinned?: boolean;
  /** Bundles that are within bounds but have no entry of their own in the channel. */
  readonly unlisted: readonly string[];
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
}

const nothing = { entries: [], unlisted: [], faults: [], findings: [] } as const;

/** Step C of oc-mirror-v2.md 6.4 for one channel: everything, its head, a range, or one version. */
export function cutChannel(
  channel: CatalogChannel,
  full: boolean,
  bounds: VersionBounds | undefined,
  known: BundleVersions,
): ChannelCut {
  // Neither a full selection nor a pinned version looks at the updates between entries.
  if (full) return { ...nothing, channel, entries: channel.entries };
  const pin = bounds === undefined ? undefined : pinnedVersion(bounds);
  if (bounds !== undefined && pin !== undefined) return cutToVersion(channel, bounds, pin, known);
  const graph = readChannelGraph(channel.entries);
  const faults = channelFaults(channel.package, channel.name, graph);
  const [head] = graph.heads;
  if (faults.length > 0 || head === undefined) return { ...nothing, channel, faults };
  if (bounds === undefined) return { ...nothing, channel, entries: [head] };
  const inRange = new Set<string>();
  for (const [name, version] of known.versions) if (isWithin(bounds, version)) inRange.add(name);
  const cut = cutToRange(head, graph.entries, (name) => inRange.has(name));
  const entries = channel.entries.filter(({ name }) => cut.keep.has(name));
  const outside = cut.outside.filter((name) => graph.entries.has(name));
  return {
    ...nothing,
    channel,
    bounds,
    entries,
    unlisted: [...cut.keep].filter((name) => known.bundles.has(name) && !graph.entries.has(name)),
    findings: [
      ...(entries.length === 0 ? [] : outsideFindings(channel, bounds, outside)),
      ...prereleaseFindings(channel, bounds, cut.keep, known),
    ],
  };
}

/** Many publishers number their builds 1.42.0-5, which oc-mirror takes for a pre-release and passes over. */
function prereleaseFindings(
  channel: CatalogChannel,
  bounds: VersionBounds,
  keep: ReadonlySet<string>,
  known: BundleVersions,
): readonly Finding[] {
  const passed = channel.entries.flatMap(({ name }): readonly string[] => {
    const version = known.versions.get(name);
    const hidden = version !== undefined && !keep.has(name) && !isWithin(bounds, version);
    return hidden && isBetween(bounds, version) ? [version.text] : [];
  });
  if (passed.length === 0) return [];
  const params = {
    package: channel.package,
    channel: channel.name,
    range: formatBounds(bounds),
    versions: someOf(passed),
    bound: `${(bounds.min ?? bounds.max)?.version.core.join('.') ?? ''}-0`,
  };
  const affected = [`${channel.package}/${channel.name}`];
  return [asFinding({ code: 'CATALOG_FILTER_PRERELEASES_PASSED', params, affected }, 'warning')];
}

function outsideFindings(
  channel: CatalogChannel,
  bounds: VersionBounds,
  outside: readonly string[],
): readonly Finding[] {
  if (outside.length === 0) return [];
  const params = {
    package: channel.package,
    channel: channel.name,
    range: formatBounds(bounds),
    bundles: someOf(outside),
  };
  return [asFinding({ code: 'CATALOG_FILTER_OUTSIDE_RANGE', params, affected: outside }, 'warning')];
}

/**
 * The entry of exactly the version asked for. oc-mirror takes any bundle of the package with this version;
 * of several that differ in build metadata, here it is always the same one: the one written like that,
 * else one of the channel, else the latest.
 */
function cutToVersion(
  channel: CatalogChannel,
  bounds: VersionBounds,
  version: SemVer,
  known: BundleVersions,
): ChannelCut {
  const listed = new Set(channel.entries.map(({ name }) => name));
  const order = (a: Candidate, b: Candidate): number =>
    Number(b.version.text === version.text) - Number(a.version.text === version.text) ||
    Number(listed.has(b.name)) - Number(listed.has(a.name)) ||
    compareWithBuild(b.version, a.version) ||
    (a.name < b.name ? -1 : 1);
  const candidates = [...known.versions]
    .map(([name, found]) => ({ name, version: found }))
    .filter((candidate) => compareSemVer(candidate.version, version) === 0)
    .toSorted(order);
  const [chosen, ...others] = candidates;
  const base = { ...nothing, channel, bounds, pinned: true };
  if (chosen === undefined) return { ...base, faults: [absentVersion(channel, version, known)] };
  const params = {
    package: channel.package,
    version: version.text,
    bundle: chosen.name,
    others: someOf(others.map(({ name }) => name)),
  };
  const ambiguous: Fault = { code: 'CATALOG_FILTER_VERSION_AMBIGUOUS', params, affected: [chosen.name] };
  return {
    ...base,
    entries: channel.entries.filter(({ name }) => name === chosen.name),
    findings: others.length > 0 ? [asFinding(ambiguous, 'warning')] : [],
  };
}

interface Candidate {
  readonly name: string;
  readonly version: SemVer;
}

/** Names the versions on both sides of the one that is not there. */
function absentVersion(channel: CatalogChannel, version: SemVer, known: BundleVersions): Fault {
  const sorted = [...known.versions.values()].toSorted(compareWithBuild);
  const older = sorted.findLast((each) => compareSemVer(each, version) < 0);
  const newer = sorted.find((each) => compareSemVer(each, version) > 0);
  const near = [older, newer].flatMap((each) => (each === undefined ? [] : each.text));
  return {
    code: 'CATALOG_FILTER_VERSION_ABSENT',
    params: { package: channel.package, version: version.text, near: near.join(', ') || '-' },
    affected: [channel.package],
  };
}
