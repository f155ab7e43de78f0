import { describe, expect, it } from 'vitest';
import {
  resolveDependencies,
  type CatalogPackage,
  type SelectedPackage,
} from '../../../core/catalog/index.ts';
import type { MissingNeed } from '../../../core/contract/index.ts';
import { missingNeeds } from '../../../core/host/catalogs/missing-needs.ts';
import {
  api,
  bundleOf,
  chainOf,
  channelOf,
  modelOf,
  needsPackage,
  packageOf,
} from '../../support/catalog-model.ts';

const thing = api('x.example/v1 Thing');

/** What `chosen` (its newest bundle) lacks in a catalogue of these packages. */
function missing(chosen: string, ...packages: readonly CatalogPackage[]): MissingNeed[] {
  const catalogs = new Map([['c', modelOf(...packages)]]);
  const bundle = packages.find(({ name }) => name === chosen)?.bundles.at(-1);
  const selection: SelectedPackage[] = [{ catalog: 'c', package: chosen, bundles: [bundle?.name ?? ''] }];
  return missingNeeds(catalogs, selection, resolveDependencies(catalogs, selection));
}

describe('what a selection lacks', () => {
  it('has the head of the default channel as its supplier where that will do', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [needsPackage('base', '>=1.0.0')] });
    expect(missing('tool', tool, chainOf('base', ['1.0.0', '2.0.0']))).toEqual([
      {
        need: 'base >=1.0.0',
        chain: ['tool.v1.0.0'],
        suppliers: [{ catalog: 'c', package: 'base', channel: 'stable', bundle: 'base.v2.0.0' }],
      },
    ]);
  });

  it('names the version where the head will not do', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [needsPackage('base', '<2.0.0')] });
    const [need] = missing('tool', tool, chainOf('base', ['1.0.0', '1.5.0', '2.0.0']));
    expect(need?.suppliers).toEqual([
      { catalog: 'c', package: 'base', channel: 'stable', minVersion: '1.5.0', bundle: 'base.v1.5.0' },
    ]);
  });

  it('is told with the way that leads to it', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [needsPackage('base', '>=1.0.0')] });
    const base = chainOf('base', ['1.0.0'], { requires: [needsPackage('ground', '>=1.0.0')] });
    const needs = missing('tool', tool, base, chainOf('ground', ['1.0.0']));
    expect(needs.map(({ need, chain }) => [need, chain])).toEqual([
      ['base >=1.0.0', ['tool.v1.0.0']],
      ['ground >=1.0.0', ['tool.v1.0.0', 'base.v1.0.0']],
    ]);
  });

  it('may have several suppliers to choose from, each with the channel that suits', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [{ kind: 'gvk', gvk: thing }] });
    const one = chainOf('one', ['1.0.0'], { provides: [thing] });
    const two = packageOf(
      'two',
      [
        channelOf('two', 'alpha', [['two.v3.0.0']]),
        channelOf('two', 'stable', [['two.v2.0.0', 'two.v1.0.0'], ['two.v1.0.0']]),
      ],
      [
        bundleOf('two', '1.0.0', { provides: [thing] }),
        bundleOf('two', '2.0.0'),
        bundleOf('two', '3.0.0', { provides: [thing] }),
      ],
      { defaultChannel: 'stable' },
    );
    const [need] = missing('tool', tool, one, two);
    expect(need?.suppliers).toEqual([
      { catalog: 'c', package: 'one', channel: 'stable', bundle: 'one.v1.0.0' },
      { catalog: 'c', package: 'two', channel: 'alpha', bundle: 'two.v3.0.0' },
    ]);
  });

  it('has no supplier where no catalogue has it', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [needsPackage('gone', '>=1.0.0')] });
    expect(missing('tool', tool)).toEqual([{ need: 'gone >=1.0.0', chain: ['tool.v1.0.0'], suppliers: [] }]);
  });

  it('is nothing that only a cluster can judge', () => {
    const tool = chainOf('tool', ['1.0.0'], { requires: [{ kind: 'other', text: 'cel' }] });
    expect(missing('tool', tool)).toEqual([]);
  });
});
