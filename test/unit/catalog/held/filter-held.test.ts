import { describe, expect, it } from 'vitest';
import {
  filterHeld,
  restrictPackage,
  type CatalogBundle,
  type CatalogPackage,
  type FilteredCatalog,
  type HeldBundles,
} from '../../../../core/catalog/index.ts';
import type { OperatorConfig } from '../../../../core/config/index.ts';
import { bundleOf, chainOf, channelOf, modelOf, packageOf } from '../../../support/catalog-model.ts';

const app = chainOf('app', ['1.0.0', '1.1.0', '1.2.0', '1.3.0']);
const other = chainOf('other', ['2.0.0', '2.1.0']);

/** A place that holds the bundles of these versions, and counts what it is asked. */
function placeWith(...names: readonly string[]): { readonly held: HeldBundles; readonly asked: string[][] } {
  const asked: string[][] = [];
  return {
    asked,
    held: (bundles) => {
      asked.push(bundles.map(({ name }) => name));
      return Promise.resolve(new Set(bundles.filter(({ name }) => names.includes(name))));
    },
  };
}

function asking(
  packages: Partial<OperatorConfig['packages'][number]>[],
): Pick<OperatorConfig, 'packages' | 'full'> {
  return { full: false, packages: packages.map((entry) => ({ name: 'app', channels: [], ...entry })) };
}

const bundlesIn = ({ packages }: FilteredCatalog): string[] =>
  packages.flatMap(({ bundles }) => bundles.map(({ name }) => name));
const entriesIn = (source: CatalogPackage | undefined): string[][] | undefined =>
  source?.channels.map(({ entries }) => entries.map(({ name }) => name));
const among =
  (...versions: readonly string[]) =>
  (bundle: CatalogBundle): boolean =>
    versions.includes(bundle.version ?? '');

describe('a catalogue at a place that holds a part of it', () => {
  it('is filtered as its publisher made it when everything that was asked for is there', async () => {
    const { held, asked } = placeWith('app.v1.1.0', 'app.v1.3.0');
    const filtered = await filterHeld(
      modelOf(app, other),
      asking([{ minVersion: '1.1.0', maxVersion: '1.1.0' }]),
      held,
    );
    expect(bundlesIn(filtered)).toEqual(['app.v1.1.0']);
    expect(filtered.findings).toEqual([]);
    expect(asked).toEqual([['app.v1.1.0']]);
  });

  it('gives the newest that is there when the head is not, and says so', async () => {
    const { held } = placeWith('app.v1.0.0', 'app.v1.1.0');
    const filtered = await filterHeld(modelOf(app), asking([{}]), held);
    expect(bundlesIn(filtered)).toEqual(['app.v1.1.0']);
    expect(filtered.errors).toEqual([]);
    expect(filtered.findings.map(({ level, code }) => [level, code])).toEqual([
      ['note', 'CATALOG_PACKAGE_HELD_PARTLY'],
    ]);
  });

  it('tells what it gives from what the publisher wrote, so that it is written anew', async () => {
    const { held } = placeWith('app.v1.0.0', 'app.v1.1.0');
    const { packages } = await filterHeld(modelOf(app), asking([{}]), held);
    expect(packages[0]?.source).toBe(app);
    expect(packages[0]?.channels.map(({ source }) => source)).toEqual(app.channels);
  });

  it('leaves the other packages as they are', async () => {
    const { held } = placeWith('app.v1.1.0', 'other.v2.1.0');
    const filtered = await filterHeld(modelOf(app, other), asking([{}, { name: 'other' }]), held);
    expect(bundlesIn(filtered)).toEqual(['app.v1.1.0', 'other.v2.1.0']);
  });

  it('offers nothing of a package of which nothing is there', async () => {
    const { held } = placeWith('other.v2.1.0');
    const filtered = await filterHeld(modelOf(app, other), asking([{}, { name: 'other' }]), held);
    expect(bundlesIn(filtered)).toEqual(['other.v2.1.0']);
    expect(filtered.findings).toEqual([
      expect.objectContaining({ level: 'warning', code: 'CATALOG_PACKAGE_NOT_HELD', affected: ['app'] }),
    ]);
  });

  it('asks again of the part that is there when the whole cannot be filtered', async () => {
    const twoHeads = packageOf(
      'app',
      [channelOf('app', 'stable', [['app.v1.0.0'], ['app.v2.0.0']])],
      [bundleOf('app', '1.0.0'), bundleOf('app', '2.0.0')],
    );
    const { held } = placeWith('app.v1.0.0');
    const filtered = await filterHeld(modelOf(twoHeads), asking([{}]), held);
    expect(filtered.errors).toEqual([]);
    expect(bundlesIn(filtered)).toEqual(['app.v1.0.0']);
  });
});

describe('a package restricted to what is there', () => {
  it('ends below the first gap, so that its channel keeps one head', () => {
    expect(entriesIn(restrictPackage(app, among('1.0.0', '1.2.0', '1.3.0')))).toEqual([
      ['app.v1.2.0', 'app.v1.3.0'],
    ]);
  });

  it('reaches what is only skipped', () => {
    const skipping = packageOf(
      'app',
      [
        channelOf('app', 'stable', [
          ['app.v1.3.0', 'app.v1.0.0', 'app.v1.1.0'],
          ['app.v1.1.0'],
          ['app.v1.0.0'],
        ]),
      ],
      [bundleOf('app', '1.3.0'), bundleOf('app', '1.1.0'), bundleOf('app', '1.0.0')],
    );
    expect(entriesIn(restrictPackage(skipping, among('1.3.0', '1.1.0')))).toEqual([
      ['app.v1.3.0', 'app.v1.1.0'],
    ]);
  });

  it('loses channels of which nothing is there, and is nothing without any', () => {
    const two = packageOf(
      'app',
      [channelOf('app', 'fast', [['app.v2.0.0']]), channelOf('app', 'stable', [['app.v1.0.0']])],
      [bundleOf('app', '1.0.0'), bundleOf('app', '2.0.0')],
    );
    expect(restrictPackage(two, among('1.0.0'))?.channels.map(({ name }) => name)).toEqual(['stable']);
    expect(restrictPackage(two, among())).toBeUndefined();
  });

  it('does not run in circles', () => {
    const circle = packageOf(
      'app',
      [
        channelOf('app', 'stable', [
          ['app.v1.0.0', 'app.v2.0.0'],
          ['app.v2.0.0', 'app.v1.0.0'],
        ]),
      ],
      [bundleOf('app', '1.0.0'), bundleOf('app', '2.0.0')],
    );
    expect(entriesIn(restrictPackage(circle, among('1.0.0', '2.0.0')))).toEqual([
      ['app.v1.0.0', 'app.v2.0.0'],
    ]);
  });
});
