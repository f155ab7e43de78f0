import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chart } from '../../../core/helm/index.ts';
import {
  type ChartLimits,
  defaultChartLimits,
  openChart,
  readLocalChart,
} from '../../../core/helm/chart/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import {
  chartOf,
  chartYaml,
  packChart,
  type ChartTree,
  type TarEntry,
  tgzOf,
} from '../../support/helm-charts.ts';

const meta: TarEntry = { name: 'c/Chart.yaml', content: chartYaml('c', '1.0.0') };
const chartFromArchive = (archive: Buffer, limits?: ChartLimits): Promise<Chart> =>
  openChart({ place: 'c', archive }, limits);
const chartFromPath = async (path: string): Promise<Chart> =>
  openChart(await readLocalChart(systemFileSystem, path));
const names = (files: readonly { readonly name: string }[]): string[] => files.map(({ name }) => name);

describe('a chart archive', () => {
  it('is read with the charts in it, packed and not', async () => {
    const inner = await packChart({ 'Chart.yaml': chartYaml('packed', '2.0.0') }, 'packed');
    const chart = await chartFromArchive(
      await tgzOf([
        { name: 'c/', type: 'directory' },
        meta,
        { name: 'c/values.yaml', content: '\ufeffa: 1\n' },
        { name: 'c/templates/a.yaml', content: 'x' },
        { name: 'c\\templates\\b.yaml', content: 'x' },
        { name: 'c/crds/x.yaml', content: 'x' },
        { name: 'c/crds/README.md', content: 'x' },
        { name: 'c/README.md', content: 'x' },
        { name: 'c/charts/packed-2.0.0.tgz', content: inner },
        { name: 'c/charts/packed-2.0.0.tgz.prov', content: 'x' },
        { name: 'c/charts/_off/Chart.yaml', content: chartYaml('off', '1.0.0') },
        { name: 'c/charts/loose/Chart.yaml', content: chartYaml('loose', '3.0.0') },
        { name: 'c/charts/loose/templates/l.yaml', content: 'x' },
        { name: 'c/charts/notes/README.md', content: 'x' },
      ]),
    );
    expect(chart.metadata).toMatchObject({ name: 'c', version: '1.0.0', library: false });
    expect([...chart.values]).toEqual([['a', 1]]);
    expect(names(chart.templates)).toEqual(['templates/a.yaml', 'templates/b.yaml']);
    expect(names(chart.crds)).toEqual(['crds/x.yaml']);
    expect(names(chart.files)).toEqual(['crds/x.yaml', 'crds/README.md', 'README.md']);
    expect(chart.charts.map(({ metadata }) => metadata.name)).toEqual(['packed', 'loose']);
  });

  it.each<[string, readonly TarEntry[], string]>([
    ['a name that leads out', [meta, { name: 'c/../../etc/x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a name that leads out the Windows way', [meta, { name: 'c\\..\\..\\x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['an absolute name', [meta, { name: '/etc/passwd' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a drive', [meta, { name: 'C:/x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a second folder', [meta, { name: 'd/x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a file beside the folder', [meta, { name: 'x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a name given twice', [meta, meta], 'HELM_CHART_ENTRY_REFUSED'],
    ['a link', [meta, { name: 'c/l', type: 'symlink', linkname: '/etc' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a hard link', [meta, { name: 'c/l', type: 'link', linkname: 'c/x' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['a device', [meta, { name: 'c/d', type: 'character-device' }], 'HELM_CHART_ENTRY_REFUSED'],
    ['no Chart.yaml', [{ name: 'c/values.yaml' }], 'HELM_CHART_INVALID'],
    ['nothing', [], 'HELM_CHART_DAMAGED'],
    [
      'a name that leads out of the folder of charts',
      [{ ...meta, content: chartYaml('../x', '1.0.0') }],
      'HELM_CHART_INVALID',
    ],
    ['a version that is a path', [{ ...meta, content: chartYaml('c', '1/../../2') }], 'HELM_CHART_INVALID'],
    ['values that are a list', [meta, { name: 'c/values.yaml', content: '- 1' }], 'HELM_CHART_INVALID'],
    ['values that are a word', [meta, { name: 'c/values.yaml', content: 'word' }], 'HELM_CHART_INVALID'],
    ['values that are no YAML', [meta, { name: 'c/values.yaml', content: 'a: [' }], 'HELM_CHART_INVALID'],
    ['Chart.yaml that is a list', [{ ...meta, content: '[]' }], 'HELM_CHART_INVALID'],
  ])('is refused for %s', async (_, entries, code) => {
    await expect(chartFromArchive(await tgzOf(entries))).rejects.toMatchObject({ code });
  });

  it.each([
    ['no gzip', Buffer.from('<html>log in</html>'), 'HELM_CHART_DAMAGED'],
    ['nothing', Buffer.alloc(0), 'HELM_CHART_DAMAGED'],
    ['no tar', gzipSync(Buffer.alloc(2048, 1)), 'HELM_CHART_DAMAGED'],
    ['a bomb', gzipSync(Buffer.alloc(32 * 1024 * 1024)), 'HELM_CHART_TOO_LARGE'],
  ])('is refused that is %s', async (_, bytes, code) => {
    const limits = { ...defaultChartLimits, chartBytes: 1024 * 1024, files: 100 };
    await expect(chartFromArchive(bytes, limits)).rejects.toMatchObject({ code });
  });

  it('is refused when it was cut short', async () => {
    const whole = await packChart({ 'Chart.yaml': chartYaml('c', '1.0.0'), 'values.yaml': 'a: 1\n' });
    const cut = whole.subarray(0, whole.length - 20);
    await expect(chartFromArchive(cut)).rejects.toMatchObject({ code: 'HELM_CHART_DAMAGED' });
  });

  it.each<[string, ChartTree]>([
    ['a file', { 'a.bin': 'x'.repeat(2000) }],
    ['all files', Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`f${at}`, 'x'.repeat(900)]))],
    ['many files', Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, '']))],
  ])('is refused when %s is too large', async (_, tree) => {
    const limits = { ...defaultChartLimits, fileBytes: 1000, chartBytes: 6000, files: 30 };
    const bytes = await packChart({ 'Chart.yaml': chartYaml('c', '1.0.0'), ...tree });
    await expect(chartFromArchive(bytes, limits)).rejects.toMatchObject({
      code: 'HELM_CHART_TOO_LARGE',
    });
  });

  it('is refused when charts lie in charts without end', async () => {
    let bytes = await packChart({ 'Chart.yaml': chartYaml('c', '1.0.0') });
    for (let depth = 0; depth < 20; depth++) {
      bytes = await tgzOf([meta, { name: 'c/charts/c.tgz', content: bytes }]);
    }
    await expect(chartFromArchive(bytes)).rejects.toMatchObject({ code: 'HELM_CHART_TOO_LARGE' });
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['braces', 'a: ' + '{a: '.repeat(20_000)],
    ['lists in lists', '- '.repeat(20_000)],
    ['keys in keys', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['an alias to itself', 'a: &a [*a]'],
    ['an alias to nothing', 'a: *b'],
  ])('is refused for values that are %s without end', async (_, values) => {
    const tree = { 'Chart.yaml': chartYaml('c', '1.0.0'), 'values.yaml': values };
    await expect(chartOf(tree)).rejects.toMatchObject({ code: 'HELM_CHART_INVALID' });
  });

  it('is refused for values that unfold to more than can be held', async () => {
    const levels = Array.from({ length: 12 }, (_, at) => {
      const below = at === 0 ? '1' : `*a${at - 1}`;
      return `a${at}: &a${at} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
    });
    const tree = { 'Chart.yaml': chartYaml('c', '1.0.0'), 'values.yaml': levels.join('\n') };
    await expect(chartOf(tree)).rejects.toMatchObject({ code: 'HELM_CHART_INVALID' });
  });
});

describe('a chart in a folder', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sluice-helm-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(tree: ChartTree): Promise<void> {
    for (const [name, content] of Object.entries(tree)) {
      const path = join(root, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }

  it('is read without what .helmignore leaves out', async () => {
    await write({
      'Chart.yaml': chartYaml('c', '1.0.0'),
      'templates/a.yaml': 'x',
      'templates/.hidden.yaml': 'x',
      'templates/old/b.yaml': 'x',
      'docs/a.md': 'x',
      'a.md': 'x',
      'sub/a.md': 'x',
      'top.log': 'x',
      'sub/top.log': 'x',
      'a.tmp': 'x',
      '[x].txt': 'x',
      '.helmignore': '# a comment\n\ndocs/\n/a.md\n*.tmp\nsub/*.log\ntemplates/old\n',
    });
    const chart = await chartFromPath(root);
    expect(names(chart.templates)).toEqual(['templates/a.yaml']);
    expect(names(chart.files)).toEqual(['.helmignore', '[x].txt', 'sub/a.md', 'top.log']);
  });

  it('is read through links, which Helm follows too', async () => {
    await write({ 'Chart.yaml': chartYaml('c', '1.0.0'), 'shared/l.yaml': 'x' });
    await symlink(join(root, 'shared'), join(root, 'templates'));
    expect(names((await chartFromPath(root)).templates)).toEqual(['templates/l.yaml']);
  });

  it.each<[string, (path: string) => Promise<unknown>, string]>([
    ['a link that leads back', (path) => symlink(path, join(path, 'loop')), 'HELM_CHART_TOO_LARGE'],
    ['a link that leads nowhere', (path) => symlink('/nowhere/x', join(path, 'l')), 'HELM_CHART_UNREADABLE'],
    [
      'a pattern that Helm does not take',
      (path) => writeFile(join(path, '.helmignore'), 'a/**/b'),
      'HELM_IGNORE_INVALID',
    ],
    ['an unclosed bracket', (path) => writeFile(join(path, '.helmignore'), 'a[b'), 'HELM_IGNORE_INVALID'],
  ])('is refused for %s', async (_, spoil, code) => {
    await write({ 'Chart.yaml': chartYaml('c', '1.0.0') });
    await spoil(root);
    await expect(chartFromPath(root)).rejects.toMatchObject({ code });
  });

  it('may also be an archive', async () => {
    const path = join(root, 'c.tgz');
    await writeFile(path, await packChart({ 'Chart.yaml': chartYaml('c', '1.0.0') }));
    expect((await chartFromPath(path)).metadata.name).toBe('c');
  });

  it('that is not there is told with its path', async () => {
    const path = join(root, 'none');
    await expect(chartFromPath(path)).rejects.toMatchObject({
      code: 'HELM_CHART_UNREADABLE',
      params: { path, reason: 'ENOENT' },
    });
  });
});
