import { describe, expect, it } from 'vitest';
import { findImages, type FoundImages, renderChart } from '../../../core/helm/index.ts';
import { followPath } from '../../../core/helm/images/follow-path.ts';
import { parseImagePath, PathFault } from '../../../core/helm/images/parse-path.ts';
import { Budget, fromPlain } from '../../../core/helm/template/index.ts';
import { chartOf, chartYaml } from '../../support/helm-charts.ts';

const document = {
  kind: 'Deployment',
  metadata: { name: 'web', annotations: { 'a.b/c': 'dotted', "it's": 'quote' } },
  spec: {
    containers: [
      { name: 'a', image: 'r.example/a:1', ports: [1, 2, 3], on: true },
      { name: 'b', image: 'r.example/b:2', weight: 5 },
      { name: 'c', env: [{ name: 'IMAGE', value: 'r.example/c:3' }] },
    ],
    nested: { deep: { image: 'r.example/d:4', list: [{ image: 'r.example/e:5' }] } },
    text: 'two words',
    nothing: null,
  },
};

function printed(path: string): readonly string[] {
  return followPath(parseImagePath(path), fromPlain(document, new Budget()), new Budget());
}

describe('paths as kubectl has them', () => {
  it.each<[string, readonly string[]]>([
    ['{.kind}', ['Deployment']],
    ['{.spec.containers[*].image}', ['r.example/a:1', 'r.example/b:2']],
    ['{.spec.containers[0].image}', ['r.example/a:1']],
    ['{.spec.containers[-1].name}', ['c']],
    ['{.spec.containers[9].name}', []],
    ['{.spec.containers[0:2].name}', ['a', 'b']],
    ['{.spec.containers[1:].name}', ['b', 'c']],
    ['{.spec.containers[::2].name}', ['a', 'c']],
    ['{.spec.containers[0,2].name}', ['a', 'c']],
    ["{.spec['text']}", ['two', 'words']],
    ["{['kind']}", ['Deployment']],
    ["{.metadata.annotations['a.b/c']}", ['dotted']],
    ['{.metadata.annotations.a\\.b/c}', ['dotted']],
    ["{.metadata.annotations['it\\'s']}", ['quote']],
    ["{.metadata['name','none']}", ['web']],
    ['{..image}', ['r.example/a:1', 'r.example/b:2', 'r.example/d:4', 'r.example/e:5']],
    ['{.spec..image}', ['r.example/a:1', 'r.example/b:2', 'r.example/d:4', 'r.example/e:5']],
    ['{.spec.nested.*.image}', ['r.example/d:4']],
    ['{.spec.containers[?(@.name=="b")].image}', ['r.example/b:2']],
    ["{.spec.containers[?(@.name == 'b')].image}", ['r.example/b:2']],
    ['{.spec.containers[?(@.name!="b")].name}', ['a', 'c']],
    ['{.spec.containers[?(@.weight>4)].name}', ['b']],
    ['{.spec.containers[?(@.weight<=4)].name}', []],
    ['{.spec.containers[?(@.on==true)].name}', ['a']],
    ['{.spec.containers[?(@.env)].name}', ['c']],
    ['{.spec.containers[*].env[?(@.name=="IMAGE")].value}', ['r.example/c:3']],
    ['{.spec.containers[*].ports[*]}', ['1', '2', '3']],
    ['{$.kind}', ['Deployment']],
    ['{.kind} and {.metadata.name}', ['Deployment', 'and', 'web']],
    ['{ .kind }', ['Deployment']],
    ['.kind', ['Deployment']],
    ['$.kind', ['Deployment']],
    ['{.spec.nothing}', []],
    ['{.spec.nested}', []],
    ['{.none.of.this[*].is.there}', []],
    ['{.kind[0].x}', []],
    ['{.constructor.name}', []],
    ['{.spec.containers.length}', []],
    ['plain text {.kind}', ['plain', 'text', 'Deployment']],
  ])('%s', (path, expected) => {
    expect(printed(path)).toEqual(expected);
  });

  it.each([
    '{',
    '{}',
    '',
    '{.a',
    '{.a[}',
    '{.a[0}',
    '{.a[?(@.b==)]}',
    '{.a[?(@.b=="x"]}',
    "{.a['b}",
    '{.a[1:2:-1]}',
    '{.a..}',
    '{.a b}',
    '{range .a[*]}{.b}{end}',
    `{${'.a[?(@'.repeat(200)}}`,
    `{${'.a'.repeat(5000)}}`,
  ])('%s is none', (path) => {
    expect(() => parseImagePath(path)).toThrow(PathFault);
  });

  it('end even where each step leads to many places', () => {
    const path = parseImagePath(`{${'..*'.repeat(8)}}`);
    let deep: unknown = 'x';
    for (let depth = 0; depth < 60; depth++) deep = { a: deep };
    const budget = new Budget({ steps: 50_000, characters: 1e6, includes: 1, valueDepth: 100 });
    expect(() => followPath(path, fromPlain(deep, new Budget()), budget)).toThrow('more than 50000 steps');
  });
});

async function imagesOf(template: string, imagePaths: readonly string[] = []): Promise<FoundImages> {
  const chart = await chartOf({ 'Chart.yaml': chartYaml('c', '1.0.0'), 'templates/t.yaml': template });
  return findImages(renderChart(chart), { chart: 'c 1.0.0', imagePaths });
}
const texts = ({ images }: FoundImages): string[] => images.map(({ text }) => text);
const told = ({ findings }: FoundImages): string[] =>
  findings.map(({ code, params }) => `${code} ${params['image'] ?? params['path'] ?? ''}`);
const digest = `sha256:${'a'.repeat(64)}`;

describe('images of a chart', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'pods',
      'spec: {containers: [{image: "r.example/a:1"}], initContainers: [{image: "r.example/i:1"}]}',
      ['r.example/i:1', 'r.example/a:1'],
    ],
    [
      'what makes pods',
      'spec: {template: {spec: {containers: [{image: "r.example/a:1"}, {image: "r.example/b:1"}]}}}',
      ['r.example/a:1', 'r.example/b:1'],
    ],
    [
      'jobs by the clock',
      'spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: "r.example/a:1"}]}}}}}',
      ['r.example/a:1'],
    ],
    [
      'each once',
      'spec: {containers: [{image: "r.example/a:1"}, {image: "r.example/a:1"}]}',
      ['r.example/a:1'],
    ],
    ['by digest', `spec: {containers: [{image: "r.example/a@${digest}"}]}`, [`r.example/a@${digest}`]],
    ['without a host', 'spec: {containers: [{image: "nginx:1.27"}]}', ['nginx:1.27']],
    [
      'a hook that installs',
      'metadata: {annotations: {helm.sh/hook: "pre-install,pre-upgrade"}}\nspec: {containers: [{image: "r.example/a:1"}]}',
      ['r.example/a:1'],
    ],
    [
      'a hook that only tests',
      'metadata: {annotations: {helm.sh/hook: test}}\nspec: {containers: [{image: "r.example/a:1"}]}',
      [],
    ],
    ['elsewhere, which must be said', 'spec: {image: "r.example/a:1"}', []],
  ])('%s', async (_, template, expected) => {
    const found = await imagesOf(template);
    expect({ images: texts(found), findings: found.findings }).toEqual({ images: expected, findings: [] });
  });

  it('are found where the configuration says', async () => {
    const found = await imagesOf('spec: {containers: [{env: [{value: "r.example/a:1"}, {value: "off"}]}]}', [
      '{.spec.containers[*].env[*].value}',
    ]);
    expect(texts(found)).toEqual(['r.example/a:1']);
    expect(told(found)).toEqual(['HELM_IMAGE_UNUSABLE off']);
  });

  it.each([
    ['without a tag', 'nginx'],
    ['with a bad digest', 'r.example/a@sha256:12'],
    ['with a bad name', 'r.example/A:1'],
    ['on a disk', 'oci:///images/a'],
    ['empty parts', 'r.example//a:1'],
  ])('that are no references are told: %s', async (_, image) => {
    const found = await imagesOf(`spec: {containers: [{image: "${image}"}]}`);
    expect(texts(found)).toEqual([]);
    expect(told(found)).toEqual([`HELM_IMAGE_UNUSABLE ${image}`]);
  });

  it('tell of a path that matches nothing', async () => {
    const found = await imagesOf('spec: {containers: [{image: "r.example/a:1"}]}', ['{.spec.extra.image}']);
    expect(texts(found)).toEqual(['r.example/a:1']);
    expect(told(found)).toEqual(['HELM_IMAGE_PATH_UNMATCHED {.spec.extra.image}']);
  });

  it('need paths that can be read', async () => {
    await expect(imagesOf('a: 1', ['{.x'])).rejects.toMatchObject({ code: 'HELM_IMAGE_PATH_INVALID' });
  });

  it('need documents that are YAML', async () => {
    await expect(imagesOf('image: [')).rejects.toMatchObject({
      code: 'HELM_DOCUMENT_INVALID',
      params: { template: 'c/templates/t.yaml' },
    });
  });
});
