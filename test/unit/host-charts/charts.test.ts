import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  commands,
  type CheckedInput,
  type CommandInput,
  type CommandOutput,
  type PlanRequest,
} from '../../../core/contract/index.ts';
import { chartHandlers } from '../../../core/host/charts/index.ts';
import { chartYaml, podOf } from '../../support/helm-charts.ts';
import { planWorld, practiceYaml, type PlanWorld } from '../../support/plan-world.ts';

const place = { site: 'connected', source: { kind: 'upstream' } } as const;

let world: PlanWorld;
let repository: { name: string; url: string };
let serve: ReturnType<typeof chartHandlers>;
beforeAll(async () => {
  world = await planWorld();
  repository = { name: 'lab', url: world.practice.urls.charts };
  serve = chartHandlers(world.desk);
});
afterAll(() => world.close());

async function call<Name extends keyof typeof serve & keyof typeof commands>(
  name: Name,
  input: CommandInput<Name>,
  signal = new AbortController().signal,
): Promise<CommandOutput<Name>> {
  const handler = serve[name] as (
    input: CheckedInput<Name>,
    context: { readonly signal: AbortSignal; readonly caller: { id: string; role: 'controller' } },
  ) => Promise<unknown>;
  const checked = commands[name].input.parse(input) as CheckedInput<Name>;
  const caller = { id: 'page', role: 'controller' } as const;
  return commands[name].output.parse(await handler(checked, { signal, caller })) as CommandOutput<Name>;
}

const helm = (...charts: readonly string[]): string =>
  practiceYaml([
    '  helm:',
    '    repositories:',
    `    - {name: lab, url: '${repository.url}', charts: [${charts.join(', ')}]}`,
  ]);
const resolve = async (yaml: string, values: { chart: string; yaml: string }[] = []) =>
  (await call('helm.resolve', { ...place, yaml, values })).charts;

describe('repositories of charts to choose from', () => {
  const list = async (yaml: string, site: 'connected' | 'enterprise' = 'connected') => {
    const { repositories } = await call('helm.repositories', { site, source: place.source, yaml });
    return repositories.map(({ why, name }) => `${why} ${name}`);
  };

  it('are those of the file and the one that is offered, each once, and nobody is asked', async () => {
    world.requests('upstream');
    expect(await list(practiceYaml([]))).toEqual(['published charts']);
    expect(await list(helm('{name: practice-web}'))).toEqual(['configured lab']);
    expect(await list('a file with mistakes: [')).toEqual(['published charts']);
    expect(await list(practiceYaml([]), 'enterprise')).toEqual([]);
    expect(world.requests('upstream')).toBe(0);
  });
});

describe('a repository that is looked into', () => {
  it('has its charts by name with everything that people choose by', async () => {
    const { charts, moreCharts } = await call('helm.open', { ...place, repository });
    expect(moreCharts).toBe(0);
    expect(charts.map(({ name, versions }) => [name, ...versions])).toEqual([
      ['practice-database', '0.2.0'],
      ['practice-web', '1.1.0', '1.0.0'],
    ]);
    expect(charts[1]).toMatchObject({
      newest: '1.1.0',
      appVersion: '2.4',
      deprecated: false,
      library: false,
    });
  });

  it('is fetched once while people choose from it, and its charts as well', async () => {
    await call('helm.open', { ...place, repository });
    await resolve(helm('{name: practice-web, version: 1.0.0}'));
    world.requests('upstream');
    await call('helm.open', { ...place, repository });
    await resolve(helm('{name: practice-web, version: 1.0.0}'), [{ chart: 'practice-web', yaml: 'a: 1\n' }]);
    expect(world.requests('upstream')).toBe(0);
    await expect(
      call('helm.open', { ...place, repository: { ...repository, url: `${repository.url}nowhere/` } }),
    ).rejects.toMatchObject({ code: 'HELM_INDEX_ABSENT' });
  });

  it('is never asked for what is outside the site, and an oci address has no list', async () => {
    const elsewhere = { name: 'x', url: 'https://charts.example.com/' };
    await expect(call('helm.open', { ...place, repository: elsewhere })).rejects.toMatchObject({
      code: 'HELM_INDEX_NOT_IN_SET',
    });
    await expect(
      call('helm.open', { ...place, repository: { name: 'x', url: 'oci://registry.example.com/charts' } }),
    ).rejects.toMatchObject({ code: 'HELM_CHARTS_NEEDED' });
    await expect(
      call('helm.open', { ...place, repository: { name: 'x', url: 'file:///etc/' } }),
    ).rejects.toMatchObject({ code: 'HELM_REPOSITORY_URL_INVALID' });
  });
});

describe('the charts of a configuration', () => {
  it('come with the images that rendering finds, version by version', async () => {
    const charts = await resolve(helm('{name: practice-web}', '{name: practice-web, version: 1.0.0}'));
    expect(charts).toEqual([
      {
        repository,
        name: 'practice-web',
        found: '1.1.0',
        images: ['quay.io/practice/multi:1.0', 'quay.io/practice/zstd:1.0'],
        values: 'none',
        findings: [],
      },
      {
        repository,
        name: 'practice-web',
        version: '1.0.0',
        found: '1.0.0',
        images: ['quay.io/practice/multi:1.0'],
        values: 'none',
        findings: [],
      },
    ]);
  });

  it('without an image are an error, until values name one', async () => {
    const yaml = helm('{name: practice-database, version: 0.2.0}');
    const [none] = await resolve(yaml);
    expect(none?.images).toEqual([]);
    expect(none?.findings.map(({ level, message }) => [level, message.code])).toEqual([
      ['error', 'HELM_NO_IMAGES'],
    ]);
    const [given] = await resolve(yaml, [
      { chart: 'practice-database', yaml: 'image: quay.io/practice/signed:1.0\n' },
    ]);
    expect(given).toMatchObject({ images: ['quay.io/practice/signed:1.0'], values: 'given', findings: [] });
  });

  it('fail one by one, and say why', async () => {
    const charts = await resolve(
      helm('{name: practice-web, version: 9.9.9}', '{name: unheard-of}', '{name: practice-web}'),
      [{ chart: 'unheard-of', yaml: 'a: [' }],
    );
    expect(charts.map(({ findings }) => findings.map(({ message }) => message.code))).toEqual([
      ['HELM_VERSION_ABSENT'],
      ['HELM_VALUES_INVALID'],
      [],
    ]);
  });

  it('may be of this machine', async () => {
    const folder = join(world.directory, 'own');
    await mkdir(join(folder, 'templates'), { recursive: true });
    await writeFile(join(folder, 'Chart.yaml'), chartYaml('own', '3.0.0'));
    await writeFile(join(folder, 'templates', 'pod.yaml'), podOf('quay.io/practice/zstd:1.0'));
    const token = await world.folder('own', 'chart-folder');
    const view = await world.call('config.apply', {
      yaml: practiceYaml([]),
      edits: [{ kind: 'addLocalChart', place: token }],
    });
    expect(view.model?.helm.local).toEqual([{ name: 'own', path: folder, imagePaths: [], platforms: [] }]);
    const [own] = await resolve(view.yaml);
    expect(own).toMatchObject({ path: folder, found: '3.0.0', images: ['quay.io/practice/zstd:1.0'] });
  });

  it('are added from a folder for charts only, and only when there is one in it', async () => {
    const add = async (purpose: 'chart-folder' | 'archive-in') =>
      world.call('config.apply', {
        yaml: practiceYaml([]),
        edits: [{ kind: 'addLocalChart', place: await world.folder('empty', purpose) }],
      });
    await expect(add('archive-in')).rejects.toMatchObject({ code: 'PATH_TOKEN_PURPOSE' });
    await expect(add('chart-folder')).rejects.toMatchObject({ code: 'HELM_CHART_INVALID' });
  });
});

describe('values for a chart', () => {
  it.each([
    ['a: 1\n', []],
    ['', []],
    ['a: 1\nb: [\n', [3]],
    ['a: 1\na: 2\n', [2]],
    ['- a\n', [1]],
    [
      `${Array.from({ length: 12 }, (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : Array.from({ length: 9 }, () => `*a${at - 1}`).join(', ')}]`).join('\n')}\n`,
      [1],
    ],
  ])('are checked with their lines: %j', async (yaml, expected) => {
    const { problems } = await call('helm.checkValues', { chart: 'web', yaml });
    expect(problems.map(({ line }) => line)).toEqual(expected);
  });

  it('are at most 1 MiB of text, and 4 MiB all together', () => {
    const { input } = commands['helm.checkValues'];
    expect(input.safeParse({ chart: 'web', yaml: 'x'.repeat(1024 * 1024) }).success).toBe(true);
    expect(input.safeParse({ chart: 'web', yaml: '字'.repeat(400 * 1024) }).success).toBe(false);
    const values = ['a', 'b', 'c', 'd', 'e'].map((chart) => ({ chart, yaml: 'x'.repeat(1024 * 1024) }));
    const ask = { ...place, yaml: '', values };
    expect(commands['helm.resolve'].input.safeParse(ask).success).toBe(false);
    expect(commands['helm.resolve'].input.safeParse({ ...ask, values: values.slice(1) }).success).toBe(true);
    const odd = { ...ask, values: [{ chart: '../x', yaml: '' }] };
    expect(commands['helm.resolve'].input.safeParse(odd).success).toBe(false);
  });

  it('decide what a plan carries; those of a chart that is not asked for are left out', async () => {
    const request: PlanRequest = {
      flow: 'export',
      site: 'connected',
      yaml: helm('{name: practice-database}'),
      source: { kind: 'upstream' },
      destination: { kind: 'undecided' },
      options: commands['plan.create'].input.shape.request.shape.options.parse({}),
      chartValues: [
        { chart: 'practice-database', yaml: 'image: quay.io/practice/signed:1.0\n' },
        { chart: 'practice-web', yaml: 'secret: of another chart\n' },
      ],
      afterwards: { verify: false, eject: false },
    };
    const plan = await world.call('plan.create', { request });
    expect(plan.report.unplanned).toEqual([]);
    expect(plan.command).toMatch(/--helm-values \S*practice-database=\S+practice-database\.yaml/);
    expect(plan.command).not.toContain('practice-web');
    const { rows } = await world.call('plan.images', {
      planId: plan.planId,
      offset: 0,
      limit: 10,
      category: 'helm',
    });
    expect(rows[0]?.origin).toBe('quay.io/practice/signed:1.0');
    expect(rows.slice(1).every(({ origin }) => origin.endsWith('.sig'))).toBe(true);
  });
});
