import { describe, expect, it } from 'vitest';
import { renderChart, type RenderOptions } from '../../../core/helm/index.ts';
import { chartOf, chartYaml, type ChartTree } from '../../support/helm-charts.ts';

/** What a chart comes to: the text of each document by its source. */
async function rendered(tree: ChartTree, options: RenderOptions = {}): Promise<Record<string, string>> {
  const { documents } = renderChart(await chartOf(tree), options);
  return Object.fromEntries(documents.map(({ source, text }) => [source, text.trim()]));
}

const app = (dependencies: string): string =>
  chartYaml('app', '1.0.0', `dependencies:\n${dependencies.replaceAll(/^/gm, '  ')}\n`);
const shows = (what: string): string => `v: {{ ${what} }}`;
/** A chart in `charts/` that shows one thing. */
const inner = (name: string, what: string, values = ''): ChartTree => ({
  [`charts/${name}/Chart.yaml`]: chartYaml(name, '1.2.3'),
  [`charts/${name}/values.yaml`]: values,
  [`charts/${name}/templates/t.yaml`]: shows(what),
});

describe('values', () => {
  it.each<[string, ChartTree, RenderOptions, string]>([
    ['the defaults', { 'values.yaml': 'a: {b: 1, c: 2}' }, {}, 'map[b:1 c:2]'],
    [
      'given ones over them',
      { 'values.yaml': 'a: {b: 1, c: 2}' },
      { values: { a: { b: 5 } } },
      'map[b:5 c:2]',
    ],
    ['a list replaces a list', { 'values.yaml': 'a: [1, 2]' }, { values: { a: [3] } }, '[3]'],
    [
      'null takes a default away',
      { 'values.yaml': 'a: {b: 1, c: 2}' },
      { values: { a: { b: null } } },
      'map[c:2]',
    ],
    ['given alone', {}, { values: { a: 'x' } }, 'x'],
  ])('%s', async (_, tree, options, expected) => {
    const files = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      ...tree,
      'templates/t.yaml': shows('.Values.a'),
    };
    expect(await rendered(files, options)).toEqual({ 'app/templates/t.yaml': `v: ${expected}` });
  });

  it.each<[string, string, string, RenderOptions, string]>([
    ['a chart in a chart has its own', '', '.Values.a', {}, 'own'],
    ["its parent's go before", 'sub: {a: parent}', '.Values.a', {}, 'parent'],
    [
      'given ones go before both',
      'sub: {a: parent}',
      '.Values.a',
      { values: { sub: { a: 'given' } } },
      'given',
    ],
    ['it sees nothing else of its parent', 'x: 1', '.Values.x | default "none"', {}, 'none'],
    ['global ones reach it', 'global: {g: 1}', '.Values.global.g', {}, '1'],
    ['given global ones too', 'global: {g: 1}', '.Values.global.g', { values: { global: { g: 2 } } }, '2'],
    ["its own global ones are the parent's first", 'global: {x: 1}', '.Values.global.x', {}, '1'],
  ])('%s', async (_, values, what, options, expected) => {
    const tree = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'values.yaml': values,
      ...inner('sub', what, 'a: own\nglobal: {x: 9}'),
    };
    expect(await rendered(tree, options)).toEqual({ 'app/charts/sub/templates/t.yaml': `v: ${expected}` });
  });

  it('for a chart in a chart must be a map', async () => {
    const tree = { 'Chart.yaml': chartYaml('app', '1.0.0'), 'values.yaml': 'sub: 1', ...inner('sub', '1') };
    await expect(rendered(tree)).rejects.toMatchObject({ code: 'HELM_CHART_INVALID' });
  });
});

describe('charts in a chart', () => {
  const sub = inner('sub', '.Chart.Name');
  const dependency = (rest: string): string => app(`- name: sub\n  version: 1.x\n${rest}`);

  it.each<[string, string, string, readonly string[]]>([
    ['without a condition', '', '', ['sub']],
    ['with a condition that holds', '  condition: sub.enabled', 'sub: {enabled: true}', ['sub']],
    ['with a condition that does not', '  condition: sub.enabled', 'sub: {enabled: false}', []],
    ['with a condition on nothing', '  condition: sub.enabled', '', ['sub']],
    [
      'with the first condition that says anything',
      '  condition: a.b,sub.enabled',
      'sub: {enabled: false}',
      [],
    ],
    ['with a tag that is off', '  tags: [x]', 'tags: {x: false}', []],
    ['with one of its tags on', '  tags: [x, z]', 'tags: {x: false, z: true}', ['sub']],
    [
      'with a condition that beats the tag',
      '  tags: [x]\n  condition: sub.enabled',
      'tags: {x: false}\nsub: {enabled: true}',
      ['sub'],
    ],
    ['under an alias', '  alias: other', '', ['other']],
    [
      'under an alias that is off',
      '  alias: other\n  condition: other.enabled',
      'other: {enabled: false}',
      [],
    ],
  ])('%s', async (_, rest, values, expected) => {
    const tree = { 'Chart.yaml': dependency(rest), 'values.yaml': values, ...sub };
    const names = Object.entries(await rendered(tree)).map(([source, text]) => `${source} ${text}`);
    expect(names).toEqual(expected.map((name) => `app/charts/${name}/templates/t.yaml v: ${name}`));
  });

  it('twice under two aliases have values of their own', async () => {
    const tree = {
      'Chart.yaml': app('- {name: sub, version: "*", alias: one}\n- {name: sub, version: "*", alias: two}'),
      'values.yaml': 'two: {a: 2}',
      ...inner('sub', '.Values.a', 'a: 1'),
    };
    expect(await rendered(tree)).toEqual({
      'app/charts/one/templates/t.yaml': 'v: 1',
      'app/charts/two/templates/t.yaml': 'v: 2',
    });
  });

  it('that nothing names are used', async () => {
    expect(Object.keys(await rendered({ 'Chart.yaml': chartYaml('app', '1.0.0'), ...sub }))).toHaveLength(1);
  });

  it('give values that their parent imports, which are weaker than its own', async () => {
    const tree = {
      'Chart.yaml': dependency('  import-values:\n  - data\n  - {child: inner.deep, parent: mine}'),
      'values.yaml': 'kept: parent',
      'templates/p.yaml': shows('.Values | toJson'),
      ...inner('sub', '1', 'exports: {data: {kept: child, port: 80}}\ninner: {deep: {x: 1}}'),
    };
    const text = (await rendered(tree))['app/templates/p.yaml'] ?? '';
    expect(JSON.parse(text.slice(2))).toMatchObject({ kept: 'parent', port: 80, mine: { x: 1 } });
  });

  it('of version 1 charts are named in requirements.yaml', async () => {
    const tree = {
      'Chart.yaml': 'apiVersion: v1\nname: app\nversion: 0.1',
      'requirements.yaml': 'dependencies: [{name: sub, version: 1.2.3, condition: sub.enabled}]',
      'values.yaml': 'sub: {enabled: false}',
      ...sub,
    };
    expect(await rendered(tree)).toEqual({});
  });

  it.each([
    ['is not there', '', ['none']],
    ['is not there and switched off', 'none: {enabled: false}', []],
  ])('one that %s', async (_, values, missing) => {
    const chart = await chartOf({
      'Chart.yaml': app(`- {name: none, version: 1.x, condition: none.enabled}`),
      'values.yaml': values,
    });
    expect(renderChart(chart).missing.map(({ dependency: which }) => which)).toEqual(missing);
  });

  it("use what an outer chart defines under an inner one's name", async () => {
    const tree = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'templates/_h.tpl': '{{ define "sub.name" }}outer{{ end }}',
      ...inner('sub', 'include "sub.name" .'),
      'charts/sub/templates/_h.tpl': '{{ define "sub.name" }}inner{{ end }}',
    };
    expect(await rendered(tree)).toEqual({ 'app/charts/sub/templates/t.yaml': 'v: outer' });
  });

  it('that are libraries only define', async () => {
    const tree = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'templates/t.yaml': shows('include "lib.x" .'),
      'charts/lib/Chart.yaml': chartYaml('lib', '1.0.0', 'type: library\n'),
      'charts/lib/templates/_x.tpl': '{{ define "lib.x" }}{{ .Chart.Name }}{{ end }}',
      'charts/lib/templates/y.yaml': 'never: here',
    };
    expect(await rendered(tree)).toEqual({ 'app/templates/t.yaml': 'v: app' });
  });
});

describe('what is rendered', () => {
  it('comes in the order of installation, definitions first', async () => {
    const kinds = ['Deployment', 'Unknown', 'Service', 'Namespace', 'CronJob'];
    const chart = await chartOf({
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'crds/c.yaml': 'kind: CustomResourceDefinition',
      'templates/all.yaml': kinds.map((kind) => `---\nkind: ${kind}\n`).join(''),
      'templates/empty.yaml': '---\n# nothing\n---\n\n--- \n',
      'templates/NOTES.txt': '{{ fail "not read" }}',
    });
    expect(renderChart(chart).documents.map(({ kind }) => kind)).toEqual([
      'CustomResourceDefinition',
      'Namespace',
      'Service',
      'Deployment',
      'CronJob',
      'Unknown',
    ]);
  });

  it.each([
    ['.Files.Get "files/a.txt"', 'text a'],
    ['.Files.Get "none" | quote', '""'],
    ['range $p, $_ := .Files.Glob "files/*.txt" }}{{ $p }};{{ end', 'files/a.txt;files/b.txt;'],
    ['range $p, $_ := .Files.Glob "**.{txt,md}" }}{{ $p }};{{ end', 'files/a.txt;files/b.txt;files/x/c.md;'],
    ['(.Files.Glob "files/b*").AsConfig', 'b.txt: text b'],
    ['(.Files.Glob "files/b*").AsSecrets', 'b.txt: dGV4dCBi'],
    ['index (.Files.Lines "files/x/c.md") 1', 'two'],
    ['if .Files.Glob "none/*" }}some{{ else }}none{{ end', 'none'],
    ['.Chart.AppVersion', '7.10'],
    ['.Chart.Annotations.a', 'b'],
    ['(index .Chart.Maintainers 0).Name', 'M'],
    ['.Chart.IsRoot', 'true'],
    ['.Template.Name', 'app/templates/t.yaml'],
    ['.Template.BasePath', 'app/templates'],
    ['.Release.Name', 'release-name'],
    ['.Capabilities.KubeVersion.Version', 'v1.20.0'],
    ['.Capabilities.KubeVersion.Minor', '20'],
    ['.Subcharts.sub.Values.port', '8080'],
    ['.Subcharts.sub.Chart.Name', 'sub'],
  ])('sees {{ %s }}', async (what, expected) => {
    const tree = {
      'Chart.yaml': chartYaml(
        'app',
        '1.0.0',
        'appVersion: "7.10"\nannotations: {a: b}\nmaintainers: [{name: M}]\n',
      ),
      'files/a.txt': 'text a',
      'files/b.txt': 'text b',
      'files/x/c.md': 'one\ntwo',
      'templates/t.yaml': shows(what),
      'charts/sub/Chart.yaml': chartYaml('sub', '1.0.0'),
      'charts/sub/values.yaml': 'port: 8080',
    };
    expect(await rendered(tree)).toEqual({ 'app/templates/t.yaml': `v: ${expected}` });
  });

  it('knows the version of the cluster that is given', async () => {
    const tree = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'templates/t.yaml': shows('semverCompare ">=1.31-0" .Capabilities.KubeVersion.Version'),
    };
    expect(await rendered(tree, { kubeVersion: 'v1.31.4' })).toEqual({ 'app/templates/t.yaml': 'v: true' });
  });

  it('is the same each time, random text included', async () => {
    const tree = {
      'Chart.yaml': chartYaml('app', '1.0.0'),
      'templates/t.yaml': shows('randAlphaNum 8 }} {{ now | date "2006" }} {{ (genCA "x" 1).Cert | len'),
    };
    expect(await rendered(tree)).toEqual(await rendered(tree));
  });
});
