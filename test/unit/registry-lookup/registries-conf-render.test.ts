import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatEndpoint,
  mergeRegistriesConf,
  type MirrorRedirection,
  parseRegistriesConf,
  type RegistriesConf,
  renderRegistriesConf,
  resolveEndpoints,
} from '../../../core/registry/registries-conf/index.ts';

const confOf = (text: string): RegistriesConf =>
  mergeRegistriesConf([parseRegistriesConf(text, 'registries.conf', 'refuse')]);

const idms: readonly MirrorRedirection[] = [
  { source: 'registry.redhat.io/ubi9', mirrors: ['reg.in:8443/ubi9'], pull: 'digest-only' },
  {
    source: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev',
    mirrors: ['reg.in:8443/openshift/release'],
    pull: 'digest-only',
    neverContactSource: true,
  },
];

describe('when a registries.conf is written', () => {
  it('lists the longest prefix first, the same for any order of rules', () => {
    const text = renderRegistriesConf(idms, { comment: ['Generated from idms-oc-mirror.yaml'] });
    expect(text).toBe(`# Generated from idms-oc-mirror.yaml

[[registry]]
prefix = "quay.io/openshift-release-dev/ocp-v4.0-art-dev"
location = "quay.io/openshift-release-dev/ocp-v4.0-art-dev"
blocked = true

[[registry.mirror]]
location = "reg.in:8443/openshift/release"
pull-from-mirror = "digest-only"

[[registry]]
prefix = "registry.redhat.io/ubi9"
location = "registry.redhat.io/ubi9"

[[registry.mirror]]
location = "reg.in:8443/ubi9"
pull-from-mirror = "digest-only"
`);
    expect(renderRegistriesConf(idms.toReversed(), { comment: ['Generated from idms-oc-mirror.yaml'] })).toBe(
      text,
    );
  });

  it('joins rules of one source, or the second would be ignored', () => {
    const text = renderRegistriesConf([
      { source: 'a.test', mirrors: ['m.test', 'd.test'], pull: 'digest-only' },
      { source: 'a.test/', mirrors: ['m.test', 't.test'], pull: 'tag-only', insecure: true },
    ]);
    const conf = confOf(text);
    expect(conf.findings).toEqual([]);
    expect(conf.rules).toMatchObject([
      {
        prefix: 'a.test',
        mirrors: [
          { location: 'm.test', pullFromMirror: 'all', insecure: true },
          { location: 'd.test', pullFromMirror: 'digest-only', insecure: false },
          { location: 't.test', pullFromMirror: 'tag-only', insecure: true },
        ],
      },
    ]);
  });

  it('writes a wildcard source without location', () => {
    const conf = confOf(renderRegistriesConf([{ source: '*.a.test', mirrors: ['m.test'], pull: 'all' }]));
    expect(conf.rules).toMatchObject([{ prefix: '*.a.test', location: '' }]);
  });

  it('keeps a comment inside its line', () => {
    expect(renderRegistriesConf([], { comment: ['a\n[[registry]]', ''] })).toBe('# a [[registry]]\n#\n');
  });

  it.each([
    '',
    'https://a.test',
    '<registry>',
    'a.test/Upper',
    'a.test"\nblocked = true',
    '*.a.test/ns',
    'a test',
  ])('refuses %j', (name) => {
    const code = 'REGISTRIES_CONF_LOCATION_UNUSABLE';
    expect(() => renderRegistriesConf([{ source: name, mirrors: [], pull: 'all' }])).toThrow(code);
    expect(() => renderRegistriesConf([{ source: 'a.test', mirrors: [name], pull: 'all' }])).toThrow(code);
  });

  it('refuses a wildcard as a mirror', () => {
    expect(() => renderRegistriesConf([{ source: 'a.test', mirrors: ['*.m.test'], pull: 'all' }])).toThrow(
      'REGISTRIES_CONF_LOCATION_UNUSABLE',
    );
  });

  it('is read back as what was meant', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
    const name = fc
      .tuple(
        label,
        fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined }),
        fc.array(label, { maxLength: 3 }),
      )
      .map(([host, port, path]) =>
        [`${host}.test${port === undefined ? '' : `:${port}`}`, ...path].join('/'),
      );
    const rule = fc.record({
      source: name,
      mirrors: fc.array(name, { maxLength: 3 }),
      pull: fc.constantFrom('all' as const, 'digest-only' as const, 'tag-only' as const),
      insecure: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(rule, { selector: ({ source }) => source, maxLength: 6 }), (rules) => {
        const conf = confOf(renderRegistriesConf(rules));
        for (const { source, mirrors, pull } of rules) {
          const expected = [...new Set(mirrors)].map((mirror) => `${mirror}/leaf:1`);
          const found = resolveEndpoints(conf, `${source}/leaf:1`).map(formatEndpoint);
          expect(found).toEqual([...(pull === 'digest-only' ? [] : expected), `${source}/leaf:1`]);
        }
      }),
    );
  });
});

describe('when a rule is chosen', () => {
  it('is the longest prefix that ends at a boundary, whatever the order of tables', () => {
    const component = fc.constantFrom('a', 'ab', 'b');
    const path = fc.array(component, { maxLength: 3 }).map((parts) => ['h.test', ...parts].join('/'));
    const asked = fc
      .array(component, { minLength: 1, maxLength: 4 })
      .map((parts) => ['h.test', ...parts].join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 6 }), asked, (prefixes, name) => {
        const tables = prefixes.map(
          (prefix) => `[[registry]]\nprefix = "${prefix}"\nlocation = "to.test/x"\n`,
        );
        const best = prefixes
          .filter((prefix) => name === prefix || name.startsWith(`${prefix}/`))
          .reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), '');
        const expected = best === '' ? `${name}:1` : `to.test/x${name.slice(best.length)}:1`;
        expect(resolveEndpoints(confOf(tables.join('')), `${name}:1`).map(formatEndpoint)).toEqual([
          expected,
        ]);
      }),
    );
  });
});
