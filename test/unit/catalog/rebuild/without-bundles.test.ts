import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  validateFiltered,
  withoutBundles,
  type CatalogPackage,
  type FilteredPackage,
  type Offer,
} from '../../../../core/catalog/index.ts';
import { filteredOf } from '../../../support/catalog-filtered.ts';
import { bundleOf, chainOf, channelOf, packageOf, type EntryText } from '../../../support/catalog-model.ts';

const without = (source: CatalogPackage, ...missing: string[]): Offer =>
  withoutBundles(filteredOf(source), new Set(missing.map((version) => `app.v${version}`)));
const told = ({ findings }: Offer): unknown => findings.map(({ code, params }) => [code, params]);
const left = ({ filtered }: Offer): Pick<FilteredPackage, 'bundles' | 'channels'> => {
  const [one] = filtered.packages;
  if (one === undefined) throw new Error('nothing is left');
  return one;
};
const names = (offer: Offer): readonly string[] => left(offer).bundles.map(({ name }) => name);

function app(channels: Readonly<Record<string, readonly EntryText[]>>, more: Partial<CatalogPackage> = {}) {
  const all = Object.entries(channels).map(([name, entries]) =>
    channelOf(
      'app',
      name,
      entries.map((entry): EntryText => {
        const [own, replaces = '', ...skips] = entry.map((version) =>
          version === '' ? '' : `app.v${version}`,
        );
        return [own ?? '', replaces, ...skips];
      }),
    ),
  );
  const versions = new Set(Object.values(channels).flatMap((entries) => entries.map(([version]) => version)));
  return packageOf(
    'app',
    all,
    [...versions].map((version) => bundleOf('app', version)),
    more,
  );
}

describe('a catalogue without bundles that did not arrive', () => {
  const chain = chainOf('app', ['1.0.0', '1.1.0', '1.2.0', '1.3.0']);

  it('is the same when nothing of it is missing', () => {
    const filtered = filteredOf(chain);
    expect(withoutBundles(filtered, new Set(['other.v1.0.0']))).toEqual({ filtered, findings: [] });
  });

  it('loses the tail of a channel; what replaced it stays as it is', () => {
    const offer = without(chain, '1.0.0');
    expect(names(offer)).toEqual(['app.v1.1.0', 'app.v1.2.0', 'app.v1.3.0']);
    expect(left(offer).channels[0]?.entries[0]).toEqual({
      name: 'app.v1.1.0',
      replaces: 'app.v1.0.0',
      skips: [],
    });
    expect(told(offer)).toEqual([
      ['CATALOG_BUNDLE_WITHHELD', { package: 'app', bundle: 'app.v1.0.0', channel: 'stable' }],
    ]);
  });

  it('ends at the next lower bundle when the head is missing', () => {
    const offer = without(chain, '1.3.0');
    expect(names(offer)).toEqual(['app.v1.0.0', 'app.v1.1.0', 'app.v1.2.0']);
    expect(told(offer)).toEqual([
      ['CATALOG_BUNDLE_WITHHELD', { package: 'app', bundle: 'app.v1.3.0', channel: 'stable' }],
      ['CATALOG_HEAD_LOWERED', { package: 'app', channel: 'stable', from: 'app.v1.3.0', to: 'app.v1.2.0' }],
    ]);
  });

  it('invents no update over a gap: what is below it goes, and is told of', () => {
    const offer = without(chain, '1.2.0');
    expect(names(offer)).toEqual(['app.v1.3.0']);
    expect(told(offer)).toEqual([
      ['CATALOG_BUNDLE_WITHHELD', { package: 'app', bundle: 'app.v1.2.0', channel: 'stable' }],
      ['CATALOG_BUNDLE_CUT_OFF', { package: 'app', bundle: 'app.v1.0.0', channel: 'stable' }],
      ['CATALOG_BUNDLE_CUT_OFF', { package: 'app', bundle: 'app.v1.1.0', channel: 'stable' }],
    ]);
  });

  it('keeps what the publisher lets skip the gap', () => {
    const offer = without(
      app({ stable: [['1.3.0', '1.2.0', '1.1.0'], ['1.2.0', '1.1.0'], ['1.1.0']] }),
      '1.2.0',
    );
    expect(names(offer)).toEqual(['app.v1.3.0', 'app.v1.1.0']);
  });

  it('takes the highest when the missing head replaced one and skipped others', () => {
    const offer = without(
      app({
        stable: [
          ['2.2.0', '1.9.0', '2.0.0', '2.1.0'],
          ['2.1.0', '1.9.0', '2.0.0'],
          ['2.0.0', '1.9.0'],
          ['1.9.0'],
        ],
      }),
      '2.2.0',
    );
    expect(names(offer)).toEqual(['app.v2.1.0', 'app.v2.0.0', 'app.v1.9.0']);
  });

  it('drops what only a skipped bundle replaces: OLM does not look that far', () => {
    const offer = without(
      app({ stable: [['1.3.0', '1.2.0', '1.1.0'], ['1.2.0', '1.1.0'], ['1.1.0', '1.0.0'], ['1.0.0']] }),
      '1.2.0',
    );
    expect(names(offer)).toEqual(['app.v1.3.0', 'app.v1.1.0']);
  });

  it('drops a channel with nothing left, its deprecations, and moves the default to the highest channel', () => {
    const deprecations = [
      {
        place: { offset: 0, length: 2 },
        entries: [
          { schema: 'olm.channel', name: 'fast', message: 'a' },
          { schema: 'olm.bundle', name: 'app.v3.0.0', message: 'b' },
          { schema: 'olm.package', message: 'c' },
        ],
      },
    ];
    const source = app({ fast: [['3.0.0']], old: [['1.0.0']], stable: [['2.0.0']] }, { deprecations });
    const offer = without(source, '3.0.0');
    expect(offer.filtered.packages).toMatchObject([
      {
        defaultChannel: 'stable',
        defaultChannelReplaced: true,
        channels: [{ name: 'old' }, { name: 'stable' }],
        deprecations: [{ entries: [{ message: 'c' }] }],
      },
    ]);
    expect(told(offer)).toEqual([
      ['CATALOG_BUNDLE_WITHHELD', { package: 'app', bundle: 'app.v3.0.0', channel: 'fast' }],
      ['CATALOG_CHANNEL_WITHHELD', { package: 'app', channel: 'fast' }],
      ['CATALOG_DEFAULT_CHANNEL_CHANGED', { package: 'app', from: 'fast', to: 'stable' }],
    ]);
  });

  it('names a bundle once with all its channels, and drops a package with nothing left', () => {
    const offer = without(app({ fast: [['1.0.0']], stable: [['1.0.0']] }), '1.0.0');
    expect(offer.filtered.packages).toEqual([]);
    expect(told(offer)).toEqual([
      ['CATALOG_BUNDLE_WITHHELD', { package: 'app', bundle: 'app.v1.0.0', channel: 'fast, stable' }],
      ['CATALOG_PACKAGE_WITHHELD', { package: 'app' }],
    ]);
  });

  it('is loadable by OLM whatever is missing, and offers nothing that is missing', () => {
    const versions = Array.from({ length: 8 }, (_, minor) => `1.${minor}.0`);
    const channel = fc
      .array(fc.record({ below: fc.integer({ min: 1, max: 3 }), skips: fc.subarray([1, 2, 3]) }), {
        minLength: 1,
        maxLength: 8,
      })
      .map((shapes) =>
        shapes.map(({ below, skips }, at): EntryText => {
          const version = (back: number): string => versions[at - back] ?? '';
          // Every version but the highest must have a way up, or the channel has several heads from the start.
          const passed = new Set([...skips, 1].map(version).filter((name) => name !== ''));
          return [versions[at] ?? '', version(below), ...passed];
        }),
      );
    fc.assert(
      fc.property(channel, channel, fc.subarray(versions), (fast, stable, missing) => {
        const source = app({ fast, stable });
        expect(validateFiltered(filteredOf(source)).filter(({ level }) => level === 'error')).toEqual([]);
        const offer = without(source, ...missing);
        expect(validateFiltered(offer.filtered).filter(({ level }) => level === 'error')).toEqual([]);
        const offered = offer.filtered.packages.flatMap(({ bundles }) => bundles.map(({ name }) => name));
        expect(offered.filter((name) => missing.some((version) => name === `app.v${version}`))).toEqual([]);
        const accounted = new Set([...offered, ...offer.findings.flatMap(({ affected }) => affected)]);
        expect(source.bundles.filter(({ name }) => !accounted.has(name))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
