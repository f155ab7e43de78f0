import { describe, expect, it } from 'vitest';
import { describeCode } from '../../../../core/contract/index.ts';
import {
  filterCatalog,
  type CatalogModel,
  type FilteredCatalog,
  type FilterOptions,
} from '../../../../core/catalog/index.ts';
import { bundle, catalog, catalogPackage, channel, wanting } from '../../../support/catalog-filter-world.ts';

const stable = channel('stable', ['v3.0.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0']);
const old = channel('old', ['v1.0.1 > v1.0.0', 'v1.0.0']);
const place = { offset: 0, length: 0 };
const operator = catalogPackage({
  channels: [stable, old],
  deprecations: [
    {
      place,
      entries: [
        { schema: 'olm.package', message: 'the package' },
        { schema: 'olm.channel', name: 'old', message: 'a channel' },
        { schema: 'olm.bundle', name: 'v1.0.0', message: 'an old bundle' },
        { schema: 'olm.bundle', name: 'v3.0.0', message: 'the newest bundle' },
      ],
    },
    { place, entries: [{ schema: 'olm.bundle', name: 'v2.0.0', message: 'alone' }] },
  ],
  others: [{ schema: 'custom', name: 'of op', place }],
});
const other = catalogPackage({ channels: [channel('main', ['o1.0.0'], 'other')] }, 'other');
const model: CatalogModel = {
  ...catalog(operator, other),
  others: [{ schema: 'custom', name: 'of nobody', place }],
};

/** `package/channel: entries`, one line each. */
function outline(filtered: FilteredCatalog): readonly string[] {
  return filtered.packages.flatMap(({ name, channels }) =>
    channels.map(({ name: of, entries }) => `${name}/${of}: ${entries.map((each) => each.name).join(' ')}`),
  );
}

function codes(filtered: FilteredCatalog): readonly string[] {
  return [...filtered.errors, ...filtered.findings].map(({ code }) => code);
}

const filter = (wanted: ReturnType<typeof wanting>, options?: FilterOptions): FilteredCatalog =>
  filterCatalog(model, wanted, options);

describe('what is selected', () => {
  it('is the head of every channel of every package when nothing is listed', () => {
    const filtered = filter(wanting());
    expect(outline(filtered)).toEqual(['op/stable: v3.0.0', 'op/old: v1.0.1', 'other/main: o1.0.0']);
    expect(codes(filtered)).toEqual([]);
  });

  it('is everything with "full"', () => {
    const filtered = filterCatalog(model, { packages: [], full: true });
    expect(outline(filtered)).toEqual([
      'op/stable: v3.0.0 v2.0.0 v1.0.0',
      'op/old: v1.0.1 v1.0.0',
      'other/main: o1.0.0',
    ]);
    expect(filtered.packages[0]?.bundles.map(({ name }) => name)).toEqual([
      'v1.0.0',
      'v1.0.1',
      'v2.0.0',
      'v3.0.0',
    ]);
    expect(filtered.packages[0]?.deprecations).toEqual(
      operator.deprecations.map((source) => ({ source, entries: source.entries })),
    );
  });

  it.each([
    ['a package: heads of all its channels', wanting({}), ['op/stable: v3.0.0', 'op/old: v1.0.1']],
    ['a channel: its head', wanting({ channels: ['stable'] }), ['op/stable: v3.0.0']],
    [
      'a range of the package, in every channel',
      wanting({ min: '1.0.0', max: '2.0.0' }),
      ['op/stable: v2.0.0 v1.0.0', 'op/old: v1.0.1 v1.0.0'],
    ],
    [
      'a range of one channel',
      wanting({ channels: [{ name: 'stable', minVersion: '2.0.0' }, 'old'] }),
      ['op/stable: v3.0.0 v2.0.0', 'op/old: v1.0.1'],
    ],
  ])('is, for %s', (_what, wanted, expected) => expect(outline(filter(wanted))).toEqual(expected));

  it('is everything of the channels listed with "full"', () => {
    const wanted = { ...wanting({ channels: ['stable'] }), full: true };
    expect(outline(filterCatalog(model, wanted))).toEqual(['op/stable: v3.0.0 v2.0.0 v1.0.0']);
  });

  it('brings the blobs of the package and those of nobody, and only deprecations of what is kept', () => {
    const filtered = filter(wanting({ channels: ['stable'] }));
    expect(filtered.others.map(({ name }) => name)).toEqual(['of nobody']);
    expect(filtered.packages.map(({ others }) => others.map(({ name }) => name))).toEqual([['of op']]);
    expect(filtered.packages[0]?.bundles.map(({ name }) => name)).toEqual(['v3.0.0']);
    expect(
      filtered.packages[0]?.deprecations.map(({ entries }) => entries.map(({ message }) => message)),
    ).toEqual([['the package', 'the newest bundle']]);
  });
});

describe('what oc-mirror passes over in silence', () => {
  it.each([
    [wanting({ name: 'opp' }), 'CATALOG_FILTER_PACKAGE_NEAR', 'op'],
    [wanting({ name: 'quite-different' }), 'CATALOG_FILTER_PACKAGE_UNKNOWN', undefined],
    [wanting({ channels: ['stable', 'stabel'] }), 'CATALOG_FILTER_CHANNEL_NEAR', 'stable'],
    [wanting({ channels: ['stable', 'candidate'] }), 'CATALOG_FILTER_CHANNEL_UNKNOWN', undefined],
  ])('is told: %j', (wanted, code, near) => {
    const { errors, findings } = filter(wanted);
    expect(errors).toEqual([]);
    expect(findings.map((finding) => [finding.level, finding.code, finding.params['near']])).toEqual([
      ['warning', code, near],
    ]);
  });

  it('includes the channels that a range empties', () => {
    const filtered = filter(wanting({ min: '2.0.0' }));
    expect(outline(filtered)).toEqual(['op/stable: v3.0.0 v2.0.0']);
    expect(codes(filtered)).toEqual(['CATALOG_FILTER_CHANNEL_DROPPED']);
    expect(
      filtered.packages[0]?.deprecations.flatMap(({ entries }) => entries.map(({ name }) => name)),
    ).toEqual([undefined, 'v3.0.0', 'v2.0.0']);
  });

  it('includes versions outside the range that updates lead through', () => {
    const source = catalogPackage({
      channels: [channel('c', ['v1.2.0 > v5.0.0', 'v5.0.0 > v1.0.0', 'v1.0.0'])],
    });
    const { findings } = filterCatalog(catalog(source), wanting({ min: '1.0.0', max: '1.2.0' }));
    expect(findings).toMatchObject([{ code: 'CATALOG_FILTER_OUTSIDE_RANGE', affected: ['v5.0.0'] }]);
  });

  it('includes bundles in range that no kept channel lists: OLM would refuse them', () => {
    const source = catalogPackage({
      channels: [channel('new', ['v2.0.0 -v1.9.0']), channel('before', ['v1.9.0'])],
    });
    const filtered = filterCatalog(
      catalog(source),
      wanting({ channels: ['new'], min: '1.9.0', max: '2.0.0' }),
    );
    expect(filtered.packages[0]?.bundles.map(({ name }) => name)).toEqual(['v2.0.0']);
    expect(filtered.findings).toMatchObject([
      { level: 'note', code: 'CATALOG_FILTER_BUNDLES_UNLISTED', affected: ['v1.9.0'] },
    ]);
    const both = filterCatalog(catalog(source), wanting({ min: '1.9.0', max: '2.0.0' }));
    expect(both.packages[0]?.bundles.map(({ name }) => name)).toEqual(['v1.9.0', 'v2.0.0']);
    expect(codes(both)).toEqual([]);
  });
});

describe('the default channel', () => {
  const defaultOf = (filtered: FilteredCatalog): unknown =>
    filtered.packages.map((each) => [each.defaultChannel, each.defaultChannelReplaced]);

  it('stays when it is kept', () => {
    expect(defaultOf(filter(wanting({})))).toEqual([['stable', false]]);
  });

  it('is what the configuration says', () => {
    expect(defaultOf(filter(wanting({ channels: ['old'], defaultChannel: 'old' })))).toEqual([['old', true]]);
    expect(defaultOf(filter(wanting({ defaultChannel: 'stable' })))).toEqual([['stable', false]]);
  });

  it.each([
    ['not selected', wanting({ channels: ['old'] }), 'CATALOG_FILTER_DEFAULT_LOST'],
    [
      'to be one that is not selected',
      wanting({ channels: ['stable'], defaultChannel: 'old' }),
      'CATALOG_FILTER_DEFAULT_UNKNOWN',
    ],
    ['to be one that does not exist', wanting({ defaultChannel: 'none' }), 'CATALOG_FILTER_DEFAULT_UNKNOWN'],
    ['emptied by the range', wanting({ min: '1.0.1', max: '1.0.2' }), 'CATALOG_FILTER_DEFAULT_EMPTY'],
    [
      'emptied by the range although another is wanted, as in oc-mirror',
      wanting({ min: '1.0.1', max: '1.0.2', defaultChannel: 'old' }),
      'CATALOG_FILTER_DEFAULT_EMPTY',
    ],
    [
      'to be one that the range empties',
      wanting({ min: '2.0.0', defaultChannel: 'old' }),
      'CATALOG_FILTER_DEFAULT_EMPTY',
    ],
    [
      'without the version that is pinned',
      wanting({ min: '1.0.1', max: '1.0.1' }),
      'CATALOG_FILTER_DEFAULT_EMPTY',
    ],
  ])('is an error when it is %s', (_what, wanted, code) => {
    const filtered = filter(wanted);
    expect(filtered.errors.map((error) => [error.code, error.params['package'], error.stage])).toEqual([
      [code, 'op', 'collect'],
    ]);
    expect(filtered.packages).toEqual([]);
  });

  it('may be one that has the pinned version, while the others are left out', () => {
    const filtered = filter(wanting({ min: '1.0.1', max: '1.0.1', defaultChannel: 'old' }));
    expect(outline(filtered)).toEqual(['op/old: v1.0.1']);
    expect(codes(filtered)).toEqual(['CATALOG_FILTER_CHANNEL_DROPPED']);
  });

  it.each([
    ['not selected', wanting({ channels: ['old'] })],
    ['emptied by the range', wanting({ min: '1.0.1', max: '1.0.2' })],
    ['without the pinned version', wanting({ min: '1.0.1', max: '1.0.1' })],
  ])('is chosen, and said to be, when the old one is %s and that is allowed', (_what, wanted) => {
    const filtered = filter(wanted, { chooseDefaultChannel: true });
    expect(defaultOf(filtered)).toEqual([['old', true]]);
    expect(filtered.errors).toEqual([]);
    expect(filtered.findings).toContainEqual({
      level: 'warning',
      code: 'CATALOG_FILTER_DEFAULT_CHOSEN',
      params: { package: 'op', channel: 'old', original: 'stable' },
      affected: ['op'],
    });
  });

  it('is chosen by the highest head', () => {
    const channels = ['a', 'b', 'c'].map((name, at) => channel(name, [`v1.${[2, 10, 9][at]}.0`]));
    const source = catalogPackage({ channels, defaultChannel: 'gone' });
    const filtered = filterCatalog(catalog(source), wanting({}), { chooseDefaultChannel: true });
    expect(defaultOf(filtered)).toEqual([['b', true]]);
  });

  it('is not chosen against the configuration', () => {
    const filtered = filter(wanting({ channels: ['old'], defaultChannel: 'none' }), {
      chooseDefaultChannel: true,
    });
    expect(codes(filtered)).toEqual(['CATALOG_FILTER_DEFAULT_UNKNOWN']);
  });
});

describe('what oc-mirror fails on', () => {
  it.each([
    ['CATALOG_CHANNEL_EMPTY', []],
    ['CATALOG_CHANNEL_DUPLICATE_ENTRY', ['v2.0.0 > v1.0.0', 'v1.0.0', 'v1.0.0']],
    ['CATALOG_CHANNEL_SELF_REFERENCE', ['v2.0.0', 'v1.0.0 > v1.0.0']],
    ['CATALOG_CHANNEL_SELF_REFERENCE', ['v2.0.0', 'v1.0.0 -v1.0.0']],
    ['CATALOG_CHANNEL_WITHOUT_HEAD', ['v2.0.0 > v1.0.0', 'v1.0.0 > v2.0.0']],
    ['CATALOG_CHANNEL_SEVERAL_HEADS', ['v2.0.0 > v1.0.0', 'v1.0.0', 'v1.0.1']],
    ['CATALOG_CHANNEL_CYCLE', ['v3.0.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0 > v2.0.0']],
  ])('%s names package and channel: %j', (code, entries) => {
    const bundles = [bundle('v1.0.0')];
    const source = catalogPackage({ channels: [channel('c', entries)], bundles });
    for (const wanted of [wanting(), wanting({ min: '0.1.0' })]) {
      const { errors } = filterCatalog(catalog(source), wanted);
      expect(errors.map((error) => error.code)).toContain(code);
      expect(errors.map(({ affected }) => affected)).toContainEqual(['op/c']);
    }
    const filtered = filterCatalog(catalog(source), { ...wanting({}), full: true });
    expect(filtered.errors).toEqual([]);
  });

  it('shows the way round of a circle', () => {
    const entries = [
      'v4.0.0 > v3.0.0',
      'v3.0.0 > v2.0.0',
      'v2.0.0 > v1.0.0',
      'v1.0.0 > v3.0.0 -v0.9.0',
      'v0.9.0',
    ];
    const { errors } = filterCatalog(
      catalog(catalogPackage({ channels: [channel('c', entries)] })),
      wanting(),
    );
    expect(errors.map(({ params }) => params['entries'])).toEqual(['v3.0.0, v2.0.0, v1.0.0, v3.0.0']);
  });

  it.each([
    ['CATALOG_BUNDLE_VERSION_ABSENT', ''],
    ['CATALOG_BUNDLE_VERSION_INVALID', '1.0'],
  ])('%s is one even when the bundle is not wanted', (code, version) => {
    const bundles = [bundle('v3.0.0'), bundle('odd', version)];
    const source = catalogPackage({ channels: [channel('c', ['v3.0.0', 'odd'])], bundles });
    for (const wanted of [wanting(), wanting({}), { ...wanting({}), full: true }]) {
      const { errors } = filterCatalog(catalog(source), wanted);
      expect(
        errors.map((error) => [error.code, error.params['package'], error.params['bundle']]),
      ).toContainEqual([code, 'op', 'odd']);
    }
    expect(filterCatalog(catalog(source, other), wanting({ name: 'other' })).errors).toEqual([]);
  });

  it.each([
    ['CATALOG_FILTER_NAME_MISSING', wanting({ name: '' })],
    ['CATALOG_FILTER_NAME_MISSING', wanting({ channels: [''] })],
    ['CATALOG_FILTER_MIXED_RANGES', wanting({ min: '1.0.0', channels: [{ name: 'old', maxVersion: '2' }] })],
    ['CATALOG_FILTER_VERSION_INVALID', wanting({ channels: [{ name: 'old', maxVersion: '>=2' }] })],
    ['CATALOG_FILTER_FULL_WITH_RANGE', { ...wanting({ min: '1.0.0' }), full: true }],
    ['CATALOG_FILTER_VERSION_INVALID', wanting({ name: 'not-there', min: 'x' })],
  ])('%s is found in the configuration', (code, wanted) => {
    expect(filterCatalog(model, wanted).errors.map((error) => error.code)).toEqual([code]);
  });

  it('does not keep the other packages from being seen', () => {
    const filtered = filter(wanting({ channels: ['old'] }, { name: 'other' }));
    expect(codes(filtered)).toEqual(['CATALOG_FILTER_DEFAULT_LOST']);
    expect(outline(filtered)).toEqual(['other/main: o1.0.0']);
  });

  it('is said once, with every placeholder filled, in both languages', () => {
    const filtered = filter(wanting({ min: '7.7.7', max: '7.7.7' }, { name: 'opp' }));
    expect(codes(filtered)).toEqual(['CATALOG_FILTER_VERSION_ABSENT', 'CATALOG_FILTER_PACKAGE_NEAR']);
    for (const { code, params } of [...filtered.errors, ...filtered.findings]) {
      for (const language of ['en', 'zh'] as const) {
        const { what, next } = describeCode(code, params, language);
        expect(what + next).not.toMatch(/[{}]/);
        expect(what).toContain('op');
      }
    }
    expect(filtered.errors[0]?.params['near']).toBe('3.0.0');
  });
});
