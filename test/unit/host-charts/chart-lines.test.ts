import { describe, expect, it } from 'vitest';
import { chartLines } from '../../../core/host/charts/chart-lines.ts';
import { parseIndex } from '../../../core/helm/repository/index.ts';
import { indexOf } from '../../support/helm-repository.ts';

const signal = new AbortController().signal;
const entry = (version: string) => ({ version, url: 'x.tgz' });
const read = (text: string) => chartLines(parseIndex(Buffer.from(text), 'lab'), signal);

describe('the lines of an index', () => {
  it('are bounded, and what is beyond is counted', async () => {
    const versions = Array.from({ length: 120 }, (_, at) => entry(`1.0.${at}`));
    const [web] = (await read(indexOf({ web: versions }))).charts;
    expect(web?.versions).toHaveLength(100);
    expect(web?.versions[0]).toBe('1.0.119');
    expect(web?.moreVersions).toBe(20);
    const many = Object.fromEntries(Array.from({ length: 5002 }, (_, at) => [`c${at}`, [entry('1.0.0')]]));
    const view = await read(indexOf(many));
    expect([view.charts.length, view.moreCharts]).toEqual([5000, 2]);
  });

  it('take the newest version that is no pre-release, and one paragraph of its description', async () => {
    const text = `apiVersion: v1
entries:
  web:
  - name: web
    version: 2.0.0-rc.1
    description: not this
  - name: web
    version: 1.0.0
    deprecated: true
    appVersion: 3
    description: |
      ${'word '.repeat(200)}

      more
`;
    const [web] = (await read(text)).charts;
    expect(web).toMatchObject({
      versions: ['2.0.0-rc.1', '1.0.0'],
      newest: '1.0.0',
      appVersion: '3',
      deprecated: true,
    });
    expect(web?.description).toHaveLength(500);
    expect(web?.description).not.toContain('\n');
  });

  it('leave out names that are none, and are given up when nobody waits any more', async () => {
    const { charts } = await read(indexOf({ '../x': [entry('1.0.0')], web: [entry('1.0.0')], none: [] }));
    expect(charts.map(({ name }) => name)).toEqual(['web']);
    const over = new AbortController();
    over.abort(new Error('left'));
    const index = parseIndex(Buffer.from(indexOf({ web: [entry('1.0.0')] })), 'lab');
    const slow = {
      names: Array.from({ length: 100 }, (_, at) => `c${at}`),
      versions: () => {
        const until = performance.now() + 30;
        while (performance.now() < until);
        return index.versions('web');
      },
    };
    await expect(chartLines(slow, over.signal)).rejects.toThrow('left');
  });
});
