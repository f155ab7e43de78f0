import { describe, expect, it } from 'vitest';
import { parseLenientVersion } from '../../../core/config/index.ts';
import {
  chartAddress,
  chartFileCandidates,
  indexFile,
  parseIndex,
  pickVersion,
  repositoryAddress,
} from '../../../core/helm/repository/index.ts';
import { splitIndex } from '../../../core/helm/repository/index-text.ts';
import { parseConstraint } from '../../../core/helm/version/constraint.ts';
import { indexOf } from '../../support/helm-repository.ts';

describe('the address of a repository', () => {
  it.each([
    [
      'https://h.example/charts/',
      'https://h.example/charts/index.yaml',
      'helm/indexes/h.example/charts/index.yaml',
    ],
    [
      'https://h.example/charts',
      'https://h.example/charts/index.yaml',
      'helm/indexes/h.example/charts/index.yaml',
    ],
    ['https://h.example', 'https://h.example/index.yaml', 'helm/indexes/h.example/index.yaml'],
    [
      'http://h.example:8080/a/index.yaml',
      'http://h.example:8080/a/index.yaml',
      'helm/indexes/h.example:8080/a/index.yaml',
    ],
    [
      'https://h.example/c/?token=1',
      'https://h.example/c/index.yaml?token=1',
      'helm/indexes/h.example/c/index.yaml',
    ],
    ['https://h.example/a/../../b/', 'https://h.example/b/index.yaml', 'helm/indexes/h.example/b/index.yaml'],
  ])('%s', (url, index, file) => {
    const address = repositoryAddress({ name: 'r', url, charts: [] });
    if (address.kind !== 'http') throw new Error('not http');
    expect(address.index.href).toBe(index);
    expect(indexFile(address.index)).toBe(file);
  });

  it.each([
    '',
    'h.example/charts',
    'ftp://h.example/',
    'file:///etc/',
    'https://user:secret@h.example/',
    'oci://',
  ])('is not %j', (url) => {
    expect(() => repositoryAddress({ name: 'r', url, charts: [] })).toThrow('HELM_REPOSITORY_URL_INVALID');
  });

  it('may be a registry', () => {
    const address = repositoryAddress({ name: 'r', url: 'oci://reg.example/charts/', charts: [] });
    expect(address).toEqual({ kind: 'oci', name: 'reg.example/charts' });
  });

  it.each([
    ['web-1.0.0.tgz', 'https://h.example/c/web-1.0.0.tgz'],
    ['charts/web-1.0.0.tgz', 'https://h.example/c/charts/web-1.0.0.tgz'],
    ['/x/web-1.0.0.tgz', 'https://h.example/x/web-1.0.0.tgz'],
    ['https://other.example/web-1.0.0.tgz', 'https://other.example/web-1.0.0.tgz'],
    ['oci://reg.example/web:1.0.0', 'oci://reg.example/web:1.0.0'],
    ['file:///etc/passwd', undefined],
    ['https://u:p@h.example/web.tgz', undefined],
  ])('leads to the chart %s', (text, expected) => {
    expect(chartAddress(text, new URL('https://h.example/c/'))?.href).toBe(expected);
  });
});

describe('the name of a chart in a set', () => {
  it.each([
    ['1.2.3', ['web-1.2.3', 'web-v1.2.3']],
    ['v1.2.3', ['web-1.2.3', 'web-v1.2.3']],
    ['1.2', ['web-1.2.0', 'web-v1.2.0', 'web-1.2']],
    ['1.2.3-rc.1+b5', ['web-1.2.3-rc.1+b5', 'web-v1.2.3-rc.1+b5']],
  ])('of version %s', (version, expected) => {
    expect(chartFileCandidates('web', version)).toEqual(expected.map((name) => `helm/charts/${name}.tgz`));
  });
});

describe('an index', () => {
  const text = indexOf({
    web: [
      { version: '1.0.0', url: 'web-1.0.0.tgz' },
      { version: 'v2.0.0', url: 'web-2.0.0.tgz' },
      { version: '2.1.0-rc.1', url: 'web-2.1.0-rc.1.tgz' },
      { version: '1.10.0', url: 'web-1.10.0.tgz' },
      { version: 'not a version', url: 'x.tgz' },
      { version: '0.1.0', url: 'web-0.1.0.tgz' },
    ],
    lib: [{ version: '1.0.0', url: 'lib.tgz', type: 'library' }],
  });

  it('gives the versions of a chart, the highest first', () => {
    const index = parseIndex(Buffer.from(text), 'r');
    expect(index.names).toEqual(['web', 'lib']);
    const versions = index.versions('web').map(({ version }) => version);
    expect(versions).toEqual(['2.1.0-rc.1', 'v2.0.0', '1.10.0', '1.0.0', '0.1.0']);
    expect(index.versions('none')).toEqual([]);
    expect(index.versions('lib')[0]?.library).toBe(true);
  });

  it.each([
    ['', 'v2.0.0'],
    ['1.0.0', '1.0.0'],
    ['2.0.0', 'v2.0.0'],
    ['v2.0.0', 'v2.0.0'],
    ['^1', '1.10.0'],
    ['>=2.1.0-0', '2.1.0-rc.1'],
    ['3.x', undefined],
    ['nonsense', undefined],
  ])('picks for %j', (wanted, expected) => {
    const versions = parseIndex(Buffer.from(text), 'r').versions('web');
    expect(pickVersion(versions, wanted)?.version).toBe(expected);
  });

  it.each<[string, string]>([
    ['JSON', '{"apiVersion":"v1","entries":{"web":[{"name":"web","version":"1.0.0","urls":["a"]}]}}'],
    ['one line', 'entries: {web: [{name: web, version: 1.0.0, urls: [a]}]}\n'],
    [
      'deep indentation',
      'entries:\n      web:\n        - name: web\n          version: 1.0.0\n          urls: [a]\n',
    ],
    ['lists under their key', 'entries:\n  web:\n  - {name: web, version: 1.0.0, urls: [a]}\n'],
    ['quoted names', 'entries:\n  "web":\n  - {name: web, version: 1.0.0, urls: [a]}\n'],
    ['Windows lines', 'entries:\r\n  web:\r\n  - name: web\r\n    version: 1.0.0\r\n    urls: [a]\r\n'],
    [
      'comments and blank lines',
      '# x\nentries:\n# x\n\n  web:\n  # x\n\n  - {name: web, version: 1.0.0, urls: [a]}\n',
    ],
    ['aliases', 'entries:\n  web:\n  - &w {name: web, version: 1.0.0, urls: [a]}\n  - *w\n'],
    [
      'text with what looks like keys',
      'entries:\n  web:\n  - name: web\n    description: |\n      entries:\n        other:\n    version: 1.0.0\n    urls: [a]\n',
    ],
    ['a mark at its start', '\ufeffentries:\n  web:\n  - {name: web, version: 1.0.0, urls: [a]}\n'],
  ])('may be written with %s', (_, written) => {
    const index = parseIndex(Buffer.from(written), 'r');
    expect(index.names).toEqual(['web']);
    expect(index.versions('web')[0]).toMatchObject({ version: '1.0.0', urls: ['a'] });
  });

  it.each([
    ['a login page', '<html><body>log in</body></html>'],
    ['nothing', ''],
    ['a list', '- 1'],
    ['another document', 'kind: Pod'],
    ['broken JSON', '{"entries":'],
    ['broken YAML', 'entries: ['],
    ['entries that are a list', 'entries: [1]'],
  ])('is not %s', (_, written) => {
    expect(() => parseIndex(Buffer.from(written), 'r')).toThrow('HELM_INDEX_INVALID');
  });

  it('without charts has none', () => {
    expect(parseIndex(Buffer.from('apiVersion: v1\nentries: {}\n'), 'r').names).toEqual([]);
    expect(parseIndex(Buffer.from('apiVersion: v1\nentries:\n'), 'r').names).toEqual([]);
  });

  it('tells of a damaged part when that part is asked for', () => {
    const index = parseIndex(
      Buffer.from('entries:\n  good:\n  - {name: good, version: 1.0.0}\n  bad:\n  - [\n'),
      'r',
    );
    expect(index.versions('good')).toHaveLength(1);
    expect(() => index.versions('bad')).toThrow('HELM_INDEX_INVALID');
  });

  it.each([
    ['names that are paths', 'entries:\n  "../x":\n  - {name: "../x", version: 1.0.0}\n', '../x'],
    ['versions that are paths', 'entries:\n  x:\n  - {name: x, version: "1.0.0/../.."}\n', 'x'],
    ['entries of another name', 'entries:\n  x:\n  - {name: y, version: 1.0.0}\n', 'x'],
    ['entries that are no lists', 'entries:\n  x: {a: 1}\n', 'x'],
    ['what a prototype has', 'entries:\n  x:\n  - {name: x, version: 1.0.0}\n', 'constructor'],
  ])('passes over %s', (_, written, name) => {
    expect(parseIndex(Buffer.from(written), 'r').versions(name)).toEqual([]);
  });

  it('cannot unfold to more than it is', () => {
    const levels = Array.from({ length: 12 }, (_, at) => {
      const below = at === 0 ? '1' : `*a${at - 1}`;
      return `a${at}: &a${at} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
    });
    expect(() => parseIndex(Buffer.from(`${levels.join('\n')}\nentries: {}\n`), 'r')).toThrow(
      'HELM_INDEX_INVALID',
    );
  });

  it('of 20 MB is read in parts', () => {
    const charts = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [
        `chart${at}`,
        Array.from({ length: 170 }, (__, minor) => ({
          version: `1.${minor}.0`,
          url: `https://h.example/${'long/'.repeat(60)}chart${at}-1.${minor}.0.tgz`,
        })),
      ]),
    );
    const bytes = Buffer.from(indexOf(charts));
    expect(bytes.length).toBeGreaterThan(20_000_000);
    const index = parseIndex(bytes, 'r');
    expect(index.names).toHaveLength(300);
    expect(index.versions('chart299')[0]?.version).toBe('1.169.0');
  });
});

describe('taking an index apart', () => {
  it.each([
    ['no entries', 'a: 1\n'],
    ['entries on one line', 'entries: {a: []}\n'],
    ['a value beside a key', 'entries:\n  a: [1]\n'],
    ['a key over several lines', 'entries:\n  ? a\n  : []\n'],
  ])('is not tried with %s', (_, text) => {
    expect(splitIndex(text)).toBeUndefined();
  });

  it('stops at the next key', () => {
    expect(splitIndex('entries:\n  a:\n  - 1\ngenerated: x\n  b:\n')).toEqual([{ name: 'a', text: '  - 1' }]);
  });
});

describe('constraints', () => {
  it.each([
    ['>=1.0 <2 || 3.x', '3.5.0', true],
    ['>=1.0, <2', '2.0.0', false],
    ['1.2 - 1.4', '1.5.0', false],
    ['~1.2', '1.2.9', true],
    ['^0.0.3', '0.0.3', true],
    ['*', '1.0.0-rc.1', false],
    ['>=1.0.0-0', '1.0.0-rc.1', true],
  ])('%s of %s', (constraint, version, expected) => {
    const parsed = parseLenientVersion(version);
    if (parsed === undefined) throw new Error('no version');
    expect(parseConstraint(constraint)?.allows(parsed)).toBe(expected);
  });

  it.each(['', 'x y z', '>', '1.2.3.4', 'latest', '1'.repeat(600)])('%j is none', (text) => {
    expect(parseConstraint(text)).toBeUndefined();
  });
});
