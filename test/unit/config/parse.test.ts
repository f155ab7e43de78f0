import { describe, expect, it } from 'vitest';
import {
  defaultArchiveSize,
  maximumConfigurationBytes,
  parseDeleteImageSetConfiguration,
  parseImageSetConfiguration,
} from '../../../core/config/index.ts';
import { codesOf, mirrorOf, problemsOf } from '../../support/config-cases.ts';

const options = { fileName: 'isc.yaml' };

const everything = `
apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
archiveSize: 4   # fits the sticks
mirror:
  platform:
    graph: true
    kubeVirtContainer: yes
    platforms: [{os: linux, architecture: amd64}]
    channels:
    - name: stable-4.18
      type: okd
      minVersion: 4.18.1
      maxVersion: 4.18.4
      shortestPath: true
      full: false
  operators:
  - catalog: registry.redhat.io/redhat/redhat-operator-index:v4.18
    targetCatalog: my-ns/my-index
    targetTag: v4.18-prod
    targetCatalogSourceTemplate: /path/cs.yaml
    platforms: [{os: linux, architecture: amd64}]
    packages:
    - name: 3scale-operator
      defaultChannel: threescale-2.16
      channels:
      - {name: threescale-2.16, minVersion: "0.12.0", maxVersion: "0.13.2"}
    - name: web-terminal
      minVersion: "1.10.0"
  additionalImages:
  - name: registry.redhat.io/ubi9/ubi:latest
    targetRepo: base/ubi9
    targetTag: stable
  - name: oci:///images/myimage
  helm:
    repositories:
    - name: podinfo
      url: https://charts.example.com/podinfo/
      charts:
      - {name: podinfo, version: 5.0.0, imagePaths: ["{.spec.template.spec.custom[*].image}"]}
    local:
    - {name: local, path: /charts/local-1.0.0.tgz}
  blockedImages:
  - name: ".*/alpine:.*"
  samples: []
`;

describe('when a configuration uses every field', () => {
  it('reads them all', () => {
    const result = parseImageSetConfiguration(everything, options);
    if (!result.ok) throw new Error(codesOf(everything).join());
    expect(result.findings).toEqual([]);
    expect(result.configuration).toEqual({
      kind: 'ImageSetConfiguration',
      apiVersion: 'mirror.openshift.io/v2alpha1',
      archiveSize: 4,
      mirror: {
        platform: {
          graph: true,
          kubeVirtContainer: true,
          architectures: [],
          platforms: [{ os: 'linux', architecture: 'amd64' }],
          channels: [
            {
              name: 'stable-4.18',
              type: 'okd',
              minVersion: '4.18.1',
              maxVersion: '4.18.4',
              shortestPath: true,
              full: false,
            },
          ],
        },
        operators: [
          {
            catalog: 'registry.redhat.io/redhat/redhat-operator-index:v4.18',
            full: false,
            skipDependencies: false,
            targetCatalog: 'my-ns/my-index',
            targetTag: 'v4.18-prod',
            targetCatalogSourceTemplate: '/path/cs.yaml',
            platforms: [{ os: 'linux', architecture: 'amd64' }],
            packages: [
              {
                name: '3scale-operator',
                defaultChannel: 'threescale-2.16',
                channels: [{ name: 'threescale-2.16', minVersion: '0.12.0', maxVersion: '0.13.2' }],
              },
              { name: 'web-terminal', channels: [], minVersion: '1.10.0' },
            ],
          },
        ],
        additionalImages: [
          {
            name: 'registry.redhat.io/ubi9/ubi:latest',
            targetRepo: 'base/ubi9',
            targetTag: 'stable',
            platforms: [],
          },
          { name: 'oci:///images/myimage', platforms: [] },
        ],
        helm: {
          repositories: [
            {
              name: 'podinfo',
              url: 'https://charts.example.com/podinfo/',
              charts: [
                {
                  name: 'podinfo',
                  version: '5.0.0',
                  imagePaths: ['{.spec.template.spec.custom[*].image}'],
                  platforms: [],
                },
              ],
            },
          ],
          local: [{ name: 'local', path: '/charts/local-1.0.0.tgz', imagePaths: [], platforms: [] }],
        },
        blockedImages: [{ name: '.*/alpine:.*' }],
      },
    });
  });

  it('keeps the document, comments and all', () => {
    const result = parseImageSetConfiguration(everything, options);
    if (!result.ok) throw new Error('refused');
    result.document.setIn(['archiveSize'], 8);
    expect(result.document.toString()).toContain('archiveSize: 8 # fits the sticks');
  });
});

describe('when a configuration leaves things out', () => {
  it('fills in the defaults', () => {
    const result = parseImageSetConfiguration(
      'kind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\narchiveSize: 0\nmirror:\n  platform:\n    channels:\n',
      options,
    );
    expect(result).toMatchObject({
      ok: true,
      configuration: {
        mirror: {
          platform: {
            graph: false,
            channels: [],
            architectures: [],
            platforms: [],
            kubeVirtContainer: false,
          },
          operators: [],
          additionalImages: [],
          blockedImages: [],
        },
      },
    });
    expect(result.ok && result.configuration.archiveSize).toBeUndefined();
    expect(defaultArchiveSize).toBe(500);
  });

  it('accepts an empty stanza, which is present and that is all', () => {
    const text = 'kind: ImageSetConfiguration\napiVersion: mirror.openshift.io/v2alpha1\nmirror:\n';
    expect(parseImageSetConfiguration(text, options)).toMatchObject({ ok: true });
  });
});

describe('when a file is not the expected kind', () => {
  const head = 'apiVersion: mirror.openshift.io/v2alpha1\n';
  const remove = `${head}kind: DeleteImageSetConfiguration\ndelete:\n  additionalImages:\n  - name: quay.io/a/b:1\n`;

  it('reads a DeleteImageSetConfiguration', () => {
    expect(parseDeleteImageSetConfiguration(remove, options)).toMatchObject({
      ok: true,
      configuration: {
        kind: 'DeleteImageSetConfiguration',
        delete: { additionalImages: [{ name: 'quay.io/a/b:1' }], operators: [] },
      },
    });
  });

  it('tells the kinds apart and then judges nothing else', () => {
    expect(codesOf(remove)).toEqual(['CONFIG_KIND_WRONG']);
    const result = parseDeleteImageSetConfiguration(everything, options);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual(['CONFIG_KIND_WRONG']);
  });

  it('asks for a kind and a stanza', () => {
    expect(codesOf(`${head}mirror: {}\n`)).toEqual(['CONFIG_KIND_MISSING']);
    expect(codesOf(`${head}kind: ImageSetConfiguration\n`)).toEqual(['CONFIG_STANZA_MISSING']);
  });

  it('refuses the other kind’s stanza', () => {
    expect(codesOf(`${head}kind: ImageSetConfiguration\nmirror: {}\ndelete: {}\n`)).toEqual([
      'CONFIG_STANZA_FORBIDDEN',
    ]);
  });

  it('refuses in a deletion what only mirroring knows', () => {
    const text = `${remove}  blockedImages: []\narchiveSize: 4\n`;
    const result = parseDeleteImageSetConfiguration(text, options);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual([
      'CONFIG_UNKNOWN_FIELD',
      'CONFIG_UNKNOWN_FIELD',
    ]);
  });

  it('lets a deletion have platforms and architectures, as oc-mirror does', () => {
    const text = `${head}kind: DeleteImageSetConfiguration\ndelete:\n  platform:\n    architectures: [amd64]\n    platforms: [{os: linux, architecture: amd64}]\n`;
    expect(parseDeleteImageSetConfiguration(text, options).ok).toBe(true);
  });
});

describe('when the apiVersion is not the current one', () => {
  it.each(['mirror.openshift.io/v1alpha2', 'whatever'])('reads the file and warns about %s', (version) => {
    const text = `kind: ImageSetConfiguration\napiVersion: ${version}\nmirror: {}\n`;
    const result = parseImageSetConfiguration(text, options);
    expect(result.ok && result.findings).toMatchObject([
      { level: 'warning', code: 'CONFIG_API_VERSION', line: 2, params: { apiVersion: version } },
    ]);
  });

  it('warns when there is none', () => {
    expect(codesOf('kind: ImageSetConfiguration\nmirror: {}\n')).toEqual(['CONFIG_API_VERSION_MISSING']);
  });
});

describe('when there is much to say', () => {
  it('says it all at once, in the order of the file, with places', () => {
    const problems = problemsOf(
      mirrorOf(`
  platfrom: {}
  additionalImages:
  - name: quay.io/a/b
  - nmae: quay.io/a/c:1
  operators:
  - catalog: quay.io/c/i:1
    full: "yes"
    packages:
    - name: p
      minVersion: 4.18
`),
    );
    expect(problems.map(({ code, line, column, excerpt }) => [code, line, column, excerpt])).toEqual([
      ['CONFIG_UNKNOWN_FIELD_SUGGESTION', 5, 3, 'platfrom: {}'],
      ['REFERENCE_WITHOUT_TAG', 7, 11, '- name: quay.io/a/b'],
      ['CONFIG_UNKNOWN_FIELD_SUGGESTION', 8, 5, '- nmae: quay.io/a/c:1'],
      ['CONFIG_REQUIRED', 8, 5, '- nmae: quay.io/a/c:1'],
      ['CONFIG_TYPE_BOOLEAN', 11, 11, 'full: "yes"'],
      ['CONFIG_TYPE_QUOTE', 14, 19, 'minVersion: 4.18'],
    ]);
    expect(new Set(problems.map((problem) => problem.file))).toEqual(new Set(['isc.yaml']));
  });
});

describe('when a file is too large', () => {
  it('does not read it', () => {
    expect(codesOf(`#${'x'.repeat(maximumConfigurationBytes)}`)).toEqual(['CONFIG_TOO_LARGE']);
  });
});
