import type { ContentModel, Holdings } from '../../../../../core/contract/index.ts';
import { compareVersions, isVersion } from '../../content/graph/version-order.ts';
import { candidatesOf } from './release-choice.ts';
import type { Held, HeldChannel, ImageRow, NewestRow, PackageRow, ReleaseRow, Section } from './row.ts';

/**
 * The rows of the matrix: what the registry holds, and what enclaves ask for besides. `holdings` undefined: the
 * registry was not looked at, and the rows are what the enclaves ask for.
 */
export function buildSections(
  holdings: Holdings | undefined,
  models: readonly ContentModel[],
): readonly Section[] {
  const images = imageRows(holdings, models);
  return [
    ...releaseSections(holdings, models),
    ...catalogSections(holdings, models),
    ...(images.length === 0 ? [] : [{ key: 'images', kind: 'images' as const, name: '', rows: images }]),
  ];
}

function absent(holdings: Holdings | undefined): Held {
  return holdings === undefined ? 'unknown' : 'no';
}

function releaseSections(
  holdings: Holdings | undefined,
  models: readonly ContentModel[],
): readonly Section[] {
  const held = heldReleases(holdings);
  const rows = new Map<string, ReleaseRow>(held.map((row) => [row.version, row]));
  const wishes = new Map<string, NewestRow>();
  for (const channel of models.flatMap(({ channels }) => channels)) {
    for (const version of [channel.minVersion, channel.maxVersion]) {
      if (version === undefined || rows.has(version) || !isVersion(version)) continue;
      rows.set(version, releaseRow(channel.name, version, [], absent(holdings)));
    }
    const isOpen = channel.minVersion === undefined && channel.maxVersion === undefined;
    if (!isOpen || candidatesOf(channel, held).length > 0) continue;
    const { name } = channel;
    wishes.set(name, { kind: 'newest', key: `newest ${name}`, held: absent(holdings), channel: name });
  }
  const all: readonly (ReleaseRow | NewestRow)[] = [...wishes.values(), ...newestFirst([...rows.values()])];
  const sections = [...Map.groupBy(all, ({ channel }) => channel)].map(([name, some]) => ({
    key: `releases ${name}`,
    kind: 'releases' as const,
    name,
    rows: some,
  }));
  return sections.toSorted((a, b) => byChannel(a.name, b.name));
}

function heldReleases(holdings: Holdings | undefined): readonly ReleaseRow[] {
  const byVersion = Map.groupBy(holdings?.releases ?? [], ({ version }) => version);
  return [...byVersion].map(([version, some]) =>
    releaseRow(some[0]?.channel ?? '', version, [...new Set(some.map((one) => one.architecture))], 'yes'),
  );
}

function releaseRow(
  channel: string,
  version: string,
  architectures: readonly string[],
  held: Held,
): ReleaseRow {
  return { kind: 'release', key: `release ${version}`, channel, version, architectures, held };
}

function newestFirst(rows: readonly ReleaseRow[]): readonly ReleaseRow[] {
  return rows.toSorted((a, b) => compareVersions(b.version, a.version));
}

/** The newest minor version first, then by name. */
function byChannel(a: string, b: string): number {
  const minor = (name: string): string => `${/(\d+\.\d+)$/.exec(name)?.[1] ?? '0.0'}.0`;
  return compareVersions(minor(b), minor(a)) || (a < b ? -1 : 1);
}

function catalogSections(
  holdings: Holdings | undefined,
  models: readonly ContentModel[],
): readonly Section[] {
  const asked = Map.groupBy(
    models.flatMap(({ operators }) => operators),
    ({ catalog }) => catalog,
  );
  const held = new Map((holdings?.catalogs ?? []).map((one) => [one.catalog, one.packages]));
  const catalogs = [...new Set([...held.keys(), ...asked.keys()])];
  return catalogs.map((catalog) => {
    const there = (held.get(catalog) ?? []).map(({ name, displayName, defaultChannel, channels }) =>
      packageRow(
        catalog,
        name,
        displayName,
        'yes',
        channels.map((one) => ({
          name: one.name,
          bundles: one.bundles.map((bundle) => ({ name: bundle.name, version: bundle.version })),
        })),
        defaultChannel,
      ),
    );
    const known = new Set(there.map(({ name }) => name));
    const wanted = (asked.get(catalog) ?? []).flatMap(({ packages }) => packages.map(({ name }) => name));
    const others = [...new Set(wanted)].filter((name) => !known.has(name));
    // A catalogue that was not opened may be there with all that is asked of it.
    const isUnseen = !held.has(catalog) && holdings?.truncated?.catalogs !== undefined;
    const otherwise = isUnseen ? 'unknown' : absent(holdings);
    const rows = [...there, ...others.map((name) => packageRow(catalog, name, name, otherwise))];
    const sorted = rows.toSorted((a, b) =>
      a.displayName.localeCompare(b.displayName, undefined, { numeric: true }),
    );
    return { key: `catalog ${catalog}`, kind: 'catalog' as const, name: catalog, rows: sorted };
  });
}

function packageRow(
  catalog: string,
  name: string,
  displayName: string,
  held: Held,
  channels: readonly HeldChannel[] = [],
  defaultChannel?: string,
): PackageRow {
  return {
    kind: 'package',
    key: `package ${catalog} ${name}`,
    held,
    catalog,
    name,
    displayName,
    channels,
    defaultChannel,
  };
}

function imageRows(holdings: Holdings | undefined, models: readonly ContentModel[]): readonly ImageRow[] {
  const held = new Set(holdings?.images);
  const wanted = models.flatMap(({ additionalImages }) => additionalImages.map(({ name }) => name));
  // Where not every repository was looked at, what was not found is not known to be missing.
  const otherwise = holdings?.truncated?.images === undefined ? absent(holdings) : 'unknown';
  return [...new Set([...held, ...wanted])].toSorted().map((name) => ({
    kind: 'image',
    key: `image ${name}`,
    held: held.has(name) ? 'yes' : otherwise,
    name,
  }));
}
