import { describe, expect, it } from 'vitest';
import {
  channelHead,
  checkCatalog,
  filterCatalog,
  resolvedBundles,
  validateFiltered,
  versionsOf,
  type CatalogPackage,
} from '../../../../core/catalog/index.ts';
import { describeCode, type Finding } from '../../../../core/contract/index.ts';
import {
  bundle,
  catalog,
  catalogPackage,
  channel,
  wanting,
  type Wanted,
} from '../../../support/catalog-filter-world.ts';

const good = catalogPackage({ channels: [channel('c', ['g1.0.0'], 'good')] }, 'good');

function found(source: CatalogPackage): readonly (readonly [string, Finding['level'], readonly string[]])[] {
  const findings = checkCatalog(catalog(good, source));
  for (const { code, params } of findings) {
    for (const language of ['en', 'zh'] as const) {
      expect(Object.values(describeCode(code, params, language)).join(' ')).not.toMatch(/[{}]/);
    }
  }
  return findings.map(({ code, level, affected }) => [code, level, affected] as const);
}

describe('when a catalogue is checked as it is', () => {
  it.each([
    ['CATALOG_CHANNEL_EMPTY', []],
    ['CATALOG_CHANNEL_DUPLICATE_ENTRY', ['v2.0.0', 'v2.0.0']],
    ['CATALOG_CHANNEL_SEVERAL_HEADS', ['v2.0.0', 'v1.0.0']],
    ['CATALOG_CHANNEL_CYCLE', ['v3.0.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0 > v2.0.0']],
    ['CATALOG_CHANNEL_STRANDED', ['v3.0.0 -v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0']],
  ])('%s is found: %j', (code, entries) =>
    expect(found(catalogPackage({ channels: [channel('c', entries)] }))).toContainEqual([
      code,
      'error',
      ['op/c'],
    ]),
  );

  it('finds entries that can be reached only through what is skipped', () => {
    const entries = ['v3.0.0 > v2.0.0 -v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0'];
    expect(found(catalogPackage({ channels: [channel('c', entries)] }))).toEqual([
      ['CATALOG_CHANNEL_STRANDED_LATER', 'warning', ['op/c']],
    ]);
  });

  it('notes updates from versions that are not there', () => {
    expect(found(catalogPackage({ channels: [channel('c', ['v2.0.0 > v1.0.0 -v1.9.0'])] }))).toEqual([
      ['CATALOG_CHANNEL_REPLACES_ABSENT', 'note', ['op/c']],
    ]);
  });

  it.each([
    ['CATALOG_DEFAULT_ABSENT', { channels: [channel('c', ['v1.0.0'])], defaultChannel: 'd' }, ['op/d']],
    ['CATALOG_DEFAULT_UNNAMED', { channels: [channel('c', ['v1.0.0'])], defaultChannel: '' }, ['op']],
    ['CATALOG_PACKAGE_WITHOUT_CHANNELS', {}, ['op']],
    ['CATALOG_CHANNEL_ENTRY_WITHOUT_BUNDLE', { channels: [channel('c', ['v1.0.0'])], bundles: [] }, ['op/c']],
    [
      'CATALOG_BUNDLE_VERSION_ABSENT',
      { channels: [channel('c', ['v1.0.0'])], bundles: [bundle('v1.0.0', '')] },
      ['v1.0.0'],
    ],
    [
      'CATALOG_BUNDLE_VERSION_INVALID',
      { channels: [channel('c', ['v1.0.0'])], bundles: [bundle('v1.0.0', 'v1.0.0')] },
      ['v1.0.0'],
    ],
    [
      'CATALOG_BUNDLE_REPEATED',
      { channels: [channel('c', ['v1.0.0'])], bundles: [bundle('v1.0.0'), bundle('v1.0.0')] },
      ['v1.0.0'],
    ],
    [
      'CATALOG_IMAGE_UNPINNED',
      {
        channels: [channel('c', ['v1.0.0'])],
        bundles: [{ ...bundle('v1.0.0'), relatedImages: [{ name: '', image: 'registry.example/x' }] }],
      },
      ['v1.0.0'],
    ],
  ])('%s is found', (code, parts, affected) =>
    expect(found(catalogPackage(parts))).toEqual([[code, 'error', affected]]),
  );

  it('finds a package that is not described', () => {
    const {
      place: _,
      defaultChannel: _none,
      ...source
    } = catalogPackage({ channels: [channel('c', ['v1.0.0'])] });
    expect(found(source)).toEqual([['CATALOG_PACKAGE_UNDESCRIBED', 'error', ['op']]]);
  });

  it('warns of bundles in no channel, and of two with one version', () => {
    const bundles = [bundle('a', '1.0.0'), bundle('b', '1.0.0'), bundle('c', '1.0.0+1')];
    expect(found(catalogPackage({ channels: [channel('c', ['b > a', 'a'])], bundles }))).toEqual([
      ['CATALOG_BUNDLE_VERSION_SHARED', 'warning', ['a', 'b']],
      ['CATALOG_BUNDLE_UNLISTED', 'warning', ['c']],
    ]);
  });
});

describe('when what is left of a catalogue is checked', () => {
  const validate = (source: CatalogPackage, wanted: Wanted): readonly string[] =>
    validateFiltered(filterCatalog(catalog(source), wanting(wanted))).map(({ code }) => code);

  it('finds nothing when it is usable, even with updates from versions that are left out', () => {
    const source = catalogPackage({
      channels: [channel('c', ['v3.0.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0'])],
    });
    expect(validate(source, { min: '2.0.0' })).toEqual([]);
  });

  it.each([
    ['CATALOG_CHANNEL_ENTRY_WITHOUT_BUNDLE', { channels: [channel('c', ['v1.0.0'])], bundles: [] }, {}],
    ['CATALOG_DEFAULT_UNNAMED', { channels: [channel('c', ['v1.0.0'])], defaultChannel: '' }, {}],
    [
      'CATALOG_CHANNEL_STRANDED_LATER',
      {
        channels: [
          channel('c', ['v4.0.0 > v3.0.0 -v1.0.0', 'v3.0.0 > v2.0.0 -v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0']),
        ],
      },
      { min: '1.0.0', max: '3.0.0' },
    ],
  ])('finds %s', (code, parts, wanted) => expect(validate(catalogPackage(parts), wanted)).toEqual([code]));

  it('finds the faults of the catalogue that "full" takes over', () => {
    const source = catalogPackage({ channels: [channel('c', ['v2.0.0', 'v1.0.0'])] });
    const filtered = filterCatalog(catalog(source), { ...wanting({}), full: true });
    expect(validateFiltered(filtered).map(({ code, level }) => [code, level])).toEqual([
      ['CATALOG_CHANNEL_SEVERAL_HEADS', 'error'],
    ]);
  });

  it('finds that nothing is left of a package', () => {
    const source = catalogPackage({ channels: [channel('c', ['v1.0.0'])], defaultChannel: '' });
    expect(validate(source, { channels: ['d'] })).toEqual(['CATALOG_PACKAGE_WITHOUT_CHANNELS']);
  });
});

describe('when a channel is described', () => {
  const source = catalogPackage({
    channels: [channel('fast', ['v1.10.0 > v1.9.0', 'v1.9.0', 'x']), channel('slow', ['v1.9.0'])],
    bundles: [bundle('v1.9.0'), bundle('v1.10.0')],
  });
  const [fast, slow] = source.channels;

  it('has a head when there is one', () => {
    expect(slow && channelHead(slow)?.name).toBe('v1.9.0');
    expect(fast && channelHead(fast)).toBeUndefined();
  });

  it('has its versions in order', () => {
    expect(fast && versionsOf(source, fast)).toEqual([
      { bundle: 'x' },
      { bundle: 'v1.9.0', version: '1.9.0' },
      { bundle: 'v1.10.0', version: '1.10.0' },
    ]);
  });

  it('shows what a selection comes to, newest first', () => {
    const channels = [channel('fast', ['v1.10.0 > v1.9.0', 'v1.9.0']), channel('slow', ['v1.9.0'])];
    const filtered = filterCatalog(catalog(catalogPackage({ channels })), wanting({ min: '1.0.0' }));
    expect(resolvedBundles(filtered)).toEqual([
      {
        package: 'op',
        bundle: 'v1.10.0',
        version: '1.10.0',
        channels: ['fast'],
        headOf: ['fast'],
        images: 1,
      },
      {
        package: 'op',
        bundle: 'v1.9.0',
        version: '1.9.0',
        channels: ['fast', 'slow'],
        headOf: ['slow'],
        images: 1,
      },
    ]);
  });
});
