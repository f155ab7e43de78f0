import { gzipSync } from 'node:zlib';
import { compileGlob, openChart } from '../../../core/helm/chart/index.ts';
import { entryParts } from '../../../core/helm/chart/entry-name.ts';
import { parseIgnore } from '../../../core/helm/chart/ignore.ts';
import { findImages, renderChart } from '../../../core/helm/index.ts';
import { followPath } from '../../../core/helm/images/follow-path.ts';
import { parseImagePath, PathFault } from '../../../core/helm/images/parse-path.ts';
import { chartAddress, repositoryAddress } from '../../../core/helm/repository/address.ts';
import { parseIndex, pickVersion } from '../../../core/helm/repository/index-file.ts';
import {
  Budget,
  readYaml,
  TemplateEngine,
  TemplateFault,
  type Value,
  writeYaml,
} from '../../../core/helm/template/index.ts';
import { functionNames } from '../../../core/helm/template/functions/index.ts';
import { parseConstraint } from '../../../core/helm/version/constraint.ts';
import { parseLenientVersion } from '../../../core/config/index.ts';
import { endOfTar, rawEntry } from '../../support/archive-tar.ts';
import { chartTree, chartYaml, helmFixture, podOf } from '../../support/helm-charts.ts';
import { yamlPieces } from './configurations.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateText, shuffled } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

const limits = { steps: 200_000, characters: 1_000_000, includes: 50, valueDepth: 100 };
const isTemplateFault = (error: unknown): boolean => error instanceof TemplateFault;

const index = `apiVersion: v1
entries:
  web:
    - name: web
      version: 1.0.0
      urls: [web-1.0.0.tgz]
      digest: ${'ab'.repeat(32)}
    - {name: web, version: 2.0.0-rc.1, urls: ["https://h.example/web.tgz"]}
  "tool":
    - name: tool
      version: "0.1"
      deprecated: true
generated: "2026-01-01T00:00:00Z"
`;

const chartIndex = fuzzTarget({
  name: 'chart indexes',
  batch: 2000,
  draw: (random) =>
    mutateText(random, index, [...yamlPieces, 'entries:\n', '  web:\n', 'version: ', '    - ']),
  parse: (text) => {
    const read = parseIndex(Buffer.from(text), 'lab');
    for (const name of read.names.slice(0, 5)) {
      const versions = read.versions(name);
      const picked = pickVersion(versions, '^1.0.0');
      holds(picked === undefined || versions.includes(picked), 'a version that is not there');
      for (const { urls } of versions) {
        for (const url of urls) chartAddress(url, new URL('https://charts.example/lab/'));
      }
    }
    return read.names;
  },
});

const addresses = [
  'https://charts.example/lab/index.yaml?x=1',
  'oci://h.example/charts',
  'http://h.example',
  'https://u:p@h.example/',
];

const address = fuzzTarget({
  name: 'addresses of charts',
  own: true,
  draw: (random) =>
    mutateText(random, random.pick(addresses), ['/', '//', '://', '@', ':', '?', '#', '/index.yaml', 'oci:']),
  parse: (url) => {
    const base = new URL('https://charts.example/lab/');
    const chart = chartAddress(url, base);
    holds(
      chart === undefined || (chart.username === '' && /^(?:https?|oci):$/.test(chart.protocol)),
      'an address of another kind',
    );
    return repositoryAddress({ name: 'lab', url, charts: [] });
  },
});

const tree: Readonly<Record<string, string>> = {
  'Chart.yaml': chartYaml(
    'web',
    '1.0.0',
    'dependencies:\n  - name: sub\n    version: 1.x\n    repository: ""\n    condition: sub.enabled\n    alias: s\n',
  ),
  'values.yaml': 'sub: {enabled: true}\nimage: quay.io/a/web:1\nlist: [1, 2]\n',
  'templates/pod.yaml': podOf('{{ .Values.image | quote }}'),
  'templates/_helpers.tpl': '{{- define "web.name" -}}{{ .Chart.Name | trunc 63 }}{{- end -}}',
  'charts/sub/Chart.yaml': chartYaml('sub', '1.2.0'),
  'charts/sub/templates/x.yaml': podOf('quay.io/a/sub:{{ .Chart.Version }}'),
  '.helmignore': '*.md\n',
};
const names = Object.keys(tree);

function chartTar(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([name, body]) => rawEntry({ name: `web/${name}`, body }));
  return Buffer.concat([...entries, endOfTar]);
}

/** A packed chart, with a file or an archive that is not what it was; rendered when it can be read. */
const chart = fuzzTarget({
  name: 'packed charts',
  batch: 500,
  draw: (random) => {
    const name = random.pick(names);
    const changed = {
      ...tree,
      [name]: mutateText(random, tree[name] ?? '', [...yamlPieces, '{{ ', ' }}', 'name: ', 'version: ']),
    };
    const tar = chartTar(random.between(0, 2) === 0 ? tree : changed);
    const packed = gzipSync(random.between(0, 2) === 0 ? mutateBytes(random, tar) : tar, { level: 1 });
    return random.between(0, 5) === 0 ? mutateBytes(random, packed) : packed;
  },
  parse: async (archive) => {
    const read = await openChart({ place: 'web.tgz', archive });
    const { name, version } = read.metadata;
    holds(!/[/\\]|\.\./.test(name) && !/[/\\]/.test(version), 'a name that leads elsewhere');
    return findImages(renderChart(read, { limits }), { chart: name, imagePaths: [] }).images;
  },
});

const web = chartTree(helmFixture('web.chart.txt'));
const templates = [
  ...Object.entries(web).flatMap(([name, text]) => (name.startsWith('templates/') ? [text] : [])),
  ...(JSON.parse(helmFixture('expressions.json')) as readonly unknown[]).map(templateIn),
].filter((text) => text !== '');
const expressionValues = helmFixture('expressions.values.yaml');
const functions = [...functionNames];
const templatePieces = [
  '{{ ',
  ' }}',
  '{{- ',
  ' -}}',
  '{{/* ',
  ' */}}',
  '{{ end }}',
  '{{ else }}',
  '{{ range ',
  '{{ with ',
  '{{ define "a" }}',
  '{{ include "a" . }}',
  '{{ tpl "x" . }}',
  ' | ',
  '(',
  ')',
  '$x := ',
  '.',
  '.Values',
  ' "a" ',
  ' 1 ',
  ' -1 ',
  ' 1e9 ',
  ' nil ',
  ' (list 1 2) ',
  ' (dict "a" 1) ',
  '`',
  "'a'",
];

function templateIn(example: unknown): string {
  const member =
    typeof example === 'object' && example !== null
      ? Object.values(example).find((value) => typeof value === 'string')
      : example;
  return typeof member === 'string' ? member : '';
}

/** What a template asks for ends, and what it does stays within. */
const template = fuzzTarget({
  name: 'templates',
  batch: 2000,
  mayThrow: isTemplateFault,
  draw: (random) => {
    const called = Array.from({ length: 3 }, () => ` ${random.pick(functions)} `);
    return random.between(0, 2) === 0
      ? `{{ ${shuffled(random, [...templatePieces, ...called], 10)} }}`
      : mutateText(random, random.pick(templates), [...templatePieces, ...called]);
  },
  parse: (text) => {
    const engine = new TemplateEngine({ limits, now: new Date(0) });
    const data = new Map<string, Value>([
      ['Values', readYaml(expressionValues, engine.budget)],
      ['Chart', new Map([['Name', 'web']])],
    ]);
    engine.add('t.yaml', text);
    return engine.render('t.yaml', data);
  },
});

/** YAML as Go reads it; what is written is read as the same. */
const goYaml = fuzzTarget({
  name: 'YAML of charts',
  batch: 2000,
  mayThrow: isTemplateFault,
  draw: (random) =>
    mutateText(
      random,
      random.pick([
        'a: 1\nb: [x, "y", null]\nc: {d: &e 0x1f, f: *e}\n',
        'on: 1e3\n0o7: |\n  t\n <<: {a: b}\n',
      ]),
      yamlPieces,
    ),
  parse: (text) => {
    const budget = new Budget(limits);
    const value = readYaml(text, budget);
    const written = writeYaml(value, budget);
    holds(
      writeYaml(readYaml(written, budget), budget) === written,
      `another value than was written: ${JSON.stringify(written.slice(0, 200))}`,
    );
    return value;
  },
});

const imagePaths = [
  '{.spec.template.spec.containers[*].image}',
  "{..image}{' '}{.a['b'].c[0:2:1]}",
  '{.items[?(@.kind=="Pod")].spec}',
  '{.a[0,1]}',
];

const imagePath = fuzzTarget({
  name: 'image paths',
  own: true,
  mayThrow: (error) => error instanceof PathFault || isTemplateFault(error),
  draw: (random) =>
    mutateText(random, random.pick(imagePaths), [
      '{',
      '}',
      '..',
      '[*]',
      '[?(',
      ')]',
      '@',
      '==',
      '"',
      "'",
      '.a',
      '[-1]',
      '[::]',
      ',',
    ]),
  parse: (text) => {
    const budget = new Budget(limits);
    const value = readYaml(
      'a: {b: {c: [1, 2, {image: x}]}}\nitems: [{kind: Pod, spec: y}]\nimage: z\n',
      budget,
    );
    return followPath(parseImagePath(text), value, budget);
  },
});

const constraints = ['>=1.19-0', '^1.2 || 3.x', '~1.2.3, !=1.2.5', '1.2 - 3.4', '*', '=v1.0.0-rc.1+b'];

const constraint = fuzzTarget({
  name: 'version constraints',
  draw: (random) =>
    mutateText(random, random.pick(constraints), [
      '>=',
      '^',
      '~',
      '||',
      ' - ',
      ',',
      '.x',
      '*',
      'v',
      ' ',
      '-0',
      '+b',
    ]),
  parse: (text) => {
    const one = parseLenientVersion('1.2.3');
    return one === undefined ? undefined : parseConstraint(text)?.allows(one);
  },
});

const globs = ['**/*.yaml', 'templates/[a-z]?.tpl', '{a,b}/c', '\\*', '[^a]'];
const globPieces = [
  '*',
  '**',
  '?',
  '[',
  ']',
  '{',
  '}',
  ',',
  '\\',
  '/',
  '!',
  '^',
  '-',
  '(',
  ')',
  '|',
  '.',
  '#',
  '\n',
  'a*',
];
const longName = `templates/${'a'.repeat(230)}.yaml`;

const glob = fuzzTarget({
  name: 'file patterns of charts',
  draw: (random) => mutateText(random, random.pick(globs), globPieces),
  parse: (text) => {
    compileGlob(text, { extended: true })?.(longName);
    const parts = entryParts(text);
    holds(
      parts === undefined || !parts.some((part) => part === '..' || part === '' || /[\\\0]/.test(part)),
      'a name that leads elsewhere',
    );
    return parseIgnore(text, 'web')(longName, false);
  },
});

export const chartTargets: readonly FuzzTarget[] = [
  chartIndex,
  address,
  chart,
  template,
  goYaml,
  imagePath,
  constraint,
  glob,
];
