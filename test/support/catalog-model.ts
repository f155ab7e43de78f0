import type {
  CatalogBundle,
  CatalogChannel,
  CatalogModel,
  CatalogPackage,
  ChannelEntry,
  Requirement,
} from '../../core/catalog/index.ts';

const place = { offset: 0, length: 2 };

/** `v1` needs `replaces v0`, and so on: written as `[name, replaces, ...skips]`. */
export type EntryText = readonly [name: string, replaces?: string, ...skips: string[]];

export function channelOf(
  packageName: string,
  name: string,
  entries: readonly (EntryText | ChannelEntry)[],
): CatalogChannel {
  return {
    name,
    package: packageName,
    place,
    entries: entries.map((entry): ChannelEntry => {
      if ('name' in entry) return entry;
      const [bundle, replaces, ...skips] = entry;
      return { name: bundle, skips, ...(replaces !== undefined && replaces !== '' && { replaces }) };
    }),
  };
}

/** A bundle called `<package>.v<version>`. */
export function bundleOf(
  packageName: string,
  version: string,
  more: Partial<Pick<CatalogBundle, 'provides' | 'requires' | 'facts' | 'place'>> = {},
): CatalogBundle {
  return {
    name: `${packageName}.v${version}`,
    package: packageName,
    version,
    image: `registry.example.com/${packageName}:${version}`,
    relatedImages: [],
    provides: [],
    requires: [],
    facts: {},
    place,
    ...more,
  };
}

export function packageOf(
  name: string,
  channels: readonly CatalogChannel[],
  bundles: readonly CatalogBundle[],
  more: Partial<CatalogPackage> = {},
): CatalogPackage {
  const [first] = channels;
  return {
    name,
    ...(first !== undefined && { defaultChannel: first.name }),
    place,
    channels,
    bundles,
    deprecations: [],
    others: [],
    ...more,
  };
}

/** A package with one channel in which each version replaces the one before; lowest first. */
export function chainOf(
  name: string,
  versions: readonly string[],
  more: Parameters<typeof bundleOf>[2] = {},
): CatalogPackage {
  const entries = versions.map((version, at): EntryText => {
    const before = versions[at - 1];
    return [`${name}.v${version}`, before === undefined ? '' : `${name}.v${before}`];
  });
  const bundles = versions.map((version) => bundleOf(name, version, more));
  return packageOf(name, [channelOf(name, 'stable', entries)], bundles);
}

export function modelOf(...packages: readonly CatalogPackage[]): CatalogModel {
  return { packages: new Map(packages.map((one) => [one.name, one])), others: [] };
}

export const needsPackage = (name: string, versionRange: string): Requirement => ({
  kind: 'package',
  package: name,
  versionRange,
});

/** `group/version Kind`. */
export function api(text: string): {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
} {
  const [, group = '', version = '', kind = ''] = /^(.+)\/(\S+) (\S+)$/.exec(text) ?? [];
  return { group, version, kind };
}
