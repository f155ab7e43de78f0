import { describe, expect, it } from 'vitest';
import { codesOf, errorsOf, mirrorOf, problemsOf } from '../../support/config-cases.ts';

const channels = (...lines: string[]): string =>
  mirrorOf(`  platform:\n    channels:\n${lines.map((line) => `    - {${line}}\n`).join('')}`);

const catalog = (lines: string): string =>
  mirrorOf(`  operators:\n  - catalog: quay.io/c/index:v1\n${lines}`);

const packages = (...lines: string[]): string =>
  catalog(`    packages:\n${lines.map((line) => `    - {${line}}\n`).join('')}`);

const images = (...lines: string[]): string =>
  mirrorOf(`  additionalImages:\n${lines.map((line) => `  - {${line}}\n`).join('')}`);

describe('when releases are chosen', () => {
  it.each([
    ['name: a, minVersion: 4.18.1, maxVersion: 4.18.1', []],
    ['name: a, minVersion: "4.18.0-rc.1", maxVersion: 4.18.0', []],
    ['name: a, full: true', []],
    ['name: a, minVersion: four', ['CONFIG_RELEASE_VERSION']],
    ['name: a, minVersion: "4.18"', ['CONFIG_RELEASE_VERSION']],
    ['name: a, minVersion: v4.18.1', ['CONFIG_RELEASE_VERSION']],
    ['name: a, minVersion: 4.018.1', ['CONFIG_RELEASE_VERSION']],
    ['name: a, maxVersion: 4.18.x', ['CONFIG_RELEASE_VERSION']],
    ['name: a, minVersion: 4.18.9, maxVersion: 4.18.10', []],
    ['name: a, minVersion: 4.18.10, maxVersion: 4.18.9', ['CONFIG_RANGE_REVERSED']],
    ['name: a, minVersion: 4.18.0, maxVersion: "4.18.0-rc.1"', ['CONFIG_RANGE_REVERSED']],
    ['name: a, full: true, minVersion: 4.18.1', ['CONFIG_FULL_WITH_RANGE']],
    ['minVersion: 4.18.1', ['CONFIG_REQUIRED']],
    ['name: ""', ['CONFIG_REQUIRED']],
  ])('judges {%s} as %j', (line, expected) => {
    expect(errorsOf(channels(line))).toEqual(expected);
  });

  it('names the channel, the field and the value', () => {
    expect(problemsOf(channels('name: stable-4.18, minVersion: four'))).toMatchObject([
      { line: 6, params: { name: 'stable-4.18', field: 'minVersion', value: 'four' } },
    ]);
  });

  it('refuses a channel listed twice', () => {
    expect(problemsOf(channels('name: a', 'name: b', 'name: a'))).toMatchObject([
      { code: 'CONFIG_DUPLICATE_RELEASE_CHANNEL', line: 8, params: { channel: 'a' } },
    ]);
  });

  it('warns about a type that silently means ocp', () => {
    expect(codesOf(channels('name: a, type: ocp', 'name: b, type: okd'))).toEqual([]);
    expect(problemsOf(channels('name: a, type: OKD'))).toMatchObject([
      { level: 'warning', code: 'CONFIG_CHANNEL_TYPE_UNKNOWN', params: { type: 'OKD' } },
    ]);
  });

  it('takes architectures without a word, and warns about unknown ones', () => {
    const text = (list: string): string => mirrorOf(`  platform:\n    architectures: ${list}\n`);
    expect(codesOf(text('[amd64, multi]'))).toEqual([]);
    expect(codesOf(text('[]'))).toEqual([]);
    expect(problemsOf(text('[amd46]'))[0]).toMatchObject({
      level: 'warning',
      code: 'CONFIG_ARCHITECTURE_UNKNOWN',
      params: { architecture: 'amd46', suggestion: 'amd64' },
    });
  });

  it('refuses platforms beside architectures, and half platforms', () => {
    const both =
      '  platform:\n    architectures: [arm64]\n    platforms: [{os: linux, architecture: amd64}]\n';
    expect(errorsOf(mirrorOf(both))).toEqual(['CONFIG_PLATFORMS_AND_ARCHITECTURES']);
    const half = '  platform:\n    platforms: [{os: linux}, {architecture: amd64}]\n';
    expect(problemsOf(mirrorOf(half)).map((problem) => problem.params['field'])).toEqual([
      'mirror.platform.platforms[0].architecture',
      'mirror.platform.platforms[1].os',
    ]);
  });

  it('checks an explicit release, and says that it hides the channels', () => {
    const release = (value: string): string => mirrorOf(`  platform:\n    release: ${value}\n`);
    expect(codesOf(release('quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64'))).toEqual([]);
    expect(codesOf(release('quay.io/openshift-release-dev/ocp-release'))).toEqual(['REFERENCE_WITHOUT_TAG']);
    expect(codesOf(`${release('quay.io/a/b:1')}    channels: [{name: a}]\n`)).toEqual([
      'CONFIG_RELEASE_HIDES_CHANNELS',
    ]);
  });
});

describe('when operators are chosen', () => {
  it.each([
    ['name: p, minVersion: v1', []],
    ['name: p, minVersion: "1.2"', []],
    ['name: p, minVersion: 4.16.5-rhodf', []],
    ['name: p, minVersion: 26.4.6-opr.1, maxVersion: 26.4.6-opr.1', []],
    ['name: p, minVersion: 4.17.0-202409111134, maxVersion: 4.18.0-202502040032', []],
    ['name: p, minVersion: 4.18.0-202502040032, maxVersion: 4.18.0-202402040032', ['CONFIG_RANGE_REVERSED']],
    ['name: p, minVersion: latest', ['CONFIG_OPERATOR_VERSION']],
    ['name: p, maxVersion: 1.2.3.4', ['CONFIG_OPERATOR_VERSION']],
    ['name: p, channels: [{name: c, minVersion: x}]', ['CONFIG_OPERATOR_VERSION']],
    ['name: p, channels: [{name: c}, {name: c}]', ['CONFIG_DUPLICATE_CHANNEL']],
    ['name: p, channels: [{minVersion: 1.0.0}]', ['CONFIG_REQUIRED']],
    ['name: p, minVersion: 1.0.0, channels: [{name: c}]', []],
    ['name: p, minVersion: 1.0.0, channels: [{name: c, maxVersion: 2.0.0}]', ['CONFIG_MIXED_RANGES']],
    ['defaultChannel: x', ['CONFIG_REQUIRED']],
  ])('judges {%s} as %j', (line, expected) => {
    expect(errorsOf(packages(line))).toEqual(expected);
  });

  it('refuses a package listed twice', () => {
    expect(problemsOf(packages('name: p', 'name: q', 'name: p'))).toMatchObject([
      { code: 'CONFIG_DUPLICATE_PACKAGE', line: 9, params: { package: 'p', catalog: 'quay.io/c/index:v1' } },
    ]);
  });

  it('refuses full together with a range', () => {
    const text = catalog(
      '    full: true\n    packages: [{name: p, channels: [{name: c, minVersion: 1.0.0}]}]\n',
    );
    expect(errorsOf(text)).toEqual(['CONFIG_FULL_WITH_RANGE']);
  });

  it.each([
    ['- {catalog: quay.io/c/i:1}\n  - {catalog: docker://quay.io/c/i:1}', ['CONFIG_DUPLICATE_CATALOG']],
    ['- {catalog: quay.io/c/i:1}\n  - {catalog: quay.io/c/i:2}', []],
    [
      '- {catalog: quay.io/c/i:1}\n  - {catalog: quay.io/c/i:2, targetTag: "1"}',
      ['CONFIG_DUPLICATE_CATALOG'],
    ],
    ['- {catalog: quay.io/c/i:1}\n  - {catalog: quay.io/c/i:1, targetTag: two}', []],
    ['- {catalog: quay.io/c/i:1}\n  - {catalog: quay.io/c/i:1, targetCatalog: c/other}', []],
    [
      '- {catalog: quay.io/c/i:1}\n  - {catalog: quay.io/x/y:1, targetCatalog: c/i}',
      ['CONFIG_DUPLICATE_CATALOG'],
    ],
    ['- {catalog: quay.io/c/i:1}\n  - {catalog: example.com/c/i:1}', []],
  ])('tells catalogues apart by what they become (%#)', (list, expected) => {
    expect(errorsOf(mirrorOf(`  operators:\n  ${list}\n`))).toEqual(expected);
  });

  it.each([
    ['    targetCatalog: ns/my-index\n', []],
    ['    targetCatalog: ns/my-index:v1\n', ['CONFIG_TARGET_PATH']],
    ['    targetCatalog: NS/index\n', ['CONFIG_TARGET_PATH']],
    ['    targetCatalog: /ns\n', ['CONFIG_TARGET_PATH']],
    ['    targetTag: v1 prod\n', ['TARGET_TAG_INVALID']],
    ['    platforms: [{os: linux, architecture: ""}]\n', ['CONFIG_REQUIRED']],
  ])('checks the target of a catalogue (%#)', (lines, expected) => {
    expect(errorsOf(catalog(lines))).toEqual(expected);
  });

  it('asks for a catalogue that can be read', () => {
    expect(errorsOf(mirrorOf('  operators:\n  - packages: []\n'))).toEqual(['CONFIG_REQUIRED']);
    expect(errorsOf(mirrorOf('  operators:\n  - catalog: quay.io/c/index\n'))).toEqual([
      'REFERENCE_WITHOUT_TAG',
    ]);
    expect(errorsOf(mirrorOf('  operators:\n  - catalog: oci:///tmp/Index_1\n'))).toEqual([]);
  });

  it('mentions what a whole catalogue means, and what has no effect', () => {
    expect(problemsOf(catalog(''))).toMatchObject([{ level: 'note', code: 'CONFIG_WHOLE_CATALOG' }]);
    expect(problemsOf(catalog('    full: true\n'))).toMatchObject([
      { level: 'warning', code: 'CONFIG_FULL_CATALOG' },
    ]);
    expect(codesOf(catalog('    skipDependencies: true\n    packages: [{name: p}]\n'))).toEqual([
      'CONFIG_SKIP_DEPENDENCIES_IGNORED',
    ]);
  });
});

describe('when additional images are listed', () => {
  const digest = `sha256:${'4'.repeat(64)}`;

  it.each([
    ['name: "registry.redhat.io/ubi9/ubi:latest"', []],
    [`name: "localhost:5000/a/b@${digest}"`, []],
    [`name: "quay.io/a/b:1@${digest}", targetTag: t, targetRepo: x/y`, []],
    ['name: registry.redhat.io/rhel8/support-tools', ['REFERENCE_WITHOUT_TAG']],
    ['name: "quay.io/a/b@sha256:123"', ['REFERENCE_DIGEST_INVALID']],
    ['name: "https://quay.io/a/b:1"', ['REFERENCE_TRANSPORT_UNSUPPORTED']],
    ['name: "quay.io/A/b:1"', ['REFERENCE_NAME_INVALID']],
    ['name: "quay.io/a/b:1", targetRepo: "invalid:@tag"', ['CONFIG_TARGET_PATH']],
    ['name: "quay.io/a/b:1", targetTag: "a/b"', ['TARGET_TAG_INVALID']],
    ['name: "oci:///images/app"', []],
    ['name: "oci:///images/My App"', ['CONFIG_LAYOUT_NEEDS_TARGET']],
    ['name: "oci:///images/My App", targetRepo: images/my-app', []],
    ['targetRepo: x', ['CONFIG_REQUIRED']],
    ['name: "quay.io/a/b:1", platforms: [{os: linux}]', ['CONFIG_REQUIRED']],
  ])('judges {%s} as %j', (line, expected) => {
    expect(errorsOf(images(line))).toEqual(expected);
  });

  it('warns where Docker Hub will be asked', () => {
    expect(
      problemsOf(images('name: "ubi9/ubi:1"', 'name: "alpine:3"', 'name: "localhost/x:1"')),
    ).toMatchObject([
      { level: 'warning', code: 'CONFIG_IMAGE_WITHOUT_HOST', line: 5 },
      { level: 'warning', code: 'CONFIG_IMAGE_WITHOUT_HOST', line: 6 },
    ]);
  });
});

describe('when charts are listed', () => {
  const helm = (lines: string): string => mirrorOf(`  helm:\n${lines}`);
  const repository = (url: string, chart = '{name: c}'): string =>
    helm(`    repositories:\n    - {name: r, url: "${url}", charts: [${chart}]}\n`);

  it.each([
    ['https://charts.example.com/x', '{name: c, version: 1.0.0}', []],
    ['https://charts.example.com/x', '{name: c}', []],
    ['oci://registry.example.com/charts', '{name: c}', []],
    ['charts.example.com', '{name: c}', ['CONFIG_HELM_URL']],
    ['file:///etc', '{name: c}', ['CONFIG_HELM_URL']],
    ['https://x', '{name: ".."}', ['CONFIG_CHART_NAME']],
    ['https://x', '{name: a/b}', ['CONFIG_CHART_NAME']],
    ['https://x', '{name: c, version: ../1}', ['CONFIG_CHART_NAME']],
    ['https://x', '{version: 1.0.0}', ['CONFIG_REQUIRED']],
  ])('judges %s with %s as %j', (url, chart, expected) => {
    expect(errorsOf(repository(url, chart))).toEqual(expected);
  });

  it('asks for the path of a local chart', () => {
    expect(errorsOf(helm('    local: [{name: c}]\n'))).toEqual(['CONFIG_REQUIRED']);
    expect(errorsOf(helm('    local: [{name: c, path: ./c.tgz}]\n'))).toEqual([]);
  });

  it('warns about credentials and repeats them nowhere', () => {
    const problems = problemsOf(repository('https://user:hunter2@charts.example.com/'));
    expect(problems.map((problem) => problem.code)).toEqual(['CONFIG_CREDENTIALS_IN_URL']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('when images are blocked or samples asked for', () => {
  const blocked = (pattern: string): string => mirrorOf(`  blockedImages:\n  - name: '${pattern}'\n`);

  it.each([
    ['.*/alpine:.*', []],
    ['registry.redhat.io/quay/quay-builder-rhel8', []],
    ['(?i)alpine|^quay\\.io/', []],
    ['[a-', ['CONFIG_BLOCKED_PATTERN']],
    ['*alpine', ['CONFIG_BLOCKED_PATTERN']],
    ['(?!x)', ['CONFIG_BLOCKED_PATTERN']],
    ['(a)\\1', ['CONFIG_BLOCKED_PATTERN']],
    ['a'.repeat(1001), ['CONFIG_BLOCKED_PATTERN_UNSUPPORTED']],
    ['', ['CONFIG_REQUIRED']],
  ])('judges the pattern %j as %j', (pattern, expected) => {
    expect(errorsOf(blocked(pattern))).toEqual(expected);
  });

  it('warns that samples do nothing', () => {
    expect(codesOf(mirrorOf('  samples: [{name: x}]\n'))).toEqual(['CONFIG_SAMPLES_IGNORED']);
  });
});
