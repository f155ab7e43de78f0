import { describe, expect, it } from 'vitest';
import {
  blockedFor,
  describeRegistriesConf,
  explainEndpoints,
  formatEndpoint,
  insecureFor,
  mergeRegistriesConf,
  parseRegistriesConf,
  type RegistriesConf,
  resolveEndpoints,
  withOcMirrorLayout,
} from '../../../core/registry/registries-conf/index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const confOf = (text: string): RegistriesConf =>
  mergeRegistriesConf([parseRegistriesConf(text, '/registries.conf', 'convert')]);

/** The documented enclave example, with its placeholder filled in. */
const documented = confOf(`
[[registry]]
location="registry.redhat.io"
[[registry.mirror]]
location="enterprise-registry.in"

[[registry]]
location="quay.io"
[[registry.mirror]]
location="enterprise-registry.in"
`);

const places = (conf: RegistriesConf, reference: string): string[] =>
  withOcMirrorLayout(resolveEndpoints(conf, reference), conf).map(formatEndpoint);

describe('when whole hosts are redirected, as documented for enclaves', () => {
  it('also looks where oc-mirror keeps release payloads', () => {
    expect(places(documented, 'quay.io/openshift-release-dev/ocp-release:4.15.2-x86_64')).toEqual([
      'enterprise-registry.in/openshift-release-dev/ocp-release:4.15.2-x86_64',
      'enterprise-registry.in/openshift/release-images:4.15.2-x86_64',
      'quay.io/openshift-release-dev/ocp-release:4.15.2-x86_64',
    ]);
  });

  it('also looks where oc-mirror keeps release components', () => {
    expect(places(documented, `quay.io/openshift-release-dev/ocp-v4.0-art-dev@${digest}`)).toEqual([
      `enterprise-registry.in/openshift-release-dev/ocp-v4.0-art-dev@${digest}`,
      `enterprise-registry.in/openshift/release@${digest}`,
      `quay.io/openshift-release-dev/ocp-v4.0-art-dev@${digest}`,
    ]);
  });

  it('leaves other images alone', () => {
    const endpoints = resolveEndpoints(documented, 'registry.redhat.io/ubi9/ubi:latest');
    expect(withOcMirrorLayout(endpoints)).toEqual(endpoints);
  });
});

describe('when a mirror has a namespace', () => {
  it('keeps it, and the settings of the mirror', () => {
    const conf = confOf(
      '[[registry]]\nlocation = "quay.io"\n[[registry.mirror]]\nlocation = "m.test:8443/ns/deep"\ninsecure = true\n',
    );
    const added = withOcMirrorLayout(
      resolveEndpoints(conf, `quay.io/openshift-release-dev/ocp-release@${digest}`),
    )[1];
    expect(added).toMatchObject({
      host: 'm.test:8443',
      repository: 'ns/deep/openshift/release-images',
      layout: 'oc-mirror',
      kind: 'mirror',
      insecure: true,
      reference: { kind: 'digest', digest },
    });
  });

  it('does not take a repository for a release that only ends alike', () => {
    const conf = confOf('[[registry]]\nlocation = "quay.io"\n[[registry.mirror]]\nlocation = "m.test"\n');
    expect(places(conf, `quay.io/my-openshift-release-dev/ocp-release@${digest}`)).toHaveLength(2);
    expect(places(conf, `quay.io/openshift-release-dev/ocp-release-nightly@${digest}`)).toHaveLength(2);
  });
});

describe('when the primary itself is moved', () => {
  it('is a mirror in effect, and gets the second place too', () => {
    const conf = confOf('[[registry]]\nprefix = "quay.io"\nlocation = "m.test"\n');
    expect(places(conf, `quay.io/openshift-release-dev/ocp-release@${digest}`)).toEqual([
      `m.test/openshift-release-dev/ocp-release@${digest}`,
      `m.test/openshift/release-images@${digest}`,
    ]);
  });

  it('gets none when nothing is configured: quay.io has no such layout', () => {
    expect(places(confOf(''), `quay.io/openshift-release-dev/ocp-release@${digest}`)).toHaveLength(1);
  });
});

describe('when a rule names the stored place already', () => {
  it('is not asked twice', () => {
    const conf = confOf(
      '[[registry]]\nlocation = "quay.io/openshift-release-dev/ocp-release"\n[[registry.mirror]]\nlocation = "m.test/openshift-release-dev/ocp-release"\n[[registry.mirror]]\nlocation = "m.test/openshift/release-images"\n',
    );
    const found = places(conf, `quay.io/openshift-release-dev/ocp-release@${digest}`);
    expect(found).toHaveLength(new Set(found).size);
    expect(found).toContain(`m.test/openshift/release-images@${digest}`);
  });
});

describe('when the added place is blocked by a rule of its own', () => {
  it('is refused, while the literal place is not', () => {
    const conf = confOf(
      '[[registry]]\nlocation = "quay.io"\n[[registry.mirror]]\nlocation = "m.test"\n[[registry]]\nlocation = "m.test/openshift"\nblocked = true\n',
    );
    const endpoints = resolveEndpoints(conf, `quay.io/openshift-release-dev/ocp-release@${digest}`);
    expect(withOcMirrorLayout(endpoints, conf).map(({ blocked }) => blocked)).toEqual([false, true, false]);
  });
});

describe('when a mirror name is unusable', () => {
  const conf = confOf(
    '[[registry]]\nlocation = "quay.io"\n[[registry.mirror]]\nlocation = "<enterprise-registry.in>"\n[[registry.mirror]]\nlocation = "m.test"\n',
  );

  it('is skipped, and the skip is reported with file and mirror', () => {
    const { endpoints, findings } = explainEndpoints(conf, 'quay.io/a/b:1');
    expect(endpoints.map(formatEndpoint)).toEqual(['m.test/a/b:1', 'quay.io/a/b:1']);
    expect(findings).toMatchObject([
      {
        code: 'REGISTRIES_CONF_MIRROR_SKIPPED',
        params: {
          location: '<enterprise-registry.in>',
          file: '/registries.conf',
          reference: 'quay.io/a/b:1',
        },
      },
    ]);
  });

  it('fails the pull in exact mode', () => {
    expect(() => resolveEndpoints(conf, 'quay.io/a/b:1', { exact: true })).toThrow('REGISTRIES_CONF_REWRITE');
  });
});

describe('when the user decides about TLS', () => {
  const conf = confOf(
    '[[registry]]\nlocation = "a.test"\ninsecure = true\n[[registry.mirror]]\nlocation = "m.test"\n',
  );
  const insecure = (tlsVerify?: boolean): boolean[] =>
    resolveEndpoints(conf, 'a.test/x:1', tlsVerify === undefined ? {} : { tlsVerify }).map(
      (endpoint) => endpoint.insecure,
    );

  it('overrides every endpoint, but only when the choice was made', () => {
    expect(insecure()).toEqual([false, true]);
    expect(insecure(true)).toEqual([false, false]);
    expect(insecure(false)).toEqual([true, true]);
  });
});

describe('when something is pushed', () => {
  const conf = confOf(
    '[[registry]]\nprefix = "a.test"\nlocation = "b.test"\ninsecure = true\n[[registry]]\nlocation = "a.test/ns"\nblocked = true\n',
  );

  it('is judged by the rule of the name, without rewriting', () => {
    expect([
      insecureFor(conf, 'a.test'),
      insecureFor(conf, 'a.test:5000/x'),
      insecureFor(conf, 'b.test'),
    ]).toEqual([true, true, false]);
    expect([
      blockedFor(conf, 'a.test/ns/x'),
      blockedFor(conf, 'a.test/nsx'),
      blockedFor(conf, 'a.test'),
    ]).toEqual([true, false, false]);
  });
});

describe('when the configuration is described', () => {
  it('tells files, rules and mirrors, and no proxy password', () => {
    const text =
      '[[registry]]\nprefix = "a.test"\nlocation = "b.test"\nblocked = true\nproxy = "http://op:hunter2@p.test:1"\n[[registry.mirror]]\nlocation = "m.test"\npull-from-mirror = "digest-only"\ninsecure = true\n';
    const lines = describeRegistriesConf(confOf(text));
    expect(lines).toEqual([
      'files: /registries.conf',
      'credential helpers: containers-auth.json',
      'a.test -> b.test [blocked, proxy http://p.test:1/]  (/registries.conf)',
      '  mirror m.test [digest-only, insecure]',
    ]);
    expect(JSON.stringify(confOf(text))).not.toContain('hunter2');
  });

  it('says when there is none', () => {
    expect(describeRegistriesConf(mergeRegistriesConf([]))[0]).toBe('no registries.conf found');
  });
});
