import { describe, expect, it } from 'vitest';
import { parseImageSetConfiguration } from '../../../core/config/index.ts';
import { codesOf, errorsOf, mirrorOf, problemsOf } from '../../support/config-cases.ts';

describe('when the YAML is broken', () => {
  it.each([
    ['a tab', mirrorOf('\tplatform:\n'), 'CONFIG_YAML_TAB', 4],
    ['a tab in a list', mirrorOf('  operators:\n\t- catalog: x\n'), 'CONFIG_YAML_TAB', 5],
    ['a slipped line', mirrorOf('  operators:\n    - catalog: a\n   packages: b\n'), 'CONFIG_YAML_INDENT', 6],
    ['a missing quote', mirrorOf('  platform: "x\n'), 'CONFIG_YAML_SYNTAX', 4],
    ['a colon too many', mirrorOf('  platform: a: b\n'), 'CONFIG_YAML_SYNTAX', 4],
    ['an unknown tag', mirrorOf('  platform: !secret x\n'), 'CONFIG_YAML_SYNTAX', 4],
  ])('points at %s', (_what, text, code, line) => {
    const [first] = problemsOf(text);
    expect(first).toMatchObject({ level: 'error', code, line });
  });

  it('keeps the parser’s words for the folded part', () => {
    expect(problemsOf(mirrorOf('  platform: a: b\n'))[0]?.detail).toContain('mappings');
  });

  it.each(['', '\n\n', '# only a comment\n', '---\n'])('says that %j is empty', (text) => {
    expect(codesOf(text)).toEqual(['CONFIG_EMPTY']);
  });

  it.each(['just text', '[1, 2]', '7'])('asks for an object instead of %j', (text) => {
    expect(codesOf(text)).toEqual(['CONFIG_WITHOUT_FIELDS']);
  });

  it('recognises a template that was not rendered', () => {
    const text = 'kind: ImageSetConfiguration\n{% for c in channels %}\nname: {{ c.name }}\n';
    expect(problemsOf(text)).toMatchObject([{ code: 'CONFIG_TEMPLATE', line: 2 }]);
  });
});

describe('when the file holds several documents', () => {
  it('refuses the second, which oc-mirror overlooks', () => {
    const text = `${mirrorOf('  additionalImages: []\n')}---\n${mirrorOf('  operators: []\n')}`;
    expect(errorsOf(text)).toEqual(['CONFIG_MULTIPLE_DOCUMENTS']);
    expect(problemsOf(text)[0]?.line).toBe(6);
  });

  it('does not mind a separator before the first or after the last', () => {
    expect(codesOf(`---\n${mirrorOf('  operators: []\n')}---\n`)).toEqual([]);
  });
});

describe('when a key is given twice', () => {
  it('refuses both spellings of the same field', () => {
    expect(problemsOf(mirrorOf('  operators: []\n  operators: []\n'))).toMatchObject([
      { code: 'CONFIG_DUPLICATE_KEY', line: 5, params: { key: 'operators' } },
    ]);
    expect(errorsOf(mirrorOf('  operators: []\n  Operators: []\n'))).toEqual(['CONFIG_DUPLICATE_KEY']);
  });

  it('goes on to say what else is wrong', () => {
    expect(errorsOf(mirrorOf('  operators: []\n  operators: []\n  foo: 1\n'))).toEqual([
      'CONFIG_DUPLICATE_KEY',
      'CONFIG_UNKNOWN_FIELD',
    ]);
  });
});

describe('when a key is not known', () => {
  it.each([
    ['additionalImage', 'additionalImages'],
    ['platfrom', 'platform'],
    ['hlem', 'helm'],
    ['operator', 'operators'],
  ])('asks whether %s was meant to be %s', (field, suggestion) => {
    expect(problemsOf(mirrorOf(`  ${field}: {}\n`))).toMatchObject([
      {
        code: 'CONFIG_UNKNOWN_FIELD_SUGGESTION',
        line: 4,
        column: 3,
        params: { field, suggestion, owner: 'mirror' },
      },
    ]);
  });

  it('lists what is known where nothing is near', () => {
    const [problem] = problemsOf(mirrorOf('  imageContentSources: {}\n'));
    expect(problem?.code).toBe('CONFIG_UNKNOWN_FIELD');
    expect(problem?.params['known']).toContain('additionalImages');
  });

  it.each(['minversion', 'MinVersion', 'MINVERSION'])('reads %s and warns', (key) => {
    const text = mirrorOf(`  platform:\n    channels:\n    - name: c\n      ${key}: 4.18.1\n`);
    expect(problemsOf(text)).toMatchObject([
      { level: 'warning', code: 'CONFIG_KEY_CASE', line: 7, params: { key, right: 'minVersion' } },
    ]);
  });

  it('reads a stanza in the wrong case too', () => {
    const text = 'Kind: ImageSetConfiguration\napiversion: mirror.openshift.io/v2alpha1\nMirror: {}\n';
    expect(codesOf(text)).toEqual(['CONFIG_KEY_CASE', 'CONFIG_KEY_CASE', 'CONFIG_KEY_CASE']);
  });

  it('explains what older formats had', () => {
    const old = 'storageConfig:\n  local:\n    path: ./\n';
    expect(errorsOf(`${old}${mirrorOf('  operators: []\n')}`)).toEqual(['CONFIG_STORAGE_CONFIG']);
    const catalog = '  operators:\n  - catalog: quay.io/c/i:1\n';
    expect(errorsOf(mirrorOf(`${catalog}    headsOnly: false\n`))).toEqual(['CONFIG_HEADS_ONLY']);
    expect(problemsOf(mirrorOf(`${catalog}    targetName: x\n    packages: [{name: p}]\n`))).toMatchObject([
      { code: 'CONFIG_OLD_FIELD', params: { field: 'targetName', replacement: 'targetCatalog' } },
    ]);
    expect(errorsOf(mirrorOf('  ocp: {}\n'))).toEqual(['CONFIG_OLD_FIELD']);
  });

  it('does not take names of built-in properties for fields', () => {
    for (const key of ['constructor', '__proto__', 'toString']) {
      expect(errorsOf(mirrorOf(`  ${key}: {}\n`))).toEqual(['CONFIG_UNKNOWN_FIELD']);
    }
  });
});

describe('when a value has the wrong type', () => {
  const channel = (line: string): string =>
    mirrorOf(`  platform:\n    channels:\n    - name: stable-4.18\n      ${line}\n`);

  it.each([
    'maxVersion: 4.18',
    'maxVersion: 4',
    'type: yes',
    'type: off',
    'maxVersion: 0x10',
    'maxVersion: .5',
  ])('asks for quotes around %j', (line) => {
    const [problem] = problemsOf(channel(line));
    expect(problem).toMatchObject({ level: 'error', code: 'CONFIG_TYPE_QUOTE', line: 7 });
    expect(problem?.params['value']).toBe(line.split(': ')[1]);
  });

  it('knows that a version with two dots, a date and quoted text are texts', () => {
    expect(errorsOf(channel('maxVersion: 4.18.1'))).toEqual([]);
    expect(errorsOf(channel('maxVersion: "4.18"'))).toEqual(['CONFIG_RELEASE_VERSION']);
    expect(errorsOf(channel('maxVersion: !!str 4.18'))).toEqual(['CONFIG_RELEASE_VERSION']);
    expect(
      errorsOf(mirrorOf('  additionalImages: [{name: "quay.io/a:1", targetTag: 2024-01-31}]\n')),
    ).toEqual([]);
    expect(errorsOf(mirrorOf('  additionalImages: [{name: "quay.io/a:1", targetTag: 15}]\n'))).toEqual([
      'CONFIG_TYPE_QUOTE',
    ]);
  });

  it.each([
    ['true', true],
    ['True', true],
    ['yes', true],
    ['on', true],
    ['Y', true],
    ['false', false],
    ['No', false],
    ['OFF', false],
    ['n', false],
    ['~', false],
  ])('reads %s as oc-mirror does: %s', (word, value) => {
    const text = mirrorOf(`  platform:\n    graph: ${word}\n`);
    expect(parseImageSetConfiguration(text, { fileName: 'isc.yaml' })).toMatchObject({
      ok: true,
      findings: [],
      configuration: { mirror: { platform: { graph: value } } },
    });
  });

  it.each(['"true"', '1', 'tRUE', '[]', 'maybe'])('refuses %s as a truth value', (word) => {
    expect(errorsOf(mirrorOf(`  platform:\n    graph: ${word}\n`))).toEqual(['CONFIG_TYPE_BOOLEAN']);
  });

  it.each(['"4"', '4.5', '4GiB', 'true', '1e3', '99999999999999999999'])(
    'refuses %s as archiveSize',
    (value) => {
      expect(errorsOf(`archiveSize: ${value}\n${mirrorOf('  operators: []\n')}`)).toEqual([
        'CONFIG_TYPE_INTEGER',
      ]);
    },
  );

  it('refuses a negative archiveSize, which oc-mirror takes', () => {
    expect(problemsOf(`archiveSize: -1\n${mirrorOf('  operators: []\n')}`)).toMatchObject([
      { code: 'CONFIG_ARCHIVE_SIZE', line: 1, params: { value: -1 } },
    ]);
  });

  it.each([
    ['  operators: {}\n', 'CONFIG_TYPE_LIST'],
    ['  operators: redhat\n', 'CONFIG_TYPE_LIST'],
    ['  operators:\n    catalog: x\n', 'CONFIG_TYPE_LIST'],
    ['  platform: []\n', 'CONFIG_TYPE_MAPPING'],
    ['  additionalImages:\n  - quay.io/a/b:1\n', 'CONFIG_TYPE_MAPPING'],
    ['  additionalImages:\n  - name: [a]\n', 'CONFIG_TYPE_TEXT'],
    ['  additionalImages:\n  -\n', 'CONFIG_EMPTY_ENTRY'],
  ])('says what belongs there instead (%#)', (content, code) => {
    expect(errorsOf(mirrorOf(content))).toContain(code);
  });
});

describe('when a file uses aliases', () => {
  it('follows a few', () => {
    const text = mirrorOf(
      '  additionalImages:\n  - &ubi {name: "quay.io/a:1", targetTag: one}\n  helm: {}\n  operators:\n  - catalog: quay.io/c/i:1\n    packages: &p [{name: a}]\n  - catalog: quay.io/c/j:1\n    packages: *p\n',
    );
    expect(codesOf(text)).toEqual([]);
  });

  it('refuses to follow hundreds of them', () => {
    const many = Array.from({ length: 101 }, () => '*a').join(', ');
    const text = mirrorOf(`  operators: [&a {catalog: "quay.io/c/i:1"}, ${many}]\n`);
    expect(errorsOf(text)).toContain('CONFIG_ALIASES');
  });

  it('answers a file made to expand without end, with a bounded list', () => {
    const levels = Array.from({ length: 9 }, (_, at) => {
      const inner = at === 0 ? 'x' : `*l${at - 1}`;
      return `l${at}: &l${at} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    const found = errorsOf(`${levels.join('\n')}\n${mirrorOf('  operators: *l8\n')}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(100);
    const wrong = '  - {}\n'.repeat(5000);
    expect(errorsOf(mirrorOf(`  additionalImages:\n${wrong}`))).toHaveLength(1000);
  });

  it('refuses one that contains itself', () => {
    expect(errorsOf(mirrorOf('  operators: &o [*o]\n'))).not.toEqual([]);
    expect(errorsOf(mirrorOf('  platform: &p\n    channels:\n    - *p\n'))).not.toEqual([]);
  });

  it('refuses one that leads nowhere, and merge keys', () => {
    expect(errorsOf(mirrorOf('  operators: *nothing\n'))).toEqual(['CONFIG_ALIAS_UNKNOWN']);
    expect(errorsOf(mirrorOf('  platform:\n    <<: {graph: true}\n'))).toEqual(['CONFIG_MERGE_KEY']);
  });
});
