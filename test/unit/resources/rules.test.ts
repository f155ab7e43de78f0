import { describe, expect, it } from 'vitest';
import { type MirrorRule, rulesFromResources } from '../../../core/resources/index.ts';

const file = (text: string, fileName = 'idms.yaml'): { fileName: string; text: string } => ({
  fileName,
  text,
});

const set = (kind: string, list: string, entries: string): string =>
  `apiVersion: config.openshift.io/v1\nkind: ${kind}\nmetadata: {name: x}\nspec:\n  ${list}:\n${entries}`;
const entry = (source: string, ...mirrors: readonly string[]): string =>
  `  - mirrors: [${mirrors.join(', ')}]\n    source: "${source}"\n`;
const idms = (entries: string): string => set('ImageDigestMirrorSet', 'imageDigestMirrors', entries);
const itms = (entries: string): string => set('ImageTagMirrorSet', 'imageTagMirrors', entries);

const rule = (source: string, pull: MirrorRule['pull'], ...mirrors: readonly string[]): MirrorRule => ({
  source,
  mirrors,
  pull,
  neverContactSource: false,
});

describe('when rules are read from cluster resources', () => {
  it('tells digests and tags apart and combines what both say', () => {
    const rules = rulesFromResources([
      file(idms(entry('quay.io/a', 'm.io/a') + entry('quay.io/b', 'm.io/b'))),
      file(itms(entry('quay.io/b', 'm.io/b') + entry('quay.io/c', 'm.io/c')), 'itms.yaml'),
    ]);
    expect(rules).toEqual([
      rule('quay.io/a', 'digest-only', 'm.io/a'),
      rule('quay.io/b', 'all', 'm.io/b'),
      rule('quay.io/c', 'tag-only', 'm.io/c'),
    ]);
  });

  it('keeps the order of the mirrors, each once', () => {
    const text = `${idms(entry('q.io', 'm1.io', 'm2.io', 'm1.io'))}---\n${idms(entry('q.io', 'm3.io', 'm2.io'))}`;
    expect(rulesFromResources([file(text)])).toEqual([
      rule('q.io', 'digest-only', 'm1.io', 'm2.io', 'm3.io'),
    ]);
  });

  it('parts mirrors of one source that serve different references', () => {
    const files = [
      file(idms(entry('q.io', 'm1.io', 'm2.io'))),
      file(itms(entry('q.io', 'm2.io', 'm3.io')), 'i.yaml'),
    ];
    expect(rulesFromResources(files)).toEqual([
      rule('q.io', 'digest-only', 'm1.io'),
      rule('q.io', 'all', 'm2.io'),
      rule('q.io', 'tag-only', 'm3.io'),
    ]);
  });

  it('puts the longest source first, as a registry lookup wants it', () => {
    const text = idms(
      ['q.io', 'q.io/a/b', 'q.io/a', 'p.io/a'].map((source) => entry(source, 'm.io')).join(''),
    );
    expect(rulesFromResources([file(text)]).map(({ source }) => source)).toEqual([
      'q.io/a/b',
      'p.io/a',
      'q.io/a',
      'q.io',
    ]);
  });

  it('reads ImageContentSourcePolicy, install-config and Lists', () => {
    const icsp = `apiVersion: operator.openshift.io/v1alpha1\nkind: ImageContentSourcePolicy\nspec:\n  repositoryDigestMirrors:\n${entry('q.io/a', 'm.io/a')}`;
    const install = `apiVersion: v1\nbaseDomain: x\nimageDigestSources:\n- mirrors: [m.io/b]\n  source: q.io/b\n`;
    const older = `imageContentSources:\n- mirrors: [m.io/c]\n  source: q.io/c\n`;
    const list = JSON.stringify({
      kind: 'List',
      items: [
        { kind: 'ImageTagMirrorSet', spec: { imageTagMirrors: [{ source: 'q.io/d', mirrors: ['m.io/d'] }] } },
      ],
    });
    expect(rulesFromResources([icsp, install, older, list].map((text) => file(text)))).toEqual([
      rule('q.io/a', 'digest-only', 'm.io/a'),
      rule('q.io/b', 'digest-only', 'm.io/b'),
      rule('q.io/c', 'digest-only', 'm.io/c'),
      rule('q.io/d', 'tag-only', 'm.io/d'),
    ]);
  });

  it('passes on that a source must not be asked, even without mirrors', () => {
    const text = idms(
      `  - source: q.io/a\n    mirrors: [m.io]\n    mirrorSourcePolicy: NeverContactSource\n  - source: q.io/b\n    mirrorSourcePolicy: NeverContactSource\n`,
    );
    expect(rulesFromResources([file(text)])).toEqual([
      { ...rule('q.io/a', 'digest-only', 'm.io'), neverContactSource: true },
      { ...rule('q.io/b', 'all'), neverContactSource: true },
    ]);
  });

  it('accepts documents without apiVersion, empty documents, comments, other kinds, ports and wildcards', () => {
    const text = `# comment\n---\n${idms(entry('*.redhat.io', 'localhost:5000/a__b')).replace(
      /^apiVersion.*\n/,
      '',
    )}---\n---\nkind: CatalogSource\nspec: {imageDigestMirrors: 1}\n--- text\n`;
    expect(rulesFromResources([file(text)])).toEqual([
      rule('*.redhat.io', 'digest-only', 'localhost:5000/a__b'),
    ]);
  });

  it('accepts a tab in front of a comment, which people leave there', () => {
    const text = idms(entry('q.io/a', 'm.io/a')).replace(
      'metadata: {name: x}',
      'metadata: {name: x} \t\t# renamed',
    );
    expect(rulesFromResources([file(text)])).toHaveLength(1);
  });
});

describe('when a file cannot be used', () => {
  const refusal = (text: string): unknown => {
    try {
      return rulesFromResources([file(text, 'idms-oc-mirror.yaml')]);
    } catch (error) {
      return error;
    }
  };

  it('points at a tab used as indentation', () => {
    const text = idms(entry('q.io/a', 'm.io/a')).replace('    source', '\tsource');
    expect(refusal(text)).toMatchObject({
      code: 'RESOURCES_TAB',
      params: { file: 'idms-oc-mirror.yaml', line: 7 },
    });
  });

  it.each([
    ['a: [1', 1],
    ['a: 1\na: 2', 2],
    ['a: 1\nb: 2\nc: {d', 3],
    ['a: 1\n---\nc: *unknown', 2],
  ])('points at the line of a fault in %j', (text, line) => {
    expect(refusal(text)).toMatchObject({ code: 'RESOURCES_YAML_INVALID', params: { line } });
  });

  it('refuses a bomb of aliases', () => {
    const layers = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join()}]`,
    );
    expect(refusal(['l0: &l0 [x]', ...layers].join('\n'))).toMatchObject({ code: 'RESOURCES_YAML_INVALID' });
  });

  it('refuses a file of absurd size before it reads it', () => {
    expect(refusal('#'.repeat(16 * 1024 * 1024 + 1))).toMatchObject({ code: 'RESOURCES_FILE_TOO_LARGE' });
  });

  it.each([
    'kind: ImageDigestMirrorSet',
    'kind: ImageDigestMirrorSet\nspec: {imageDigestMirrors: {}}',
    'kind: ImageDigestMirrorSet\nspec: {imageDigestMirrors: [x]}',
    'kind: ImageTagMirrorSet\nspec: {imageTagMirrors: [{mirrors: [m.io]}]}',
    'kind: ImageTagMirrorSet\nspec: {imageTagMirrors: [{source: q.io, mirrors: m.io}]}',
    'imageDigestSources: x',
  ])('refuses the wrong shape %j', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'RESOURCES_SHAPE_INVALID' });
  });

  it.each([
    'https://q.io/a',
    'q.io/a:tag',
    'q.io/UPPER',
    '',
    'q.io/a b',
    'q.io/a"\n[[registry]]',
    '*.q.io/a',
    'q.io//a',
  ])('refuses %j as a source: it would end in a configuration file', (source) => {
    const text = JSON.stringify({
      kind: 'ImageTagMirrorSet',
      spec: { imageTagMirrors: [{ source, mirrors: ['m.io'] }] },
    });
    expect(refusal(text)).toMatchObject({ code: 'RESOURCES_ENTRY_INVALID', params: { text: source } });
  });

  it('refuses a wildcard or a number as a mirror', () => {
    for (const mirror of ['*.m.io', 5]) {
      const imageTagMirrors = [{ source: 'q.io', mirrors: [mirror] }];
      expect(refusal(JSON.stringify({ kind: 'ImageTagMirrorSet', spec: { imageTagMirrors } }))).toMatchObject(
        mirror === 5 ? [{ mirrors: ['5'] }] : { code: 'RESOURCES_ENTRY_INVALID' },
      );
    }
  });

  it('says so when there is no mirror set at all', () => {
    expect(refusal('kind: CatalogSource')).toMatchObject({
      code: 'RESOURCES_WITHOUT_MIRRORS',
      params: { files: 'idms-oc-mirror.yaml' },
    });
    expect(() => rulesFromResources([])).toThrow(
      expect.objectContaining({ code: 'RESOURCES_WITHOUT_MIRRORS' }),
    );
  });
});
