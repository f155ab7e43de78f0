import type { Finding } from '../../contract/index.ts';
import { compareBundles } from '../dependencies/order.ts';
import type { FilteredCatalog, FilteredChannel, FilteredPackage } from '../filter/index.ts';
import { remainderOf, type Remainder } from './channel-remainder.ts';
import { remainderFindings } from './remainder-findings.ts';

export interface Offer {
  readonly filtered: FilteredCatalog;
  readonly findings: readonly Finding[];
}

/**
 * The catalogue without bundles of which an image did not arrive, so that a cluster is offered only what it can
 * install. Each channel keeps its head, else gets the next lower one, and keeps what leads up to it by the updates
 * that its publisher declared. No update is invented: what would be left without a way up, which OLM refuses, goes too. Channels and
 * packages with nothing left go. Everything that is lost is in the findings. Never throws.
 */
export function withoutBundles(filtered: FilteredCatalog, missing: ReadonlySet<string>): Offer {
  const findings: Finding[] = [];
  const packages = filtered.packages.flatMap((one) => {
    if (!one.bundles.some(({ name }) => missing.has(name))) return [one];
    const repaired = repair(one, missing);
    findings.push(...repaired.findings);
    return repaired.left === undefined ? [] : [repaired.left];
  });
  return { filtered: { ...filtered, packages }, findings };
}

interface Repaired {
  readonly left: FilteredPackage | undefined;
  readonly findings: readonly Finding[];
}

function repair(one: FilteredPackage, missing: ReadonlySet<string>): Repaired {
  const known = new Map(one.bundles.map((bundle) => [bundle.name, bundle]));
  const remainders = one.channels.map((channel) =>
    remainderOf(channel, missing, (a, b) =>
      compareBundles(known.get(a) ?? { name: a }, known.get(b) ?? { name: b }),
    ),
  );
  const channels = remainders.flatMap(({ left }) => (left === undefined ? [] : [left]));
  const highest = highestChannel(remainders, (head) => known.get(head) ?? { name: head });
  const defaultChannel =
    one.defaultChannel === undefined || channels.some(({ name }) => name === one.defaultChannel)
      ? one.defaultChannel
      : highest?.name;
  const findings = remainderFindings(one, remainders, defaultChannel);
  if (channels.length === 0) return { left: undefined, findings };
  const { defaultChannel: _, ...rest } = one;
  return {
    left: {
      ...rest,
      ...(defaultChannel !== undefined && { defaultChannel }),
      defaultChannelReplaced: defaultChannel !== one.source.defaultChannel,
      channels,
      ...keptIn(one, channels),
    },
    findings,
  };
}

/** Bundles that are in a channel, and the deprecations of what is left. */
function keptIn(
  one: FilteredPackage,
  channels: readonly FilteredChannel[],
): Pick<FilteredPackage, 'bundles' | 'deprecations'> {
  const listed = new Set(channels.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const names = new Set(channels.map(({ name }) => name));
  const isLeft = (schema: string, name = ''): boolean =>
    schema === 'olm.bundle' ? listed.has(name) : schema !== 'olm.channel' || names.has(name);
  return {
    bundles: one.bundles.filter(({ name }) => listed.has(name)),
    deprecations: one.deprecations.flatMap(({ source, entries }) => {
      const kept = entries.filter(({ schema, name }) => isLeft(schema, name));
      return kept.length === 0 ? [] : [{ source, entries: kept }];
    }),
  };
}

function highestChannel(
  remainders: readonly Remainder[],
  bundleOf: (head: string) => Parameters<typeof compareBundles>[0],
): FilteredChannel | undefined {
  const left = remainders.flatMap(({ left: channel, head }) =>
    channel === undefined || head === undefined ? [] : [{ channel, head }],
  );
  const order = (a: (typeof left)[number], b: (typeof left)[number]): number =>
    compareBundles(bundleOf(b.head), bundleOf(a.head)) || (a.channel.name < b.channel.name ? -1 : 1);
  return left.toSorted(order)[0]?.channel;
}
