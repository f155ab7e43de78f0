import { describe, expect, it } from 'vitest';
import type { MissingNeed, OperatorModel, PackageModel, Supplier } from '../../../core/contract/index.ts';
import { catalogEdits } from '../../../renderer/src/features/content/operators/catalog-edits.ts';
import { shortCatalogName } from '../../../renderer/src/features/content/operators/catalog-name.ts';
import {
  edgesToDraw,
  indexChannel,
  laneOfEntry,
} from '../../../renderer/src/features/content/operators/channel-index.ts';
import {
  holdingOf,
  stateOfEntry,
} from '../../../renderer/src/features/content/operators/channel-selection.ts';
import {
  findingsBeside,
  findingsOfPackage,
} from '../../../renderer/src/features/content/operators/findings-of.ts';
import { moveInGrid } from '../../../renderer/src/features/content/operators/grid-keys.ts';
import {
  askedOf,
  askOfChannel,
  stateOfCatalog,
} from '../../../renderer/src/features/content/operators/package-choice.ts';
import {
  needsDefault,
  packageEdit,
  withChannels,
  withDefault,
  withRange,
  wholePackage,
} from '../../../renderer/src/features/content/operators/package-edits.ts';
import { onlySuppliers, supplyEdits } from '../../../renderer/src/features/content/operators/supply.ts';
import { totalsOf } from '../../../renderer/src/features/content/operators/totals.ts';
import { catalog, odf, other, resolvedOdf, resolvedWith } from './fake-catalog.ts';

function operator(packages: PackageModel[], over: Partial<OperatorModel> = {}): OperatorModel {
  return { catalog, full: false, packages, ...over };
}

describe('how a catalogue stands in a configuration', () => {
  it('is nothing, all of it, or some packages', () => {
    expect([undefined, operator([]), operator([wholePackage('a')])].map(stateOfCatalog)).toEqual([
      'none',
      'whole',
      'some',
    ]);
  });

  it('has a name short enough for a tab', () => {
    expect(
      [catalog, 'oci:///var/index', `quay.io/a/b@sha256:${'1'.repeat(64)}`].map(shortCatalogName),
    ).toEqual(['redhat-operator-index:v4.15', 'index', 'b@11111111']);
  });

  it('is changed as a whole without leaving an entry that means more than was asked for', () => {
    expect(catalogEdits('whole', catalog, undefined)).toEqual([{ kind: 'addCatalog', catalog }]);
    expect(catalogEdits('whole', catalog, operator([wholePackage('a'), wholePackage('b')]))).toEqual([
      { kind: 'removePackages', catalog, names: ['a', 'b'], thenWhole: true },
    ]);
    expect(catalogEdits('remove', catalog, undefined)).toEqual([]);
    expect(catalogEdits('remove', catalog, operator([]))).toEqual([{ kind: 'removeCatalog', catalog }]);
  });

  it('gives ranges up for all versions, and keeps the rest', () => {
    const ranged: PackageModel = {
      name: 'a',
      channels: [{ name: 'x', minVersion: '1.0.0' }],
      defaultChannel: 'x',
    };
    expect(catalogEdits('full', catalog, operator([ranged, wholePackage('b')]))).toEqual([
      packageEdit(catalog, { name: 'a', channels: [{ name: 'x' }], defaultChannel: 'x' }),
      { kind: 'catalogFull', catalog, full: true },
    ]);
  });
});

describe('what is asked of a channel', () => {
  it('is the package’s range where it has one, else its own', () => {
    expect(askOfChannel(undefined, 'x')).toEqual({ isHeld: false });
    expect(askOfChannel(wholePackage('a'), 'x')).toMatchObject({ isHeld: true, minVersion: undefined });
    expect(askOfChannel({ name: 'a', channels: [], maxVersion: '2.0.0' }, 'x')).toMatchObject({
      isHeld: true,
      maxVersion: '2.0.0',
    });
    const two: PackageModel = { name: 'a', channels: [{ name: 'y' }, { name: 'x', minVersion: '1.0.0' }] };
    expect(askOfChannel(two, 'x')).toMatchObject({ isHeld: true, minVersion: '1.0.0' });
    expect(askOfChannel(two, 'z')).toMatchObject({ isHeld: false });
    expect(askedOf(operator([two]), 'a')).toBe(two);
    expect(askedOf(operator([two]), 'b')).toBeUndefined();
  });
});

describe('changing a package', () => {
  it('takes the channels in the catalogue’s order and keeps their ranges', () => {
    const asked: PackageModel = {
      name: 'odf-operator',
      channels: [{ name: 'stable-4.14', maxVersion: '4.14.9' }],
    };
    expect(withChannels(asked, odf, ['stable-4.14', 'stable-4.15', 'gone'])).toEqual({
      name: 'odf-operator',
      channels: [{ name: 'stable-4.15' }, { name: 'stable-4.14', maxVersion: '4.14.9' }, { name: 'gone' }],
    });
    expect(withChannels(asked, odf, [])).toEqual({ name: 'odf-operator', channels: [] });
  });

  it('names a default channel where the catalogue’s own is left out, and lets it go when that is back', () => {
    const without = withChannels(undefined, odf, ['stable-4.14']);
    expect(without).toEqual({
      name: 'odf-operator',
      channels: [{ name: 'stable-4.14' }],
      defaultChannel: 'stable-4.14',
    });
    expect(needsDefault(without, odf)).toBe(true);
    const both = withChannels(without, odf, ['stable-4.14', 'stable-4.15']);
    expect(both.defaultChannel).toBe('stable-4.14');
    expect(withDefault(both, odf, undefined).defaultChannel).toBeUndefined();
    expect(withChannels(both, odf, ['stable-4.15']).defaultChannel).toBeUndefined();
    expect(withDefault(without, odf, undefined).defaultChannel).toBe('stable-4.14');
  });

  it('takes the one with the newest head for it', () => {
    const three = {
      ...odf,
      channels: ['a', 'b', 'c'].map((name, at) => ({
        name,
        isDefault: name === 'a',
        head: `odf-operator.v4.1${at + 3}.${at === 1 ? 9 : 0}`,
      })),
      bundles: [
        { name: 'odf-operator.v4.14.9', version: '4.14.9', images: 1, needs: [] },
        { name: 'odf-operator.v4.15.0', version: '4.15.0', images: 1, needs: [] },
      ],
    };
    expect(withChannels(undefined, three, ['b', 'c']).defaultChannel).toBe('c');
  });

  it('puts a range on one channel, and the package’s own on the others', () => {
    expect(withRange(undefined, odf, 'stable-4.15', { minVersion: '4.15.0', maxVersion: '4.15.1' })).toEqual({
      name: 'odf-operator',
      channels: [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.1' }],
    });
    const packageWide: PackageModel = {
      name: 'odf-operator',
      channels: [{ name: 'stable-4.15' }, { name: 'stable-4.14' }],
      minVersion: '4.14.9',
    };
    expect(withRange(packageWide, odf, 'stable-4.15', { minVersion: '4.15.1' })).toEqual({
      name: 'odf-operator',
      channels: [
        { name: 'stable-4.15', minVersion: '4.15.1' },
        { name: 'stable-4.14', minVersion: '4.14.9' },
      ],
    });
    const ranged = withRange(undefined, odf, 'stable-4.15', { minVersion: '4.15.0' });
    expect(withRange(ranged, odf, 'stable-4.15', {})).toEqual({
      name: 'odf-operator',
      channels: [{ name: 'stable-4.15' }],
    });
  });

  it('says everything of it in one edit', () => {
    expect(
      packageEdit(catalog, { name: 'a', channels: [{ name: 'x', minVersion: '1.0.0' }], maxVersion: '2' }),
    ).toEqual({
      kind: 'package',
      catalog,
      name: 'a',
      channels: [{ name: 'x', minVersion: '1.0.0', maxVersion: null }],
      defaultChannel: null,
      minVersion: null,
      maxVersion: '2',
    });
  });
});

describe('a channel', () => {
  const channel = odf.channels[0];
  if (channel === undefined) throw new RangeError('the sample has a channel');
  const index = indexChannel(channel);

  it('is read from the oldest on, with its lines', () => {
    expect(index.names.map((name) => name.slice(-6))).toEqual(['4.15.0', '4.15.1', '4.15.2']);
    expect(index.versions).toEqual(['4.15.0', '4.15.1', '4.15.2']);
    expect(index.edges.map(({ from, to, kind }) => `${from.slice(-6)} ${to.slice(-6)} ${kind}`)).toEqual([
      '4.15.0 4.15.2 replaces',
      '4.15.1 4.15.2 skips',
    ]);
    expect(laneOfEntry(index, 'odf-operator.v4.15.1')).toBe('4.15');
  });

  it('counts what it refers to and does not have', () => {
    const short = indexChannel({ ...channel, entries: channel.entries.slice(0, 1) });
    expect([short.edges.length, short.elsewhere]).toEqual([0, 2]);
  });

  it('draws every replaces, and of many skips those of one entry', () => {
    const names = Array.from({ length: 60 }, (_one, at) => `x.v1.0.${at}`);
    const many = indexChannel({
      ...channel,
      entries: names
        .map((name, at) => ({
          name,
          version: `1.0.${at}`,
          ...(at > 0 && { replaces: names[at - 1] ?? '' }),
          skips: names.slice(0, Math.max(0, at - 1)),
        }))
        .toReversed(),
    });
    expect(edgesToDraw(index, undefined)).toMatchObject({ hidden: 0 });
    const calm = edgesToDraw(many, undefined);
    expect(calm.edges.every(({ kind }) => kind === 'replaces')).toBe(true);
    expect(calm.edges.length).toBe(59);
    const looked = edgesToDraw(many, 'x.v1.0.59');
    expect(looked.edges.filter(({ kind }) => kind === 'skips').length).toBe(58);
    expect(looked.edges.length + looked.hidden).toBe(many.edges.length);
  });

  it('holds what the host says, and what its bounds say until then', () => {
    const versions = (held: ReadonlySet<string>): readonly string[] =>
      [...held].map((name) => name.slice(-6));
    const ask = { isHeld: true };
    expect(versions(holdingOf(index, ask, false, undefined).held)).toEqual(['4.15.2']);
    expect(versions(holdingOf(index, ask, true, undefined).held).length).toBe(3);
    expect(versions(holdingOf(index, { ...ask, isHeld: false }, true, undefined).held)).toEqual([]);
    const ranged = holdingOf(index, { ...ask, maxVersion: '4.15.1' }, false, undefined);
    expect(versions(ranged.held)).toEqual(['4.15.0', '4.15.1']);
    expect(index.names.map((name) => stateOfEntry(ranged, name))).toEqual(['first', 'last', 'outside']);
    const settled = holdingOf(index, { ...ask, maxVersion: '4.15.1' }, false, resolvedOdf);
    expect(settled.isSettled).toBe(true);
    expect(index.names.map((name) => stateOfEntry(settled, name))).toEqual(['outside', 'outside', 'only']);
  });
});

describe('what is missing', () => {
  const supplier = (over: Partial<Supplier> = {}): Supplier => ({
    catalog,
    package: 'ocs-operator',
    channel: 'stable-4.15',
    bundle: 'ocs-operator.v4.15.2',
    ...over,
  });
  const need = (suppliers: Supplier[]): MissingNeed => ({
    need: 'ocs',
    chain: ['odf-operator.v4.15.2'],
    suppliers,
  });

  it('is supplied by itself only where one package has it, each once', () => {
    expect(
      onlySuppliers([
        need([supplier()]),
        need([supplier()]),
        need([supplier(), supplier({ package: 'x' })]),
        need([]),
      ]),
    ).toEqual([supplier()]);
  });

  it('comes in as a package of its own, in the catalogue that has it', () => {
    const asked = { operators: [operator([wholePackage('odf-operator')])], resolved: [] };
    expect(supplyEdits(asked, [supplier({ minVersion: '4.15.0' }), supplier({ catalog: other })])).toEqual([
      packageEdit(catalog, {
        name: 'ocs-operator',
        channels: [{ name: 'stable-4.15', minVersion: '4.15.0' }],
      }),
      packageEdit(other, { name: 'ocs-operator', channels: [{ name: 'stable-4.15' }] }),
    ]);
  });

  it('widens a package that is chosen and takes nothing from it', () => {
    const edits = (before: PackageModel, suppliers: Supplier[]): unknown =>
      supplyEdits({ operators: [operator([before])], resolved: resolvedWith().catalogs }, suppliers);
    const odfSupplier = supplier({ package: 'odf-operator', minVersion: '4.15.0' });
    // All channels stay, though they have to be named now.
    expect(edits(wholePackage('odf-operator'), [odfSupplier])).toEqual([
      packageEdit(catalog, {
        name: 'odf-operator',
        channels: [{ name: 'stable-4.15', minVersion: '4.15.0' }, { name: 'stable-4.14' }],
      }),
    ]);
    expect(edits({ name: 'odf-operator', channels: [], minVersion: '4.15.1' }, [odfSupplier])).toEqual([
      packageEdit(catalog, { name: 'odf-operator', channels: [], minVersion: '4.15.0' }),
    ]);
    const ranged: PackageModel = {
      name: 'odf-operator',
      channels: [{ name: 'stable-4.15', minVersion: '4.14.0', maxVersion: '4.15.2' }],
    };
    expect(edits(ranged, [odfSupplier])).toEqual([packageEdit(catalog, ranged)]);
    // Several of one package become one change.
    expect(
      edits(ranged, [odfSupplier, { ...odfSupplier, channel: 'stable-4.14', minVersion: '4.14.9' }]),
    ).toEqual([
      packageEdit(catalog, {
        name: 'odf-operator',
        channels: [...ranged.channels, { name: 'stable-4.14', minVersion: '4.14.9' }],
      }),
    ]);
  });

  it('leaves a whole catalogue alone, and gives no range where all versions are carried', () => {
    expect(supplyEdits({ operators: [operator([])], resolved: [] }, [supplier()])).toEqual([]);
    const full = operator([wholePackage('odf-operator')], { full: true });
    expect(supplyEdits({ operators: [full], resolved: [] }, [supplier({ minVersion: '4.15.0' })])).toEqual([
      packageEdit(catalog, { name: 'ocs-operator', channels: [{ name: 'stable-4.15' }] }),
    ]);
  });
});

describe('small things', () => {
  it('counts a bundle of several channels once', () => {
    const twice = {
      ...resolvedOdf,
      channels: resolvedOdf.channels.map((one) => ({ ...one, bundles: [{ name: 'x', version: '1.0.0' }] })),
    };
    expect(totalsOf(resolvedWith({}, [twice, resolvedOdf]).catalogs)).toEqual({
      packages: 2,
      bundles: 3,
      images: 20,
    });
  });

  it('shows a finding at its package, and at the catalogue where there is no such package', () => {
    const finding = (params: Record<string, string>, level: 'note' | 'error' = 'note') => ({
      level,
      message: { code: 'CATALOG_FILTER_UNKNOWN_PACKAGE', params, affected: [] },
    });
    const [of, gone, whole, error] = [
      finding({ package: 'a' }),
      finding({ package: 'gone' }),
      finding({}),
      finding({ package: 'b' }, 'error'),
    ];
    const resolved = { catalog, packages: [], images: 0, findings: [of, gone, whole, error] };
    expect(findingsOfPackage(resolved, 'a')).toEqual([of]);
    expect(findingsBeside(resolved, ['gone'])).toEqual([gone, whole, error]);
    expect(findingsBeside(undefined, [])).toEqual([]);
  });

  it.each([
    ['ArrowDown', { row: 4, column: 1 }],
    ['ArrowUp', { row: 2, column: 1 }],
    ['PageDown', { row: 9, column: 1 }],
    ['PageUp', { row: 0, column: 1 }],
    ['Home', { row: 0, column: 1 }],
    ['End', { row: 9, column: 1 }],
    ['ArrowLeft', { row: 3, column: 0 }],
    ['ArrowRight', { row: 3, column: 1 }],
    ['x', undefined],
  ] as const)('goes by %s through the list', (key, wanted) => {
    expect(moveInGrid({ row: 3, column: 1 }, key, 10)).toEqual(wanted);
  });
});
