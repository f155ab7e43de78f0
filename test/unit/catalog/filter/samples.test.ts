import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  checkCatalog,
  compareWithBuild,
  filterCatalog,
  imagesOf,
  parseSemVer,
  parseVersionRange,
  resolvedBundles,
  validateFiltered,
  versionsOf,
  type CatalogModel,
} from '../../../../core/catalog/index.ts';
import { wanting, type Wanted } from '../../../support/catalog-filter-world.ts';
import { blobsOf, modelOf } from '../../../support/fbc-files.ts';
import { sharedFolder, sharedNote } from '../../../support/release-world.ts';

const folder = 'samples/fbc';
const note = sharedNote(folder);
const read = (name: string): string => readFileSync(join(sharedFolder, folder, name), 'utf8');

describe.skipIf(note !== '')(`catalogues from the field${note}`, () => {
  const model = (name: string): CatalogModel => modelOf(blobsOf(read(name)));
  const jaeger = (wanted: Wanted): readonly string[] => {
    const filtered = filterCatalog(
      model('01-jaeger-product-catalog.json'),
      wanting({ name: 'jaeger-product', ...wanted }),
    );
    return [
      ...filtered.errors.map(({ code }) => code),
      ...filtered.findings.map(({ code }) => code),
      ...resolvedBundles(filtered).map(({ version }) => version ?? ''),
    ];
  };

  it('are without faults, heads and images included', () => {
    for (const [name, head, images] of [
      ['01-jaeger-product-catalog.json', 'jaeger-operator.v1.51.0-1', 11],
      ['02-node-observability-operator-catalog.json', 'node-observability-operator.v0.2.0', 4],
    ] as const) {
      const whole = model(name);
      const filtered = filterCatalog(whole, wanting());
      const found = imagesOf(filtered);
      expect(checkCatalog(whole)).toEqual([]);
      expect(resolvedBundles(filtered).map(({ bundle }) => bundle)).toEqual([head]);
      expect([found.images.length, found.errors, found.findings]).toEqual([images, [], []]);
      expect(validateFiltered(filtered)).toEqual([]);
    }
  });

  it('number their builds like pre-releases, which a range passes over and says', () => {
    expect(jaeger({ min: '1.30.2' })).toEqual(['CATALOG_FILTER_PRERELEASES_PASSED', '1.30.2']);
    expect(jaeger({ min: '1.42.0' })).toEqual([
      'CATALOG_FILTER_DEFAULT_EMPTY',
      'CATALOG_FILTER_PRERELEASES_PASSED',
    ]);
    expect(jaeger({ min: '1.42.0-0', max: '1.47.1' })).toEqual([
      '1.47.1-5',
      '1.42.0-5+0.1687199951.p',
      '1.42.0-5',
    ]);
    expect(jaeger({ min: '1.47.1-0' })).toEqual(['1.51.0-1', '1.47.1-5']);
  });

  it('take, of two builds of a version, the one that is written', () => {
    const ambiguous = 'CATALOG_FILTER_VERSION_AMBIGUOUS';
    expect(jaeger({ min: '1.42.0-5', max: '1.42.0-5' })).toEqual([ambiguous, '1.42.0-5']);
    const long = '1.42.0-5+0.1687199951.p';
    expect(jaeger({ min: long, max: long })).toEqual([ambiguous, long]);
    expect(jaeger({ min: '1.47.1-5', max: '1.47.1-5' })).toEqual(['1.47.1-5']);
  });

  it('have one head in each channel, also where versions skip a dozen others', () => {
    const whole = model('04-3scale-excerpt-catalog.json');
    const filtered = filterCatalog(whole, wanting());
    expect(
      filtered.packages[0]?.channels.map(({ name, entries }) => [name, entries.map((each) => each.name)]),
    ).toEqual([
      ['threescale-2.11', ['3scale-operator.v0.8.4-0.1655690146.p']],
      ['threescale-2.12', ['3scale-operator.v0.9.1-0.1664967752.p']],
      ['threescale-mas', ['3scale-operator.v0.11.0-mas']],
    ]);
    // The excerpt is without its bundles.
    const codes = new Set(validateFiltered(filtered).map(({ code }) => code));
    expect([...codes]).toEqual(['CATALOG_CHANNEL_ENTRY_WITHOUT_BUNDLE']);
    expect(imagesOf(filtered).errors.map(({ code }) => code)).toEqual(['CATALOG_IMAGES_NONE']);
  });

  it('show versions in order', () => {
    const source = model('01-jaeger-product-catalog.json').packages.get('jaeger-product');
    const stable = source?.channels[0];
    expect(source && stable && versionsOf(source, stable).map(({ version }) => version)).toEqual([
      '1.30.2',
      '1.34.1-5',
      '1.42.0-5',
      '1.42.0-5+0.1687199951.p',
      '1.47.1-5',
      '1.51.0-1',
    ]);
  });

  interface Derived {
    readonly name: string;
    readonly channelVersions: Readonly<Record<string, readonly string[]>>;
    readonly channelVersionRanges: Readonly<
      Record<string, { readonly minVersion: string; readonly maxVersion: string }>
    >;
  }

  it('have thousands of versions, all of which can be read and ordered', () => {
    const list = JSON.parse(
      read('05-derived-redhat-operator-index-v4.20-operators.json'),
    ) as readonly Derived[];
    let count = 0;
    const differing = new Set<string>();
    for (const { name, channelVersions, channelVersionRanges } of list) {
      for (const [channel, texts] of Object.entries(channelVersions)) {
        const sorted = texts.flatMap((text) => parseSemVer(text) ?? []).toSorted(compareWithBuild);
        count += sorted.length;
        expect(sorted.length, `${name}/${channel}`).toBe(texts.length);
        const { minVersion, maxVersion } = channelVersionRanges[channel] ?? {};
        expect(sorted[0]?.text, `${name}/${channel}`).toBe(minVersion);
        if (sorted.at(-1)?.text !== maxVersion) differing.add(name);
      }
    }
    expect(count).toBe(6436);
    // There the tool that derived the list took 3.1.0-7 for newer than 3.1.0-14.
    expect([...differing]).toEqual([
      'amq-streams',
      'amq-streams-console',
      'amq-streams-proxy',
      'businessautomation-operator',
    ]);
  });

  it('require ranges, all of which can be read', () => {
    const needs = JSON.parse(read('06-derived-redhat-operator-index-v4.20-dependencies.json')) as Readonly<
      Record<string, readonly { readonly versionRange: string }[]>
    >;
    const ranges = Object.values(needs).flatMap((each) => each.map(({ versionRange }) => versionRange));
    expect(ranges.length).toBeGreaterThan(20);
    expect(ranges.filter((range) => parseVersionRange(range) === undefined)).toEqual([]);
  });
});
