import type {
  CatalogBundle,
  CatalogChannel,
  CatalogModel,
  CatalogPackage,
  ChannelEntry,
} from '../../core/catalog/index.ts';
import type { OperatorChannel, OperatorPackage } from '../../core/config/index.ts';
import type { ReferenceEntry } from './reference-filter.ts';

const nowhere = { offset: 0, length: 0 };
const digest = `sha256:${'5'.repeat(64)}`;

/** `b3 > b2 -b1 -b0`: entry b3 replaces b2 and skips b1 and b0. */
export function entry(text: string): ChannelEntry {
  const [name = '', ...rest] = text.split(' ');
  const replaces = rest[rest.indexOf('>') + 1];
  const skips = rest.flatMap((word) => (word.startsWith('-') ? word.slice(1) : []));
  return { name, ...(rest.includes('>') && replaces !== undefined && { replaces }), skips };
}

export function channel(
  name: string,
  entries: readonly (string | ReferenceEntry)[],
  packageName = 'op',
): CatalogChannel {
  return {
    name,
    package: packageName,
    entries: entries.map((each) => (typeof each === 'string' ? entry(each) : each)),
    place: nowhere,
  };
}

/** A bundle whose version is in its name unless given: `b1.2.0`. An empty version means none. */
export function bundle(name: string, version = name.replace(/^\D*/, ''), packageName = 'op'): CatalogBundle {
  const image = `registry.example/${packageName}/bundle-${name.replace(/[^a-z0-9]/g, '-')}@${digest}`;
  return {
    name,
    package: packageName,
    ...(version !== '' && { version }),
    image,
    relatedImages: [{ name: '', image }],
    provides: [],
    requires: [],
    facts: {},
    place: nowhere,
  };
}

export type PackageParts = Partial<
  Pick<CatalogPackage, 'bundles' | 'channels' | 'defaultChannel' | 'deprecations' | 'others'>
>;

/** A package with a bundle for each entry, unless it is said otherwise; its first channel is the default one. */
export function catalogPackage(parts: PackageParts, name = 'op'): CatalogPackage {
  const { channels = [] } = parts;
  const names = new Set(channels.flatMap(({ entries }) => entries.map((each) => each.name)));
  const defaultChannel = parts.defaultChannel ?? channels[0]?.name;
  return {
    name,
    ...(defaultChannel !== undefined && { defaultChannel }),
    place: nowhere,
    channels,
    bundles: parts.bundles ?? [...names].map((each) => bundle(each, undefined, name)),
    deprecations: parts.deprecations ?? [],
    others: parts.others ?? [],
  };
}

export function catalog(...packages: readonly CatalogPackage[]): CatalogModel {
  return { packages: new Map(packages.map((each) => [each.name, each])), others: [] };
}

export interface Wanted {
  readonly name?: string;
  readonly min?: string;
  readonly max?: string;
  readonly defaultChannel?: string;
  /** Names, or names with bounds. */
  readonly channels?: readonly (string | OperatorChannel)[];
}

/** What a configuration says of packages. */
export function wanting(...packages: readonly Wanted[]): {
  readonly packages: readonly OperatorPackage[];
  readonly full: false;
} {
  return {
    full: false,
    packages: packages.map(({ name = 'op', min, max, defaultChannel, channels = [] }) => ({
      name,
      ...(min !== undefined && { minVersion: min }),
      ...(max !== undefined && { maxVersion: max }),
      ...(defaultChannel !== undefined && { defaultChannel }),
      channels: channels.map((each) => (typeof each === 'string' ? { name: each } : each)),
    })),
  };
}
