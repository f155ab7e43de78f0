import { describe, expect, it } from 'vitest';
import type { ChartLine } from '../../../core/contract/index.ts';
import { findCharts, searchable } from '../../../renderer/src/features/content/helm/find-charts.ts';

const line = (name: string, description = ''): ChartLine => ({
  name,
  description,
  versions: ['1.0.0'],
  moreVersions: 0,
  deprecated: false,
  library: false,
});
const find = (lines: readonly ChartLine[], typed: string): readonly string[] =>
  findCharts(searchable(lines), typed).map(({ name }) => name);

describe('charts that are searched', () => {
  const lines = [line('a-web'), line('database', 'for the web'), line('web'), line('other')];

  it('have every word; the best names come first', () => {
    expect(find(lines, '')).toEqual(['a-web', 'database', 'web', 'other']);
    expect(find(lines, ' WEB ')).toEqual(['web', 'a-web', 'database']);
    expect(find(lines, 'web base')).toEqual(['database']);
  });

  it('are found in milliseconds among thousands', () => {
    const many = searchable(
      Array.from({ length: 5000 }, (_, at) =>
        line(`chart-${at}`, 'a description of some length '.repeat(10)),
      ),
    );
    findCharts(many, 'chart');
    const begun = performance.now();
    for (const typed of ['c', 'chart-4', 'length 49']) findCharts(many, typed);
    expect((performance.now() - begun) / 3).toBeLessThan(100);
  });
});
