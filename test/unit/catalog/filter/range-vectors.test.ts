import { describe, expect, it } from 'vitest';
import { filterCatalog, resolvedBundles } from '../../../../core/catalog/index.ts';
import {
  bundle,
  catalog,
  catalogPackage,
  channel,
  wanting,
  type Wanted,
} from '../../../support/catalog-filter-world.ts';

/** Names of the entries that are kept of a package with one channel. */
function kept(
  entries: readonly string[],
  wanted: Wanted,
  versions: Readonly<Record<string, string>> = {},
): unknown {
  const channels = [channel('c', entries)];
  const names = entries.map((text) => text.split(' ')[0] ?? '');
  const bundles = names.map((name) => bundle(name, versions[name]));
  const { packages, errors } = filterCatalog(catalog(catalogPackage({ channels, bundles })), wanting(wanted));
  if (errors.length > 0) return errors.map(({ code }) => code);
  return packages[0]?.channels[0]?.entries.map(({ name }) => name);
}

/** [1.0.0, 2.0.0) in whole versions. */
const range = { min: '1.0.0', max: '1.9.9' };

describe('when a range is cut out of a channel (oc-mirror-v2.md D.1)', () => {
  it.each([
    [
      ['v1.1.0 > v1.0.0', 'v1.0.0 > v0.1.0', 'v0.1.0'],
      ['v1.1.0', 'v1.0.0'],
    ],
    [
      ['v2.0.0 > v1.1.0', 'v1.1.0 > v1.0.0', 'v1.0.0'],
      ['v1.1.0', 'v1.0.0'],
    ],
    [
      ['v2.0.0 -v1.0.0', 'v1.0.0'],
      ['v2.0.0', 'v1.0.0'],
    ],
    [
      ['v2.0.0 > v1.1.1 -v1.1.0', 'v1.1.1', 'v1.1.0'],
      ['v2.0.0', 'v1.1.1', 'v1.1.0'],
    ],
    [
      ['v1.1.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0 > v0.1.0', 'v0.1.0'],
      ['v1.1.0', 'v2.0.0', 'v1.0.0'],
    ],
  ])('of %j keeps %j', (entries, expected) => expect(kept(entries, range)).toEqual(expected));

  it('keeps what every newer version skips, with the oldest of them', () => {
    const entries = ['v1.1.3 > v1.1.2 -v1.1.0', 'v1.1.2 > v1.1.1 -v1.1.0', 'v1.1.1 -v1.1.0', 'v1.1.0'];
    expect(kept(entries, { min: '1.1.0', max: '1.1.1' })).toEqual(['v1.1.1', 'v1.1.0']);
  });

  it.each([
    [{ min: '0.18.1' }, ['v0.18.1', 'v0.18.1-p', 'v0.19.1']],
    [{ min: '0.16.0', max: '0.17.0' }, ['v0.16.0', 'v0.16.0-p', 'v0.17.0']],
  ])('does not count the build metadata that names of real bundles have: %j', (wanted, expected) => {
    const entries = [
      'v0.15.2',
      'v0.16.0 > v0.15.2',
      'v0.16.0-p > v0.15.2 -v0.16.0',
      'v0.17.0 > v0.16.0-p',
      'v0.18.1 > v0.17.0',
      'v0.18.1-p > v0.17.0 -v0.18.1',
      'v0.19.1 > v0.18.1-p',
    ];
    const versions = { 'v0.16.0-p': '0.16.0+0.1666668361.p', 'v0.18.1-p': '0.18.1+0.1675929565.p' };
    expect(kept(entries, wanted, versions)).toEqual(expected);
  });

  const chain = ['v3.0.0 > v2.0.0', 'v2.0.0 > v1.0.0', 'v1.0.0 > v0.9.0'];
  it.each([
    ['no bounds: the head alone', {}, ['v3.0.0']],
    ['a lower bound: from there to the head', { min: '2.0.0' }, ['v3.0.0', 'v2.0.0']],
    ['an upper bound: without the head', { max: '2.0.0' }, ['v2.0.0', 'v1.0.0']],
    ['a partial upper bound', { max: '2' }, ['v2.0.0', 'v1.0.0']],
    ['both', { min: '1.5.0', max: '2.5.0' }, ['v2.0.0']],
    ['upside down', { min: '3.0.0', max: '1.0.0' }, ['CATALOG_FILTER_DEFAULT_EMPTY']],
    ['nothing in between', { min: '1.1.0', max: '1.2.0' }, ['CATALOG_FILTER_DEFAULT_EMPTY']],
    ['one version', { min: '2.0.0', max: '2.0.0' }, ['v2.0.0']],
    [
      'one version that is not there',
      { min: '77.77.77', max: '77.77.77' },
      ['CATALOG_FILTER_VERSION_ABSENT'],
    ],
    ['what is no version', { min: 'four' }, ['CATALOG_FILTER_VERSION_INVALID']],
  ])('%s', (_what, wanted, expected) => expect(kept(chain, wanted)).toEqual(expected));

  it('takes a version that only the head skips alone when it is pinned, and with the head in a range', () => {
    const entries = ['v2.0.0 -v1.0.0', 'v1.0.0'];
    expect(kept(entries, { min: '1.0.0', max: '1.0.0' })).toEqual(['v1.0.0']);
    expect(kept(entries, { min: '1.0.0', max: '1.0.1' })).toEqual(['v2.0.0', 'v1.0.0']);
  });

  it('pins a pre-release', () => {
    const entries = [
      'rhbk.v26.0.9 > rhbk.v26.0.8-opr.1',
      'rhbk.v26.0.8-opr.1 > rhbk.v26.0.8',
      'rhbk.v26.0.8',
    ];
    const versions = {
      'rhbk.v26.0.9': '26.0.9',
      'rhbk.v26.0.8-opr.1': '26.0.8-opr.1',
      'rhbk.v26.0.8': '26.0.8',
    };
    const wanted = { min: '26.0.8-opr.1', max: '26.0.8-opr.1' };
    expect(kept(entries, wanted, versions)).toEqual(['rhbk.v26.0.8-opr.1']);
  });

  it('manages channels as long and as full of skips as there are (OCPBUGS-52471)', () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `v1.${at}.0`);
    const entries = names.map((name, at) => ({
      name,
      ...(at > 0 && { replaces: `v1.${at - 1}.0` }),
      skips: Array.from({ length: 90 }, (_, back) => `v1.${at - 1 - back}.0`),
    }));
    const source = catalogPackage({ channels: [channel('c', entries)] });
    const { packages } = filterCatalog(catalog(source), wanting({ min: '1.500.0', max: '1.599.0' }));
    expect(packages[0]?.channels[0]?.entries.map(({ name }) => name)).toEqual(names.slice(500, 600));
  });

  it('leaves the text of entries alone', () => {
    const entry = { name: 'v2.0.0', replaces: 'v1.0.0', skips: ['v1.9.0'], skipRange: '>=1.0.0 <2.0.0' };
    const source = catalogPackage({ channels: [channel('c', [entry, 'v1.0.0'])] });
    const { packages } = filterCatalog(catalog(source), wanting({}));
    expect(packages[0]?.channels[0]?.entries).toEqual([entry]);
    expect(resolvedBundles({ packages })).toEqual([
      { package: 'op', bundle: 'v2.0.0', version: '2.0.0', channels: ['c'], headOf: ['c'], images: 1 },
    ]);
  });
});

describe('when several bundles are the version that is pinned', () => {
  const entries = ['b > a', 'a'];
  const versions = { a: '1.0.0', b: '1.0.0+5' };
  it.each([
    ['1.0.0', ['a']],
    ['1.0.0+5', ['b']],
    ['1.0', ['b']],
  ])('takes for %s %j', (version, expected) =>
    expect(kept(entries, { min: version, max: version }, versions)).toEqual(expected),
  );

  it('takes, of those that are not written like that, the one that the channel has', () => {
    const bundles = [bundle('a', '1.0.0+1'), bundle('b', '1.0.0+5')];
    const source = catalogPackage({ channels: [channel('c', ['a']), channel('d', ['b'])], bundles });
    const { packages } = filterCatalog(catalog(source), wanting({ min: '1.0.0', max: '1.0.0' }));
    expect(packages[0]?.channels.map(({ entries: left }) => left.map(({ name }) => name))).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('says so', () => {
    const bundles = [bundle('a', '1.0.0'), bundle('b', '1.0.0+5')];
    const source = catalogPackage({ channels: [channel('c', entries), channel('d', entries)], bundles });
    const { findings } = filterCatalog(catalog(source), wanting({ min: '1.0.0', max: '1.0.0' }));
    expect(findings).toEqual([
      {
        level: 'warning',
        code: 'CATALOG_FILTER_VERSION_AMBIGUOUS',
        params: { package: 'op', version: '1.0.0', bundle: 'a', others: 'b' },
        affected: ['a'],
      },
    ]);
  });
});
