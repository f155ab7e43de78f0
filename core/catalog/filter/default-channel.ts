import type { Finding } from '../../contract/index.ts';
import type { CatalogPackage } from '../model.ts';
import { compareWithBuild, formatBounds, type SemVer } from '../version/index.ts';
import type { BundleVersions } from './bundle-versions.ts';
import { readChannelGraph } from './channel-graph.ts';
import type { ChannelCut } from './cut-channel.ts';
import { asFinding, someOf, type Fault } from './fault.ts';

export interface DefaultChannel {
  readonly name?: string;
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
}

export interface DefaultChannelQuestion {
  readonly source: CatalogPackage;
  /** `defaultChannel` of the configuration. */
  readonly wanted: string | undefined;
  /** The selected channels, those included of which nothing is left. */
  readonly cuts: readonly ChannelCut[];
  readonly known: BundleVersions;
  /** Choose another one where oc-mirror fails. */
  readonly choose: boolean;
}

/** The default channel of a package that the configuration lists (oc-mirror-v2.md 6.4, steps B and C). */
export function settleDefaultChannel(question: DefaultChannelQuestion): DefaultChannel {
  const { source, wanted, cuts, choose } = question;
  const cutOf = (name: string): ChannelCut | undefined => cuts.find(({ channel }) => channel.name === name);
  const original = source.defaultChannel === '' ? undefined : source.defaultChannel;
  const name = wanted ?? original;
  if (name === undefined) return { faults: [], findings: [] };
  const lost = explain(question, name, cutOf(name), wanted !== undefined);
  if (lost === undefined) {
    // oc-mirror fails when a range empties the catalogue's default channel, even when another one is wanted.
    const replaced = original === undefined || original === name ? undefined : cutOf(original);
    const emptied = replaced !== undefined && isEmpty(replaced) && replaced.pinned !== true;
    const faults = emptied && !choose ? [emptyFault(question, replaced)] : [];
    return { name, faults, findings: [] };
  }
  const chosen = choose && wanted === undefined ? highestChannel(question) : undefined;
  if (chosen === undefined) return { faults: [lost], findings: [] };
  const params = { package: source.name, channel: chosen, original: name };
  const told: Fault = { code: 'CATALOG_FILTER_DEFAULT_CHOSEN', params, affected: [source.name] };
  return { name: chosen, faults: [], findings: [asFinding(told, 'warning')] };
}

export function isEmpty(cut: ChannelCut): boolean {
  return cut.entries.length === 0 && cut.faults.length === 0 && cut.bounds !== undefined;
}

function explain(
  question: DefaultChannelQuestion,
  name: string,
  cut: ChannelCut | undefined,
  wanted: boolean,
): Fault | undefined {
  if (cut !== undefined) return isEmpty(cut) ? emptyFault(question, cut) : undefined;
  return {
    code: wanted ? 'CATALOG_FILTER_DEFAULT_UNKNOWN' : 'CATALOG_FILTER_DEFAULT_LOST',
    params: { package: question.source.name, channel: name, kept: keptNames(question) },
    affected: [`${question.source.name}/${name}`],
  };
}

/** With the versions that the channel does have, so that the range can be corrected. */
function emptyFault(question: DefaultChannelQuestion, cut: ChannelCut): Fault {
  const { name } = cut.channel;
  const versions = cut.channel.entries
    .flatMap((entry) => question.known.versions.get(entry.name) ?? [])
    .toSorted(compareWithBuild);
  return {
    code: 'CATALOG_FILTER_DEFAULT_EMPTY',
    params: {
      package: question.source.name,
      channel: name,
      range: formatBounds(cut.bounds ?? {}),
      lowest: versions[0]?.text ?? '-',
      highest: versions.at(-1)?.text ?? '-',
      kept: keptNames(question),
    },
    affected: [`${question.source.name}/${name}`],
  };
}

function keptNames({ cuts }: DefaultChannelQuestion): string {
  return someOf(cuts.flatMap((cut) => (cut.entries.length > 0 ? cut.channel.name : []))) || '-';
}

/** The kept channel whose head has the highest version; of equal ones the last by name. */
function highestChannel({ cuts, known }: DefaultChannelQuestion): string | undefined {
  const heads = cuts.flatMap((cut): readonly { name: string; version: SemVer | undefined }[] => {
    if (cut.entries.length === 0) return [];
    const head = readChannelGraph(cut.entries).heads[0] ?? cut.entries[0];
    return [{ name: cut.channel.name, version: known.versions.get(head?.name ?? '') }];
  });
  const sorted = heads.toSorted((a, b) => {
    if (a.version === undefined || b.version === undefined) {
      return Number(a.version !== undefined) - Number(b.version !== undefined);
    }
    return compareWithBuild(a.version, b.version) || (a.name < b.name ? -1 : 1);
  });
  return sorted.at(-1)?.name;
}
