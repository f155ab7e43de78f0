import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { filterHash, filterHashAsWritten, type FilterHashOptions } from '../../../../core/catalog/index.ts';
import { parseImageSetConfiguration, type OperatorConfig } from '../../../../core/config/index.ts';
import { parseDigest } from '../../../../core/reference/index.ts';

const hex = 'f30638f60452062aba36a26ee6c036feead2f03b28f2c47f2b0a991e41baebea';
const digest = parseDigest(`sha256:${hex}`);

/** The first operator of a configuration. */
function operator(yaml: string): OperatorConfig {
  const text = `kind: ImageSetConfiguration\nmirror:\n  operators:\n${yaml.replace(/^/gm, '    ')}\n`;
  const parsed = parseImageSetConfiguration(text, { fileName: 'isc.yaml' });
  const first = parsed.ok ? parsed.configuration.mirror.operators[0] : undefined;
  if (first === undefined) throw new Error('no operator');
  return first;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const hash = (yaml: string, name: string, options?: FilterHashOptions): string =>
  filterHash(operator(yaml), { name, digest }, options);

describe('the hash of a filter (oc-mirror-v2.md 6.2)', () => {
  it.each([
    ['- catalog: community-operators:v4.14', 'community-operators', 'ac8e314872a499f2c6edb0616489c628'],
    [
      '- catalog: registry.redhat.io/redhat/redhat-operator-index:v4.14\n  packages:\n    - name: op1',
      'registry.redhat.io/redhat/redhat-operator-index',
      'b6db5253b0a8b995840d4d6b5a8aefca',
    ],
    [
      '- catalog: registry.redhat.io/redhat/certified-operators:v4.14\n  full: true\n  packages:\n    - name: op1',
      'registry.redhat.io/redhat/certified-operators',
      '37e8b17cf0089fb1de93893cfb41dbfb',
    ],
  ])('of %j is oc-mirror’s', (yaml, name, expected) => expect(hash(yaml, name)).toBe(expected));

  it('of a combination that is refused by now is what it always was', () => {
    const packages = [
      { name: 'couchbase-operator', channels: [] },
      { name: 'mongodb-operator', channels: [], minVersion: '1.4.0' },
      { name: 'crunchy-postgresql-operator', channels: [{ name: 'stable' }] },
    ];
    const given = { ...operator('- catalog: certified-operators:v4.14'), full: true, packages };
    expect(filterHash(given, { name: 'certified-operators', digest })).toBe(
      '70eb0b2116707316c6130de415ceeb69',
    );
  });

  const name = 'registry.example/ns/index';
  const catalog = `${name}@sha256:${hex}`;
  it.each([
    [
      'every member in oc-mirror’s order',
      `- targetTag: v1
  targetCatalog: ns/other
  targetCatalogSourceTemplate: /tmp/cs.yaml
  platforms: [{ architecture: arm64, os: linux }]
  skipDependencies: true
  full: false
  catalog: ${name}:v1
  packages:
    - maxVersion: '2.0.0'
      minVersion: '1.0.0'
      defaultChannel: fast
      name: op
    - channels: [{ maxVersion: '2', minVersion: '1', name: fast }, { name: slow }]
      name: other`,
      {},
      `{"packages":[{"name":"op","defaultChannel":"fast","minVersion":"1.0.0","maxVersion":"2.0.0"},{"name":"other","channels":[{"name":"fast","minVersion":"1","maxVersion":"2"},{"name":"slow"}]}],"catalog":"${catalog}","skipDependencies":true,"platforms":[{"os":"linux","architecture":"arm64"}]}`,
    ],
    ['no list of packages', `- catalog: ${name}:v1`, {}, `{"packages":null,"catalog":"${catalog}"}`],
    [
      'an empty list of packages',
      `- catalog: ${name}:v1\n  packages: []`,
      { emptyPackages: true },
      `{"packages":[],"catalog":"${catalog}"}`,
    ],
    [
      'what Go escapes',
      `- catalog: ${name}:v1\n  packages:\n    - name: "<a>&\\u2028"`,
      {},
      `{"packages":[{"name":"\\u003ca\\u003e\\u0026\\u2028"}],"catalog":"${catalog}"}`,
    ],
  ])('is over %s', (_what, yaml, options, text) => expect(hash(yaml, name, options)).toBe(md5(text)));

  it('is the same by tag and by digest', () => {
    expect(hash(`- catalog: ${name}:v1`, name)).toBe(hash(`- catalog: ${catalog}`, name));
  });

  it('has an older form with the catalogue as it is written', () => {
    const written = operator(`- catalog: ${name}:v1\n  targetTag: v2`);
    expect(filterHashAsWritten(written)).toBe(md5(`{"packages":null,"catalog":"${name}:v1"}`));
    expect(filterHashAsWritten(operator(`- catalog: ${catalog}`))).toBe(hash(`- catalog: ${name}:v1`, name));
  });

  it('is over the path of a catalogue on disk', () => {
    expect(hash('- catalog: oci:///opt/catalog', '/opt/catalog')).toBe(
      md5(`{"packages":null,"catalog":"/opt/catalog@sha256:${hex}"}`),
    );
  });
});
