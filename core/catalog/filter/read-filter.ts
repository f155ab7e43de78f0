import type { OperatorConfig, OperatorPackage } from '../../config/index.ts';
import { parseBound, type Bound, type VersionBounds } from '../version/index.ts';
import type { Fault } from './fault.ts';

/** What a configuration asks of one package, with its versions read. */
export interface PackageFilter {
  readonly name: string;
  readonly defaultChannel?: string;
  readonly bounds?: VersionBounds;
  /** By name, with the channel's own bounds. Empty means every channel. */
  readonly channels: ReadonlyMap<string, VersionBounds | undefined>;
  /** Why it cannot be followed. */
  readonly faults: readonly Fault[];
}

export interface CatalogFilter {
  /** Undefined means every package. */
  readonly packages: ReadonlyMap<string, PackageFilter> | undefined;
  readonly full: boolean;
}

type Range = Pick<OperatorPackage, 'minVersion' | 'maxVersion'>;

/** Reads what a configuration asks of a catalogue, with oc-mirror's rules for it (oc-mirror-v2.md 6.4). */
export function readFilter(operator: Pick<OperatorConfig, 'packages' | 'full'>): CatalogFilter {
  const packages = operator.packages.map((entry) => readPackage(entry, operator.full));
  return {
    packages: packages.length === 0 ? undefined : new Map(packages.map((entry) => [entry.name, entry])),
    full: operator.full,
  };
}

function readPackage(entry: OperatorPackage, full: boolean): PackageFilter {
  const { name } = entry;
  const faults: Fault[] = [];
  const bounds = readBounds(entry, name, faults);
  const channels = new Map(
    entry.channels.map((channel) => [channel.name, readBounds(channel, `${name}/${channel.name}`, faults)]),
  );
  const nameless = name === '' || channels.has('');
  const ranged = [...channels.values()].some((own) => own !== undefined);
  const affected = [name];
  if (nameless) faults.push({ code: 'CATALOG_FILTER_NAME_MISSING', params: { package: name }, affected });
  if (bounds !== undefined && ranged) {
    faults.push({ code: 'CATALOG_FILTER_MIXED_RANGES', params: { package: name }, affected });
  }
  if (full && (bounds !== undefined || ranged)) {
    faults.push({ code: 'CATALOG_FILTER_FULL_WITH_RANGE', params: { package: name }, affected });
  }
  return {
    name,
    ...(hasText(entry.defaultChannel) && { defaultChannel: entry.defaultChannel }),
    ...(bounds !== undefined && { bounds }),
    channels,
    faults,
  };
}

function readBounds(range: Range, name: string, faults: Fault[]): VersionBounds | undefined {
  const read = (text: string | undefined): Bound | undefined => {
    if (!hasText(text)) return undefined;
    const bound = parseBound(text);
    if (bound === undefined) {
      faults.push({
        code: 'CATALOG_FILTER_VERSION_INVALID',
        params: { name, version: text.slice(0, 100) },
        affected: [name],
      });
    }
    return bound;
  };
  const min = read(range.minVersion);
  const max = read(range.maxVersion);
  if (min === undefined && max === undefined) return undefined;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** In Go, an empty text is an absent one. */
function hasText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
