import { describe, expect, it } from 'vitest';
import { changesSince, snapshotOf, type PackageSnapshot } from '../../../../core/catalog/index.ts';
import { chainOf, channelOf, packageOf } from '../../../support/catalog-model.ts';
import { filteredOf } from '../../../support/catalog-filtered.ts';

const snapshot = (name: string, bundles: readonly string[], stable?: string): PackageSnapshot => ({
  catalog: 'red',
  package: name,
  bundles,
  heads: stable === undefined ? [] : [{ channel: 'stable', bundle: stable }],
});

describe('what is new since an earlier selection', () => {
  it('is nothing when nothing changed, in whatever order', () => {
    expect(changesSince([snapshot('a', ['1', '2'], '2')], [snapshot('a', ['2', '1'], '2')])).toEqual([]);
  });

  it('is told for each package: added, removed, heads moved', () => {
    const previous = [
      snapshot('a', ['1', '2'], '2'),
      snapshot('b', ['1'], '1'),
      snapshot('same', ['1'], '1'),
    ];
    const current = [snapshot('same', ['1'], '1'), snapshot('a', ['2', '3'], '3'), snapshot('c', ['1'])];
    expect(changesSince(previous, current)).toEqual([
      {
        catalog: 'red',
        package: 'a',
        kind: 'changed',
        added: ['3'],
        removed: ['1'],
        heads: [{ channel: 'stable', from: '2', to: '3' }],
      },
      { catalog: 'red', package: 'c', kind: 'new', added: ['1'], removed: [], heads: [] },
      {
        catalog: 'red',
        package: 'b',
        kind: 'gone',
        added: [],
        removed: ['1'],
        heads: [{ channel: 'stable', from: '1' }],
      },
    ]);
  });

  it('tells the same package of two catalogues apart', () => {
    const other = { ...snapshot('a', ['1'], '1'), catalog: 'blue' };
    expect(
      changesSince([snapshot('a', ['1'], '1')], [other]).map(({ catalog, kind }) => [catalog, kind]),
    ).toEqual([
      ['blue', 'new'],
      ['red', 'gone'],
    ]);
  });
});

describe('a snapshot of a filtered catalogue', () => {
  it('has every bundle and the head of every channel', () => {
    const chain = chainOf('app', ['1.0.0', '1.1.0']);
    const app = packageOf(
      'app',
      [...chain.channels, channelOf('app', 'old', [['app.v1.0.0']])],
      chain.bundles,
    );
    expect(snapshotOf('red', filteredOf(app))).toEqual([
      {
        catalog: 'red',
        package: 'app',
        bundles: ['app.v1.0.0', 'app.v1.1.0'],
        heads: [
          { channel: 'stable', bundle: 'app.v1.1.0' },
          { channel: 'old', bundle: 'app.v1.0.0' },
        ],
      },
    ]);
  });
});
