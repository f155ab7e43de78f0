import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { digestHex, digestOf } from '../../../core/reference/index.ts';
import {
  buildResources,
  type CopiedImage,
  type ResourceFile,
  type ResourceOptions,
} from '../../../core/resources/index.ts';
import { copied, oneOfEverything, resourceOptions, someDigest } from '../../support/resources-images.ts';

const target = { registry: 'myregistry', namespace: 'ns' };

function build(
  images: readonly CopiedImage[],
  options: Partial<ResourceOptions> = {},
): ReturnType<typeof buildResources> {
  return buildResources(images, target, { ...resourceOptions, ...options });
}

function named(files: readonly ResourceFile[], fileName: string): unknown {
  const text = files.find((file) => file.fileName === fileName)?.text;
  return text === undefined ? undefined : (parse(text) as unknown);
}

const annotations = { createdAt: '2026-11-22T17:18:38Z', createdBy: 'sluice', sluice_version: '0.1.0' };

describe('when a catalogue was copied', () => {
  const catalog = copied('operatorCatalog', 'registry.redhat.io/redhat/redhat-operator-index:v4.18');

  it('gets a CatalogSource and a ClusterCatalog (oc-mirror-v2.md 8.2, 8.3)', () => {
    const { files, findings } = build([catalog]);
    expect(findings).toEqual([]);
    expect(named(files, 'cs-redhat-operator-index-v4-18.yaml')).toEqual({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'CatalogSource',
      metadata: { annotations, name: 'cs-redhat-operator-index-v4-18', namespace: 'openshift-marketplace' },
      spec: { image: 'myregistry/ns/redhat/redhat-operator-index:v4.18', sourceType: 'grpc' },
    });
    expect(named(files, 'cc-redhat-operator-index-v4-18.yaml')).toEqual({
      apiVersion: 'olm.operatorframework.io/v1',
      kind: 'ClusterCatalog',
      metadata: { annotations, name: 'cc-redhat-operator-index-v4-18' },
      spec: {
        priority: 0,
        source: { image: { ref: 'myregistry/ns/redhat/redhat-operator-index:v4.18' }, type: 'Image' },
      },
    });
  });

  it('gets no ClusterCatalog in the 4.17 layout, whose clusters do not know that kind', () => {
    expect(build([catalog], { layout: 'oc-mirror-4.17' }).files.map((file) => file.fileName)).toEqual([
      'cs-redhat-operator-index-v4-18.yaml',
    ]);
  });

  it('is named where --max-nested-paths put it', () => {
    const text = build([catalog], { maxNestedPaths: 2 })
      .files.map((file) => file.text)
      .join();
    expect(text).toContain('image: myregistry/ns/redhat-redhat-operator-index:v4.18\n');
  });

  it.each([
    ['redhat/redhat-operator-index', 'v4.18', 'redhat-operator-index-v4-18'],
    ['redhat/redhat-operator-index', `sha256-abcdef${'0'.repeat(58)}`, 'redhat-operator-index-sha256-abcde'],
    ['x/index', 'V4.18_RC', 'index-v4-18-rc'],
    ['x/my_index', 'latest', 'my-index-latest'],
    ['x/index', '123456789.1-x', 'index-123456789-1'],
    ['x/index', '12345678901-x', 'index-12345678901'],
    [`x/${'long-'.repeat(20)}index`, 'v1', 'long-'.repeat(12).slice(0, 59)],
  ])('%s:%s gets the name %s', (repository, tag, name) => {
    const { files } = build([copied('operatorCatalog', `reg.io/${repository}:${tag}`, { repository, tag })]);
    const [first = '', second = ''] = files.map((file) => file.fileName);
    expect([first, second]).toEqual([`cc-${name}.yaml`, `cs-${name}.yaml`]);
    const label = second.slice(0, -'.yaml'.length);
    expect(label).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]*[a-zA-Z0-9]$/);
    expect(label.length).toBeLessThanOrEqual(63);
  });

  it('keeps its own name beside another one that is called alike', () => {
    const images = ['v4.18-2025010101', 'v4.18-2025010102'].map((tag) =>
      copied('operatorCatalog', `q.io/a/index:${tag}`),
    );
    const names = build(images).files.map((file) => file.fileName);
    expect(new Set(names).size).toBe(4);
    expect(names.every((name) => /^c[cs]-index-v4-18-202501-[0-9a-f]{6}\.yaml$/.test(name))).toBe(true);
    expect(build(images.toReversed()).files).toEqual(build(images).files);
  });
});

describe('when a catalogue has a template', () => {
  const origin = 'registry.redhat.io/redhat/redhat-operator-index:v4.18';
  const image = copied('operatorCatalog', origin);
  const withTemplate = (text: string, name = origin): ReturnType<typeof buildResources> =>
    build([image], { catalogTemplates: new Map([[name, text]]) });
  const fileName = 'cs-redhat-operator-index-v4-18.yaml';

  it('keeps its fields and sets those that must not differ', () => {
    const { files, findings } = withTemplate(`apiVersion: operators.coreos.com/v1alpha1
kind: CatalogSource
metadata:
  name: other
  namespace: other
  labels: {team: platform}
  annotations: {olm.catalogImageTemplate: x, createdBy: someone}
spec:
  image: other:1
  displayName: Red Hat Operators
  priority: -100
  icon: {base64data: aWNvbg==, mediatype: image/png}
  grpcPodConfig: {securityContextConfig: restricted}
  updateStrategy: {registryPoll: {interval: 30m}}
status: {}
`);
    expect(findings).toEqual([]);
    expect(named(files, fileName)).toEqual({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'CatalogSource',
      metadata: {
        name: 'cs-redhat-operator-index-v4-18',
        namespace: 'openshift-marketplace',
        labels: { team: 'platform' },
        annotations: { 'olm.catalogImageTemplate': 'x', ...annotations },
      },
      spec: {
        image: 'myregistry/ns/redhat/redhat-operator-index:v4.18',
        sourceType: 'grpc',
        displayName: 'Red Hat Operators',
        priority: -100,
        icon: { base64data: 'aWNvbg==', mediatype: 'image/png' },
        grpcPodConfig: { securityContextConfig: 'restricted' },
        updateStrategy: { registryPoll: { interval: '30m' } },
      },
    });
  });

  it.each([
    ['kind: CatalogSource', 'apiVersion'],
    ['apiVersion: operators.coreos.com/v1alpha1\nkind: Subscription', 'kind'],
    [
      'apiVersion: operators.coreos.com/v1alpha1\nkind: CatalogSource\nspec: {sourceType: configmap}',
      'spec.sourceType',
    ],
    [
      'apiVersion: operators.coreos.com/v1alpha1\nkind: CatalogSource\nspec: {configMap: x}',
      'spec.configMap',
    ],
    ['a: [', 'YAML'],
    ['', '0 × CatalogSource'],
  ])('writes the plain form and says so for %j', (text, reason) => {
    const { files, findings } = withTemplate(text);
    expect(findings).toMatchObject([
      { level: 'warning', code: 'RESOURCES_TEMPLATE_REFUSED', params: { catalog: origin, reason } },
    ]);
    expect(files).toEqual(build([image]).files);
  });

  it('belongs to one catalogue only, not to every name that contains it', () => {
    const text = 'apiVersion: operators.coreos.com/v1alpha1\nkind: CatalogSource\nspec: {displayName: wrong}';
    const { files } = withTemplate(text, 'registry.redhat.io/redhat/redhat-operator-index:v4.1');
    expect(files).toEqual(build([image]).files);
  });
});

describe('when the update graph is wanted', () => {
  it('gets an UpdateService (oc-mirror-v2.md 8.4)', () => {
    const { files, findings } = build(oneOfEverything, { graph: true });
    expect(findings).toEqual([]);
    expect(named(files, 'updateService.yaml')).toEqual({
      apiVersion: 'updateservice.operator.openshift.io/v1',
      kind: 'UpdateService',
      metadata: { annotations, name: 'update-service-oc-mirror', namespace: 'openshift-update-service' },
      spec: {
        graphDataImage: 'myregistry/ns/openshift/graph-image:latest',
        releases: 'myregistry/ns/openshift/release-images',
        replicas: 2,
      },
    });
  });

  it('follows --max-nested-paths, which oc-mirror forgets there', () => {
    const { files } = build(oneOfEverything, { graph: true, maxNestedPaths: 2 });
    expect(named(files, 'updateService.yaml')).toMatchObject({
      spec: {
        graphDataImage: 'myregistry/ns/openshift-graph-image:latest',
        releases: 'myregistry/ns/openshift-release-images',
      },
    });
  });

  it.each([
    ['cincinnatiGraph', 'RESOURCES_GRAPH_ABSENT'],
    ['ocpRelease', 'RESOURCES_RELEASE_ABSENT'],
  ])('warns instead of failing when the %s is missing', (type, code) => {
    const { files, findings } = build(
      oneOfEverything.filter(({ record }) => record.type !== type),
      { graph: true },
    );
    expect(findings).toMatchObject([{ level: 'warning', code }]);
    expect(named(files, 'updateService.yaml')).toBeUndefined();
    expect(named(files, 'cs-redhat-operator-index-v4-18.yaml')).toBeDefined();
  });

  it('writes none when it is not wanted', () => {
    expect(named(build(oneOfEverything).files, 'updateService.yaml')).toBeUndefined();
  });
});

describe('when releases have signatures', () => {
  const other = digestOf('other release');
  const releases = [
    copied('ocpRelease', `quay.io/ocp/release@${someDigest}`),
    copied('ocpRelease', `quay.io/ocp/release@${other}`),
  ];
  const signatures = [
    { digest: other, content: Buffer.from('other signature') },
    { digest: someDigest, content: Buffer.from('signature') },
    { digest: digestOf('not copied'), content: Buffer.from('x') },
    { digest: other, content: Buffer.from('other signature') },
  ];

  it('gets one ConfigMap in both forms (oc-mirror-v2.md 8.5)', () => {
    const { files } = build(releases, { signatures });
    const [first = '', second = ''] = [someDigest, other].map(digestHex).sort();
    const content = (hex: string): string =>
      Buffer.from(hex === digestHex(other) ? 'other signature' : 'signature').toString('base64');
    const expected = {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'mirrored-release-signatures',
        namespace: 'openshift-config-managed',
        labels: { 'release.openshift.io/verification-signatures': '' },
        annotations,
      },
      binaryData: { [`sha256-${first}-1`]: content(first), [`sha256-${second}-2`]: content(second) },
    };
    expect(files.find((file) => file.fileName === 'signature-configmap.json')?.text).toBe(
      JSON.stringify(expected),
    );
    expect(named(files, 'signature-configmap.yaml')).toEqual(expected);
  });

  it('writes no ConfigMap without any', () => {
    expect(build(releases).files.map((file) => file.fileName)).toEqual(['idms-oc-mirror.yaml']);
  });

  it('does not fold or cut long signatures', () => {
    const content = Buffer.alloc(5000, 7);
    const { files } = build(releases, { signatures: [{ digest: other, content }] });
    const map = named(files, 'signature-configmap.yaml') as { binaryData: Record<string, string> };
    expect(Buffer.from(Object.values(map.binaryData)[0] ?? '', 'base64')).toEqual(content);
  });
});
