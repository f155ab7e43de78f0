import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectHelm, type HelmCollection, onlineHelmInputs } from '../../../core/helm/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { chartYaml, packChart, podOf } from '../../support/helm-charts.ts';
import {
  chart,
  chartRegistry,
  collectFromSet,
  collectOnline,
  helmSite,
  indexOf,
  repositoryAt,
  setOf,
  sha256,
} from '../../support/helm-repository.ts';
import { memorySource } from '../../support/memory-source.ts';

const base = 'https://h.example/charts/';
const digest = `sha256:${'b'.repeat(64)}`;

const chartWith = (name: string, version: string, image: string, rest = ''): Promise<Buffer> =>
  packChart({ 'Chart.yaml': chartYaml(name, version, rest), 'templates/p.yaml': podOf(image) }, name);

/** A repository with two versions of one chart, another chart, a library and a chart without images. */
async function shop(flawed = false): Promise<ReturnType<typeof helmSite>> {
  const [old, current, other, library, bare] = await Promise.all([
    chartWith('web', '1.0.0', 'r.example/team/web:1.0'),
    chartWith('web', '2.0.0', 'r.example/team/web:2.0'),
    chartWith('other', '0.1.0', `r.example/team/other:x@${digest}`),
    chartWith('lib', '1.0.0', 'r.example/never:1', 'type: library\n'),
    packChart({ 'Chart.yaml': chartYaml('bare', '1.0.0'), 'templates/c.yaml': 'kind: ConfigMap' }, 'bare'),
  ]);
  const flaws = {
    forged: [{ version: '1.0.0', url: 'web-1.0.0.tgz', digest: 'c'.repeat(64) }],
    renamed: [{ version: '1.0.0', url: 'web-1.0.0.tgz' }],
    nowhere: [{ version: '1.0.0', url: 'file:///etc/passwd' }],
    html: [{ version: '1.0.0', url: 'html.tgz' }],
    gone: [{ version: '1.0.0', url: 'gone.tgz' }],
  };
  const index = indexOf({
    web: [
      { version: '1.0.0', url: 'web-1.0.0.tgz', digest: sha256(old) },
      { version: '2.0.0', url: `${base}web-2.0.0.tgz`, digest: sha256(current) },
    ],
    other: [{ version: '0.1.0', url: 'sub/other.tgz' }],
    lib: [{ version: '1.0.0', url: 'lib.tgz', type: 'library' }],
    bare: [{ version: '1.0.0', url: 'bare.tgz' }],
    ...(flawed && flaws),
  });
  return helmSite({
    [`${base}index.yaml`]: index,
    [`${base}web-1.0.0.tgz`]: old,
    [`${base}web-2.0.0.tgz`]: current,
    [`${base}sub/other.tgz`]: other,
    [`${base}lib.tgz`]: library,
    [`${base}bare.tgz`]: bare,
    [`${base}html.tgz`]: '<html>log in</html>',
  });
}

const origins = ({ records }: HelmCollection): string[] => records.map(({ origin }) => origin);
const failures = ({ errors }: HelmCollection): string[] => errors.map(({ code }) => code);
const fileNames = ({ files }: HelmCollection): string[] => files.map(({ name }) => name);

describe('charts of a repository', () => {
  it('give the images of the latest version, the chart for the set, and facts', async () => {
    const site = await shop();
    const found = await collectOnline({ repositories: [repositoryAt(base, chart('web'))] }, site);
    expect(found.records).toEqual([
      {
        type: 'helmImage',
        origin: 'r.example/team/web:2.0',
        source: { repository: 'r.example/team/web', tag: '2.0' },
        destination: { repository: 'team/web', tag: '2.0' },
      },
    ]);
    expect(fileNames(found)).toEqual(['working-dir/helm/charts/web-2.0.0.tgz']);
    expect(found.charts).toEqual([
      { name: 'web', version: '2.0.0', from: 'repo', images: ['r.example/team/web:2.0'] },
    ]);
    expect([...found.errors, ...found.findings]).toEqual([]);
    expect(site.asked).toEqual([`${base}index.yaml`, `${base}web-2.0.0.tgz`]);
  });

  it('are named by tag where they have a tag and a digest, and read by the digest', async () => {
    const found = await collectOnline(
      { repositories: [repositoryAt(base, chart('other', '0.1.0'))] },
      await shop(),
    );
    expect(found.records).toMatchObject([
      {
        source: { repository: 'r.example/team/other', digest, tag: 'x' },
        destination: { repository: 'team/other', tag: 'x' },
      },
    ]);
  });

  it('ask for an index once', async () => {
    const site = await shop();
    const charts = [chart('web', '1.0.0'), chart('web', '2.0.0'), chart('other')];
    const found = await collectOnline({ repositories: [repositoryAt(base, ...charts)] }, site);
    expect(found.charts).toHaveLength(3);
    expect(site.asked.filter((url) => url.endsWith('index.yaml'))).toHaveLength(1);
  });

  it.each([
    ['a chart that is not there', chart('none'), 'HELM_CHART_ABSENT'],
    ['a version that is not there', chart('web', '9.0.0'), 'HELM_VERSION_ABSENT'],
    ['an archive that is not there', chart('gone'), 'HELM_CHART_NOT_FOUND'],
    ['another digest', chart('forged'), 'HELM_CHART_DIGEST_DIFFERS'],
    ['another chart under the name', chart('renamed'), 'HELM_CHART_OTHER'],
    ['an address that is none', chart('nowhere'), 'HELM_CHART_URL_INVALID'],
    ['a page instead of a chart', chart('html'), 'HELM_CHART_DAMAGED'],
    ['no images', chart('bare'), 'HELM_NO_IMAGES'],
    ['a bad path', { ...chart('web'), imagePaths: ['{.x'] }, 'HELM_IMAGE_PATH_INVALID'],
  ])('fail alone for %s', async (_, wanted, code) => {
    const found = await collectOnline(
      { repositories: [repositoryAt(base, wanted, chart('web'))] },
      await shop(true),
    );
    expect(failures(found)).toEqual([code]);
    expect(origins(found)).toEqual(['r.example/team/web:2.0']);
    expect(found.errors[0]?.stage).toBeDefined();
    expect(found.errors[0]?.affected.length).toBeGreaterThan(0);
  });

  it('that is not there fail alone too', async () => {
    const repositories = [
      { ...repositoryAt('https://gone.example/', chart('web')), name: 'gone' },
      repositoryAt(base, chart('web')),
    ];
    const found = await collectOnline({ repositories }, await shop());
    expect(failures(found)).toEqual(['HELM_INDEX_ABSENT']);
    expect(origins(found)).toEqual(['r.example/team/web:2.0']);
  });

  it('may be libraries, which have no images', async () => {
    const found = await collectOnline({ repositories: [repositoryAt(base, chart('lib'))] }, await shop());
    expect([found.records, found.errors, found.findings]).toEqual([[], [], []]);
    expect(fileNames(found)).toEqual(['working-dir/helm/charts/lib-1.0.0.tgz']);
  });

  it('cannot both be kept under one name', async () => {
    const [one, two] = await Promise.all([
      chartWith('web', '1.0.0', 'a.example/x:1'),
      chartWith('web', '1.0.0', 'b.example/x:1'),
    ]);
    const entry = indexOf({ web: [{ version: '1.0.0', url: 'web.tgz' }] });
    const site = helmSite({
      'https://a.example/index.yaml': entry,
      'https://a.example/web.tgz': one,
      'https://b.example/index.yaml': entry,
      'https://b.example/web.tgz': two,
    });
    const repositories = ['https://a.example', 'https://b.example/'].map((url) =>
      repositoryAt(url, chart('web')),
    );
    expect(failures(await collectOnline({ repositories }, site))).toEqual(['HELM_CHARTS_COLLIDE']);
  });

  it('are rendered with values that are given', async () => {
    const tgz = await packChart({
      'Chart.yaml': chartYaml('web', '1.0.0'),
      'values.yaml': 'tag: "1"\n',
      'templates/p.yaml': podOf('r.example/web:{{ .Values.tag }}-{{ .Capabilities.KubeVersion.Minor }}'),
    });
    const site = helmSite({
      [`${base}index.yaml`]: indexOf({ web: [{ version: '1.0.0', url: 'web.tgz' }] }),
      [`${base}web.tgz`]: tgz,
    });
    const found = await collectHelm({
      helm: { repositories: [repositoryAt(base, chart('web'))], local: [] },
      inputs: onlineHelmInputs({ get: site.get, fileSystem: systemFileSystem, source: memorySource() }),
      layout: 'oc-mirror',
      options: {
        values: ({ name, from }) => (name === 'web' && from === 'repo' ? { tag: '7' } : undefined),
        kubeVersion: 'v1.31.0',
      },
    });
    expect(origins(found)).toEqual(['r.example/web:7-31']);
  });

  it('stop when the run is given up', async () => {
    const site = await shop();
    const inputs = onlineHelmInputs({ get: site.get, fileSystem: systemFileSystem, source: memorySource() });
    const helm = { repositories: [repositoryAt(base, chart('web'))], local: [] };
    const signal = AbortSignal.abort(new Error('given up'));
    await expect(collectHelm({ helm, inputs, layout: 'oc-mirror', signal })).rejects.toThrow('given up');
  });
});

describe('a whole repository', () => {
  it('is every version of every chart but libraries, and its index', async () => {
    const found = await collectOnline({ repositories: [repositoryAt(base)] }, await shop());
    expect(origins(found)).toEqual([
      `r.example/team/other:x@${digest}`,
      'r.example/team/web:2.0',
      'r.example/team/web:1.0',
    ]);
    expect(fileNames(found)).toEqual([
      'working-dir/helm/charts/bare-1.0.0.tgz',
      'working-dir/helm/charts/other-0.1.0.tgz',
      'working-dir/helm/charts/web-2.0.0.tgz',
      'working-dir/helm/charts/web-1.0.0.tgz',
      'working-dir/helm/indexes/h.example/charts/index.yaml',
    ]);
    expect(found.findings.map(({ level, code }) => `${level} ${code}`)).toEqual(['warning HELM_NO_IMAGES']);
    expect(found.errors).toEqual([]);
  });
});

describe('a registry of charts', () => {
  it('gives a chart by its version, checked by its digest', async () => {
    const source = chartRegistry();
    source.addChart(
      'reg.example/charts/web',
      '1.0.0_b1',
      await chartWith('web', '1.0.0+b1', 'r.example/web:1'),
    );
    const found = await collectOnline(
      { repositories: [repositoryAt('oci://reg.example/charts', chart('web', '1.0.0+b1'))] },
      helmSite({}),
      source,
    );
    expect(failures(found)).toEqual([]);
    expect(origins(found)).toEqual(['r.example/web:1']);
    expect(fileNames(found)).toEqual(['working-dir/helm/charts/web-1.0.0+b1.tgz']);
  });

  it('may be where an index leads', async () => {
    const source = chartRegistry();
    source.addChart('reg.example/charts/web', '1.0.0', await chartWith('web', '1.0.0', 'r.example/web:1'));
    const site = helmSite({
      [`${base}index.yaml`]: indexOf({
        web: [{ version: '1.0.0', url: 'oci://reg.example/charts/web:1.0.0' }],
      }),
    });
    const found = await collectOnline({ repositories: [repositoryAt(base, chart('web'))] }, site, source);
    expect(origins(found)).toEqual(['r.example/web:1']);
  });

  it.each([
    ['no version', [chart('web')], 'HELM_VERSION_NEEDED'],
    ['no charts', [], 'HELM_CHARTS_NEEDED'],
    ['a version that is not there', [chart('web', '9.0.0')], 'HELM_CHART_NOT_FOUND'],
    ['an image instead of a chart', [chart('image', '1.0.0')], 'HELM_CHART_OTHER'],
  ])('is told for %s', async (_, charts, code) => {
    const source = chartRegistry();
    source.addImage('reg.example/charts/image', '1.0.0', [Buffer.from('x')]);
    const repositories = [repositoryAt('oci://reg.example/charts', ...charts)];
    expect(failures(await collectOnline({ repositories }, helmSite({}), source))).toEqual([code]);
  });
});

describe('what a set carries', () => {
  it.each([
    ['named charts', [chart('web', '1.0.0'), chart('other', 'v0.1')]],
    ['the latest', [chart('web')]],
    ['a range', [chart('web', '^1')]],
    ['a whole repository', []],
  ])('gives the same again: %s', async (_, charts) => {
    const helm = { repositories: [repositoryAt(base, ...charts)] };
    const online = await collectOnline(helm, await shop());
    const again = await collectFromSet(helm, online.files);
    expect(online.errors).toEqual([]);
    expect(again.records).toEqual(online.records);
    expect(again.errors).toEqual([]);
    expect(again.findings).toEqual(online.findings);
  });

  it('is also found under a version with a v, as oc-mirror keeps it', async () => {
    const bytes = await chartWith('web', 'v1.0.0', 'r.example/web:1');
    const files = [{ name: 'working-dir/helm/charts/web-v1.0.0.tgz', bytes }];
    const found = await collectFromSet({ repositories: [repositoryAt(base, chart('web', '1.0.0'))] }, files);
    expect(origins(found)).toEqual(['r.example/web:1']);
  });

  it.each([
    ['a chart', [chart('web', '1.0.0')], 'HELM_CHART_NOT_IN_SET'],
    ['any version of a chart', [chart('web')], 'HELM_CHART_NOT_IN_SET'],
    ['the index', [], 'HELM_INDEX_NOT_IN_SET'],
  ])('may lack %s', async (_, charts, code) => {
    expect(failures(await collectFromSet({ repositories: [repositoryAt(base, ...charts)] }, []))).toEqual([
      code,
    ]);
    expect(await setOf([]).listFiles()).toEqual([]);
  });
});

describe('local charts', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-helm-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are read in place and not carried', async () => {
    const path = join(folder, 'web.tgz');
    await writeFile(path, await chartWith('web', '1.0.0', 'r.example/web:1'));
    const local = [{ ...chart('web'), path }];
    for (const found of [await collectOnline({ local }), await collectFromSet({ local }, [])]) {
      expect(origins(found)).toEqual(['r.example/web:1']);
      expect(found.files).toEqual([]);
      expect(found.charts[0]?.from).toBe(path);
    }
  });

  it('put the platforms of an image together', async () => {
    const path = join(folder, 'web.tgz');
    await writeFile(path, await chartWith('web', '1.0.0', 'r.example/web:1'));
    const on = (...architectures: string[]) => ({
      ...chart('web'),
      path,
      platforms: architectures.map((architecture) => ({ os: 'linux', architecture })),
    });
    const some = await collectOnline({ local: [on('amd64'), on('arm64', 'amd64')] });
    expect(some.records[0]?.platforms?.map(({ architecture }) => architecture)).toEqual(['amd64', 'arm64']);
    const all = await collectOnline({ local: [on('amd64'), on()] });
    expect(all.records).toHaveLength(1);
    expect(all.records[0]).not.toHaveProperty('platforms');
  });

  it('that are not there are told', async () => {
    const local = [{ ...chart('web'), path: join(folder, 'none') }];
    expect(failures(await collectOnline({ local }))).toEqual(['HELM_CHART_UNREADABLE']);
  });

  it('that need another chart say so', async () => {
    const path = join(folder, 'web.tgz');
    const dependencies = 'dependencies: [{name: db, version: 1.x}]\n';
    await writeFile(path, await chartWith('web', '1.0.0', 'r.example/web:1', dependencies));
    const found = await collectOnline({ local: [{ ...chart('web'), path }] });
    expect(found.findings.map(({ code, params }) => `${code} ${params['dependency']}`)).toEqual([
      'HELM_DEPENDENCY_MISSING db',
    ]);
  });
});
