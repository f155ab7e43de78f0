import { describe, expect, it } from 'vitest';
import { describeCode, SluiceError } from '../../../core/contract/index.ts';
import { parseRegistriesConf } from '../../../core/registry/registries-conf/index.ts';

const file = '/etc/containers/registries.conf';
const parse = (text: string) => parseRegistriesConf(text, file, 'convert');

function failure(text: string): SluiceError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

describe('when the text is not TOML', () => {
  it.each([
    ['a duplicate key', 'a = 1\nlocation = "x"\nlocation = "y"\n', 3],
    ['a duplicate table', '[a]\nx = 1\n[a]\ny = 2\n', 3],
    ['a table that was a list', '[[registry]]\nlocation = "a"\n[registry]\n', 3],
    ['a missing quote', 'x = "a\n', 1],
    ['a list that goes on after its inline form', 'registry = [{location = "a"}]\n[[registry]]\n', 2],
  ])('says where: %s', (_, text, line) => {
    expect(failure(text)).toMatchObject({ code: 'REGISTRIES_CONF_SYNTAX', params: { file, line } });
  });

  it('survives a nesting bomb', () => {
    expect(['REGISTRIES_CONF_SYNTAX', 'REGISTRIES_CONF_TYPE']).toContain(
      failure(`registry = ${'['.repeat(20_000)}${']'.repeat(20_000)}`).code,
    );
  });
});

describe('when a value has the wrong type', () => {
  it.each([
    ['registry.location', '[[registry]]\nlocation = 2020-01-01\n'],
    ['registry.location', '[[registry]]\nlocation = 5\n'],
    ['registry.insecure', '[[registry]]\nlocation = "a.test"\ninsecure = "yes"\n'],
    ['registry.mirror', '[[registry]]\nlocation = "a.test"\nmirror = "b.test"\n'],
    ['registry.mirror', '[[registry]]\nlocation = "a.test"\nmirror = [1]\n'],
    [
      'registry.mirror.location',
      '[[registry]]\nlocation = "a.test"\n[[registry.mirror]]\nlocation = ["b"]\n',
    ],
    ['registry', '[registry]\nlocation = "a.test"\n'],
    ['registry', '[[registry.mirror]]\nlocation = "a.test"\n'],
    ['unqualified-search-registries', 'unqualified-search-registries = "a.test"\n'],
    ['credential-helpers', 'credential-helpers = ["a", 1]\n'],
    ['registries', 'registries = 1\n'],
    ['registries.search', '[registries]\nsearch = ["a"]\n'],
  ])('names the key %s', (key, text) => {
    expect(failure(text)).toMatchObject({ code: 'REGISTRIES_CONF_TYPE', params: { file, key } });
  });
});

describe('when a table contradicts itself', () => {
  const mirror = (line: string): string =>
    `[[registry]]\nlocation = "a.test"\n[[registry.mirror]]\n${line}\n`;

  it.each([
    ['[[registry]]\ninsecure = true\n', 'REGISTRIES_CONF_LOCATION_MISSING', { entry: '#1' }],
    ['[[registry]]\nprefix = "a.test"\n', 'REGISTRIES_CONF_LOCATION_MISSING', { entry: 'a.test' }],
    ['[[registry]]\nprefix = "*.a.test:5000"\nlocation = "b.test"\n', 'REGISTRIES_CONF_WILDCARD', {}],
    ['[[registry]]\nlocation = "http://a.test"\n', 'REGISTRIES_CONF_SCHEME', { value: 'http://a.test' }],
    ['[[registry]]\nprefix = "https://a.test"\nlocation = "b.test"\n', 'REGISTRIES_CONF_SCHEME', {}],
    [mirror('insecure = true'), 'REGISTRIES_CONF_MIRROR_LOCATION_MISSING', { prefix: 'a.test' }],
    [mirror('location = "https://m.test"'), 'REGISTRIES_CONF_SCHEME', { value: 'https://m.test' }],
    [
      mirror('location = "m.test"\npull-from-mirror = "never"'),
      'REGISTRIES_CONF_VALUE',
      { value: 'never', allowed: 'all, digest-only, tag-only' },
    ],
    [mirror('location = "m.test"\nproxy = "proxy.test:3128"'), 'PROXY_MALFORMED', {}],
    [mirror('location = "m.test"\nproxy = "ftp://proxy.test"'), 'PROXY_SCHEME', { scheme: 'ftp' }],
    ['unqualified-search-registries = ["a.test/ns"]\n', 'REGISTRIES_CONF_VALUE', { value: 'a.test/ns' }],
    ['short-name-mode = "sometimes"\n', 'REGISTRIES_CONF_VALUE', { key: 'short-name-mode' }],
  ] as const)('refuses it (%#)', (text, code, params) => {
    expect(failure(text)).toMatchObject({ code, params });
  });

  it.each(['insecure = true', 'blocked = true', 'proxy = "http://p.test"'])(
    'refuses two ways to reach one place: %s',
    (line) => {
      const text = `[[registry]]\nprefix = "a.test"\nlocation = "s.test"\n${line}\n[[registry]]\nprefix = "b.test"\nlocation = "s.test"\n`;
      expect(failure(text)).toMatchObject({
        code: 'REGISTRIES_CONF_CONFLICT',
        params: { location: 's.test', setting: line.split(' ')[0] },
      });
    },
  );

  it('accepts the same proxy twice', () => {
    const one = (prefix: string): string =>
      `[[registry]]\nprefix = "${prefix}"\nlocation = "s.test"\nproxy = "http://u:p@p.test"\n`;
    expect(parse(one('a.test') + one('b.test')).rules).toHaveLength(2);
  });
});

describe('when something is odd but harmless', () => {
  const codes = (text: string): unknown[] => parse(text).findings.map(({ code, params }) => [code, params]);

  it('notes keys that mean nothing, such as a prefix in a mirror', () => {
    const text =
      'future = 1\n[[registry]]\nlocation = "a.test"\nmirrors = []\n[[registry.mirror]]\nprefix = "b.test"\nlocation = "m.test"\n';
    expect(codes(text)).toEqual(
      expect.arrayContaining([
        ['REGISTRIES_CONF_KEY_IGNORED', { file, key: 'future' }],
        ['REGISTRIES_CONF_KEY_IGNORED', { file, key: 'registry.mirrors' }],
        ['REGISTRIES_CONF_KEY_IGNORED', { file, key: 'registry.mirror.prefix' }],
      ]),
    );
  });

  it('warns of a placeholder left from the documentation', () => {
    const text =
      '[[registry]]\nlocation="quay.io"\n[[registry.mirror]]\nlocation="<enterprise-registry.in>"\n';
    expect(codes(text)).toEqual([
      ['REGISTRIES_CONF_LOCATION_UNUSABLE', { file, location: '<enterprise-registry.in>' }],
    ]);
  });

  it('warns of a prefix that is given twice', () => {
    const text = '[[registry]]\nlocation = "a.test"\n[[registry]]\nprefix = "a.test"\nlocation = "b.test"\n';
    expect(codes(text)).toEqual([['REGISTRIES_CONF_PREFIX_REPEATED', { file, prefix: 'a.test' }]]);
  });

  it('reads an empty prefix as none, a byte order of lists, and names that objects have', () => {
    expect(parse('[[registry]]\nprefix = ""\nlocation = "quay.io/a/"\n').rules).toMatchObject([
      { prefix: 'quay.io/a' },
    ]);
    expect(parse('[__proto__]\nregistry = 1\n').rules).toEqual([]);
    expect(parse('constructor = 1\n').rules).toEqual([]);
  });
});

describe('when the failure is told', () => {
  it.each(['en', 'zh'] as const)('leaves no placeholder open (%s)', (language) => {
    const error = failure('[[registry]]\nprefix = "a.test"\n');
    const { what, next } = describeCode(error.code, error.params, language);
    expect(what).toContain(file);
    expect(`${what}${next}`).not.toMatch(/\{\w+\}/);
  });
});
