import type { SluiceError, Finding } from '../../contract/index.ts';
import { nearName } from '../../config/index.ts';
import type { CatalogPackage, Deprecations } from '../model.ts';
import { formatBounds } from '../version/index.ts';
import { readBundleVersions } from './bundle-versions.ts';
import { cutChannel, type ChannelCut } from './cut-channel.ts';
import { isEmpty, settleDefaultChannel, type DefaultChannel } from './default-channel.ts';
import { asError, asFinding, byName, someOf, type Fault } from './fault.ts';
import type { FilteredPackage, KeptDeprecations } from './filtered.ts';
import type { PackageFilter } from './read-filter.ts';

export interface PackageResult {
  /** Absent when there are errors. */
  readonly filtered?: FilteredPackage;
  readonly errors: readonly SluiceError[];
  readonly findings: readonly Finding[];
}

export interface PackageOptions {
  readonly full: boolean;
  readonly chooseDefaultChannel: boolean;
}

/** What is left of one package. Without a filter, of a catalogue whose packages are not listed. */
export function filterPackage(
  source: CatalogPackage,
  filter: PackageFilter | undefined,
  options: PackageOptions,
): PackageResult {
  const known = readBundleVersions(source.bundles);
  const selected = source.channels.filter(
    ({ name }) => filter === undefined || filter.channels.size === 0 || filter.channels.has(name),
  );
  const cuts = selected.map((channel) =>
    cutChannel(channel, options.full, filter?.channels.get(channel.name) ?? filter?.bounds, known),
  );
  const broken = [...known.faults, ...cuts.flatMap(({ faults }) => faults)];
  const original: DefaultChannel = {
    ...(source.defaultChannel !== undefined && { name: source.defaultChannel }),
    faults: [],
    findings: [],
  };
  // After another fault, what is left of the channels says nothing about the default one.
  const settled =
    filter === undefined || broken.length > 0
      ? original
      : settleDefaultChannel({
          source,
          wanted: filter.defaultChannel,
          cuts,
          known,
          choose: options.chooseDefaultChannel,
        });
  const findings = [
    ...(filter === undefined ? [] : unknownChannels(source, filter)),
    ...once(cuts.flatMap((cut) => cut.findings)),
    ...settled.findings,
  ];
  const errors = onceFaults([...broken, ...settled.faults]).map(asError);
  if (errors.length > 0) return { errors, findings };
  const kept = cuts.filter((cut) => !isEmpty(cut));
  return {
    filtered: keep(source, kept, settled.name, known.bundles),
    errors,
    findings: [...findings, ...emptied(cuts), ...unlisted(source, kept)],
  };
}

function keep(
  source: CatalogPackage,
  cuts: readonly ChannelCut[],
  defaultChannel: string | undefined,
  bundles: ReturnType<typeof readBundleVersions>['bundles'],
): FilteredPackage {
  const channels = cuts.map(({ channel, entries }) => ({ name: channel.name, source: channel, entries }));
  const names = new Set(channels.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const channelNames = new Set(channels.map(({ name }) => name));
  return {
    name: source.name,
    source,
    ...(defaultChannel !== undefined && { defaultChannel }),
    defaultChannelReplaced: defaultChannel !== source.defaultChannel,
    channels,
    bundles: [...names].flatMap((name) => bundles.get(name) ?? []).toSorted(byName),
    deprecations: source.deprecations.flatMap((blob) => keepDeprecations(blob, names, channelNames)),
    others: source.others,
  };
}

/** OLM refuses a catalogue that deprecates what it does not have. */
function keepDeprecations(
  source: Deprecations,
  bundles: ReadonlySet<string>,
  channels: ReadonlySet<string>,
): readonly KeptDeprecations[] {
  const entries = source.entries.filter(({ schema, name = '' }) => {
    if (schema === 'olm.bundle') return bundles.has(name);
    return schema !== 'olm.channel' || channels.has(name);
  });
  return entries.length > 0 ? [{ source, entries }] : [];
}

function unknownChannels(source: CatalogPackage, filter: PackageFilter): readonly Finding[] {
  const names = source.channels.map(({ name }) => name);
  return [...filter.channels.keys()]
    .filter((name) => !names.includes(name))
    .map((channel) => {
      const near = nearName(channel, names);
      const params = { package: source.name, channel, channels: someOf(names) };
      const affected = [`${source.name}/${channel}`];
      const fault: Fault =
        near === undefined
          ? { code: 'CATALOG_FILTER_CHANNEL_UNKNOWN', params, affected }
          : { code: 'CATALOG_FILTER_CHANNEL_NEAR', params: { ...params, near }, affected };
      return asFinding(fault, 'warning');
    });
}

function emptied(cuts: readonly ChannelCut[]): readonly Finding[] {
  return cuts.filter(isEmpty).map(({ channel, bounds = {} }) => {
    const params = { package: channel.package, channel: channel.name, range: formatBounds(bounds) };
    const affected = [`${channel.package}/${channel.name}`];
    return asFinding({ code: 'CATALOG_FILTER_CHANNEL_DROPPED', params, affected }, 'warning');
  });
}

/** Bundles that oc-mirror would keep in no channel, which OLM refuses. */
function unlisted(source: CatalogPackage, cuts: readonly ChannelCut[]): readonly Finding[] {
  const listed = new Set(cuts.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const names = [...new Set(cuts.flatMap((cut) => cut.unlisted))].filter((name) => !listed.has(name));
  if (names.length === 0) return [];
  const params = { package: source.name, bundles: someOf(names) };
  return [asFinding({ code: 'CATALOG_FILTER_BUNDLES_UNLISTED', params, affected: names }, 'note')];
}

/** A version that several channels are pinned to is told of once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function onceFaults(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}
