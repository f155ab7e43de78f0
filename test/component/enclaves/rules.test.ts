import { describe, expect, it } from 'vitest';
import type { PlanReport } from '../../../core/contract/index.ts';
import { inside, moveIn } from '../../../renderer/src/features/enclaves/grid/grid-keys.ts';
import { buildSections } from '../../../renderer/src/features/enclaves/rules/build-sections.ts';
import {
  chooseRegistry,
  enterpriseRegistries,
} from '../../../renderer/src/features/enclaves/rules/choose-registry.ts';
import { createColumn } from '../../../renderer/src/features/enclaves/rules/column.ts';
import { differencesOf, type Difference } from '../../../renderer/src/features/enclaves/rules/differences.ts';
import { surprisesOf } from '../../../renderer/src/features/enclaves/rules/surprises.ts';
import { registry } from '../flows/samples.ts';
import { channelConfig, config, holdings, index, modelOf, packageConfig, tableOf } from './samples.ts';

function between(a: string, b: string): readonly Difference[] {
  const models = [modelOf(a), modelOf(b)] as const;
  const sections = buildSections(holdings, models);
  return differencesOf(createColumn(models[0], sections), createColumn(models[1], sections), sections);
}

describe('what two enclaves do not have in common', () => {
  it('is nothing for the same content, whatever its comments', () => {
    expect(between(channelConfig(), `# more\n${channelConfig()}`)).toEqual([]);
  });

  it('is told release by release, and by ranges only where the releases are the same today', () => {
    expect(between(channelConfig(), channelConfig('minVersion: 4.15.3'))).toEqual([
      { kind: 'release', version: '4.15.3', only: 'b' },
    ]);
    expect(between(channelConfig(), channelConfig('minVersion: 4.15.4'))).toMatchObject([
      { kind: 'range', channel: 'stable-4.15', b: { minVersion: '4.15.4' } },
    ]);
    const newest = config('platform:', '  channels:', '    - name: stable-4.17');
    expect(between(newest, config())).toEqual([{ kind: 'newest', channel: 'stable-4.17', only: 'a' }]);
  });

  it('is told package by package, but of a whole catalogue once', () => {
    expect(between(packageConfig(), packageConfig('minVersion: 1.0.0'))).toMatchObject([
      { kind: 'package', row: { name: 'alpha-operator' }, a: { isFull: false }, b: { isFull: false } },
    ]);
    const whole = config('operators:', `  - catalog: ${index}`);
    expect(between(whole, packageConfig())).toEqual([{ kind: 'catalog', catalog: index, only: 'a' }]);
    const full = `${packageConfig()}      full: true\n`;
    expect(between(full, packageConfig())).toEqual([{ kind: 'full', catalog: index, only: 'a' }]);
  });

  it('has words for settings, and says so where there are none', () => {
    const graph = config('platform:', '  graph: true', '  architectures: [arm64]');
    expect(between(graph, config())).toEqual([
      { kind: 'setting', setting: 'architectures', a: ['arm64'], b: ['amd64'] },
      { kind: 'setting', setting: 'graph', a: true, b: false },
    ]);
    const images = (...fields: readonly string[]): string =>
      config('additionalImages:', '  - name: registry.example.com/tools/a:1', ...fields);
    expect(between(images('    targetTag: other'), images())).toEqual([{ kind: 'other' }]);
    expect(between(images(), config())).toEqual([
      { kind: 'image', name: 'registry.example.com/tools/a:1', only: 'a' },
    ]);
  });
});

describe('the plan against the ticks', () => {
  it('tells releases that come by the update graph, and those that do not', () => {
    const { column, sections } = tableOf(channelConfig('minVersion: 4.15.3'));
    const planned = ['4.15.2', '4.15.4'].map((version) => ({ version })) as unknown as PlanReport['releases'];
    expect(surprisesOf(column, sections, planned)).toEqual({ more: ['4.15.2'], less: ['4.15.3'] });
  });
});

describe('the registry', () => {
  const [one, other] = ['a.example.com', 'b.example.com'].map((host) => ({
    ...registry('enterprise', host),
    id: host,
  }));
  it('is the chosen one, that of the export, or the only one of the enterprise', () => {
    const practised = registry('enterprise', '127.0.0.1:1', true);
    const all = [one, other, practised, registry('enclave', 'c.example.com')].flatMap((each) => each ?? []);
    expect(enterpriseRegistries(all, false).map(({ id }) => id)).toEqual(['a.example.com', 'b.example.com']);
    expect(enterpriseRegistries(all, true)).toEqual([practised]);
    const choices = enterpriseRegistries(all, false);
    const ofExport = { host: 'x.example.com', namespace: '' };
    expect(chooseRegistry(choices, undefined, null)).toBeUndefined();
    expect(chooseRegistry(choices, undefined, ofExport)).toBe(ofExport);
    expect(chooseRegistry(choices, 'b.example.com', ofExport)).toBe(other?.place);
    expect(chooseRegistry(choices.slice(0, 1), undefined, undefined)).toBe(one?.place);
  });
});

describe('keys of the grid', () => {
  const size = { lines: 30, columns: 3 };
  it.each([
    ['ArrowUp', { line: 0, column: 1 }, { line: -1, column: 1 }],
    // The corner has nothing to do.
    ['ArrowUp', { line: 0, column: 0 }, { line: 0, column: 0 }],
    ['ArrowLeft', { line: -1, column: 1 }, { line: -1, column: 1 }],
    ['ArrowRight', { line: 4, column: 3 }, { line: 4, column: 3 }],
    ['PageDown', { line: 25, column: 2 }, { line: 29, column: 2 }],
    ['PageUp', { line: 5, column: 2 }, { line: 0, column: 2 }],
    ['Home', { line: 5, column: 2 }, { line: 5, column: 0 }],
    ['End', { line: 5, column: 0 }, { line: 5, column: 3 }],
  ])('%s from %j leads to %j', (key, from, to) => {
    expect(moveIn(from, key, false, size)).toEqual(to);
  });

  it('leave other keys alone, and come back into a grid that has shrunk', () => {
    expect(moveIn({ line: 0, column: 0 }, 'a', false, size)).toBeUndefined();
    expect(inside({ line: 29, column: 3 }, { lines: 4, columns: 1 })).toEqual({ line: 3, column: 1 });
    expect(moveIn({ line: 9, column: 2 }, 'Home', true, size)).toEqual({ line: 0, column: 0 });
  });
});
