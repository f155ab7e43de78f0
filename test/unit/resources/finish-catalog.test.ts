import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CatalogChoices } from '../../../core/contract/index.ts';
import {
  buildResources,
  catalogSources,
  finishCatalogSource,
  suggestedCatalog,
} from '../../../core/resources/index.ts';
import { copied, resourceOptions } from '../../support/resources-images.ts';

const fileName = 'cs-redhat-operator-index-v4-19.yaml';
const text = `# From the import of Monday.
apiVersion: operators.coreos.com/v1alpha1
kind: CatalogSource
metadata:
  annotations:
    createdAt: "2026-11-22T17:18:38Z"
    approved: 2026-11-22
  name: cs-redhat-operator-index-v4-19
  namespace: openshift-marketplace
spec:
  image: reg.example:8443/redhat/redhat-operator-index:v4.19 # as imported
  sourceType: grpc
`;
const unchanged: CatalogChoices = {
  file: fileName,
  name: '',
  namespace: '',
  displayName: '',
  publisher: '',
  pollInterval: '',
  security: '',
  priority: '',
};
const finish = (choices: Partial<CatalogChoices>, before = text): string =>
  finishCatalogSource({ fileName, text: before }, { ...unchanged, ...choices }).text;

describe('a CatalogSource that is finished', () => {
  it('gets what was chosen; comments, annotations and order stay (users.md pain 37)', () => {
    const after = finish({
      name: 'redhat-operators',
      displayName: 'Red Hat Operators',
      publisher: 'Platform team',
      pollInterval: '30m',
      security: 'restricted',
      priority: '-100',
    });
    expect(after).toBe(
      `${text.replace('name: cs-redhat-operator-index-v4-19', 'name: redhat-operators')}  displayName: Red Hat Operators
  publisher: Platform team
  priority: -100
  grpcPodConfig:
    securityContextConfig: restricted
  updateStrategy:
    registryPoll:
      interval: 30m
`,
    );
  });

  it('is the same text when nothing was chosen', () => {
    expect(finish({})).toBe(text);
    const [source] = buildResources(
      [copied('operatorCatalog', 'registry.redhat.io/redhat/redhat-operator-index:v4.19')],
      { registry: 'reg.example:8443' },
      resourceOptions,
    ).files.filter((file) => file.fileName === fileName);
    expect(source).toBeDefined();
    expect(finish({}, source?.text)).toBe(source?.text);
  });

  it('keeps the image, the type and the namespace, whatever is chosen', () => {
    const after = parse(finish({ name: 'x', displayName: 'y', priority: '5' })) as Record<string, unknown>;
    expect(after).toMatchObject({
      apiVersion: 'operators.coreos.com/v1alpha1',
      kind: 'CatalogSource',
      metadata: { namespace: 'openshift-marketplace' },
      spec: { image: 'reg.example:8443/redhat/redhat-operator-index:v4.19', sourceType: 'grpc' },
    });
    expect(parse(finish({ namespace: 'olm' }))).toMatchObject({ metadata: { namespace: 'olm' } });
  });

  it('adds to what a template gave instead of replacing it', () => {
    const before = `${text}  grpcPodConfig:\n    nodeSelector: {infra: ""}\n  displayName: Old\n`;
    expect(parse(finish({ security: 'legacy', displayName: 'New' }, before))).toMatchObject({
      spec: {
        displayName: 'New',
        grpcPodConfig: { nodeSelector: { infra: '' }, securityContextConfig: 'legacy' },
      },
    });
  });

  it.each(['yes', 'on', '1.10', '0x1f', 'a: b', '# x', '红帽', '2026-11-22', '~', ' ', '- a', '"', '{'])(
    'gets the display name %j as text that Go reads as text',
    (displayName) => {
      const after = finish({ displayName });
      expect(parse(after, { version: '1.1' })).toMatchObject({ spec: { displayName } });
      expect(parse(after, { schema: 'core' })).toMatchObject({ spec: { displayName } });
    },
  );

  it('does not poll an image that is named by digest', () => {
    const pinned = text.replace(':v4.19 ', `@sha256:${'a'.repeat(64)} `);
    expect(finish({ pollInterval: '30m' }, pinned)).toBe(pinned);
  });

  it('is found in a file with other objects, which stay', () => {
    const other = 'apiVersion: v1\nkind: ClusterCatalog\nmetadata:\n  name: cc\n';
    const after = finish({ name: 'mine' }, `---\n${other}---\n${text}`);
    expect(after).toContain(`---\n${other}---\n`);
    expect(after).toContain('  name: mine\n');
  });

  it.each([
    ['name', 'Redhat', 'RESOURCES_FINISH_NAME_INVALID'],
    ['name', '4-operators', 'RESOURCES_FINISH_NAME_INVALID'],
    ['name', 'operators-', 'RESOURCES_FINISH_NAME_INVALID'],
    ['name', 'a.b', 'RESOURCES_FINISH_NAME_INVALID'],
    ['name', 'a'.repeat(64), 'RESOURCES_FINISH_NAME_INVALID'],
    ['namespace', 'My Space', 'RESOURCES_FINISH_NAMESPACE_INVALID'],
    ['displayName', 'two\nlines', 'RESOURCES_FINISH_TEXT_INVALID'],
    ['publisher', 'x'.repeat(201), 'RESOURCES_FINISH_TEXT_INVALID'],
    ['pollInterval', '30', 'RESOURCES_FINISH_POLL_INVALID'],
    ['pollInterval', '30 m', 'RESOURCES_FINISH_POLL_INVALID'],
    ['pollInterval', '59s', 'RESOURCES_FINISH_POLL_INVALID'],
    ['pollInterval', '1d', 'RESOURCES_FINISH_POLL_INVALID'],
    ['priority', '1.5', 'RESOURCES_FINISH_PRIORITY_INVALID'],
    ['priority', '2147483648', 'RESOURCES_FINISH_PRIORITY_INVALID'],
    ['priority', 'high', 'RESOURCES_FINISH_PRIORITY_INVALID'],
  ])('refuses the %s %j', (field, value, code) => {
    expect(() => finish({ [field]: value })).toThrow(expect.objectContaining({ code }) as Error);
  });

  it.each([
    ['name', 'a'],
    ['name', `a${'b'.repeat(62)}`],
    ['pollInterval', '1m'],
    ['pollInterval', '1h30m'],
    ['pollInterval', '1.5h'],
    ['priority', '-2147483648'],
    ['priority', '2147483647'],
  ])('takes the %s %j', (field, value) => {
    expect(finish({ [field]: value })).toContain(value);
  });

  it.each([
    ['kind: Secret\n', 'RESOURCES_SHAPE_INVALID'],
    ['kind: CatalogSource\nmetadata: {name: a}\n', 'RESOURCES_SHAPE_INVALID'],
    [`${text}---\n${text}`, 'RESOURCES_SHAPE_INVALID'],
    [`${text}  grpcPodConfig: none\n`, 'RESOURCES_SHAPE_INVALID'],
    ['kind: [\n', 'RESOURCES_YAML_INVALID'],
  ])('is no such file: %j', (before, code) => {
    expect(() => finish({ security: 'restricted' }, before)).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});

describe('a suggestion', () => {
  const of = (image: string): CatalogChoices | undefined => {
    const [source] = catalogSources([
      { fileName, text: text.replace('reg.example:8443/redhat/redhat-operator-index:v4.19', image) },
    ]);
    return source === undefined ? undefined : suggestedCatalog(source);
  };

  it.each([
    ['reg:5000/redhat/redhat-operator-index:v4.19', 'redhat-operators', 'Red Hat Operators'],
    ['reg/ns/redhat-redhat-operator-index:v4.19', 'redhat-operators', 'Red Hat Operators'],
    ['reg/redhat/certified-operator-index:v4.19', 'certified-operators', 'Certified Operators'],
    ['reg/redhat/community-operator-index:v4.19', 'community-operators', 'Community Operators'],
    ['reg/redhat/redhat-marketplace-index:v4.19', 'redhat-marketplace', 'Red Hat Marketplace'],
  ])('for %s is the name of the default source, %s', (image, name, displayName) => {
    expect(of(image)).toEqual({
      ...unchanged,
      name,
      displayName,
      publisher: 'Red Hat',
      pollInterval: '30m',
      security: 'restricted',
    });
  });

  it('for a digest has no interval', () => {
    expect(of(`reg/redhat/redhat-operator-index@sha256:${'a'.repeat(64)}`)).toMatchObject({
      name: 'redhat-operators',
      pollInterval: '',
    });
  });

  it.each(['reg/team/my-index:v1', 'reg/redhat-operator-index-copy:v1', 'redhat-operator-index:v4.19'])(
    'is not made for %s',
    (image) => {
      expect(of(image)).toBeUndefined();
    },
  );
});

const shared = process.env['SLUICE_SHARED'] ?? join(import.meta.dirname, '../../../../shared');
const samples = join(shared, 'samples/cluster-resources');
const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');

describe.skipIf(!existsSync(samples))('files from the field (skipped when the samples are absent)', () => {
  it('become what an operator made of one by hand, when the suggestion is taken', () => {
    const byHand = parse(sample('08-catalogsource-4.19-hand-edited-by-user.yaml')) as {
      readonly spec: { readonly image: string };
    };
    const generated = sample('07-catalogsource-4.20-ibm-docs.yaml').replace(
      /image: .*/,
      `image: ${byHand.spec.image}`,
    );
    const [source] = catalogSources([{ fileName, text: generated }]);
    const choices = source === undefined ? undefined : suggestedCatalog(source);
    expect(choices).toBeDefined();
    const made = parse(finish(choices ?? {}, generated)) as Readonly<Record<string, unknown>>;
    const { annotations: _annotations, ...metadata } = made['metadata'] as Readonly<Record<string, unknown>>;
    expect({ ...made, metadata }).toEqual({
      ...byHand,
      metadata: { name: 'redhat-operators', namespace: 'openshift-marketplace' },
    });
  });

  it.each([
    '05-clustercatalog-and-catalogsource-4.18.yaml',
    '07-catalogsource-4.20-ibm-docs.yaml',
    '08-catalogsource-4.19-hand-edited-by-user.yaml',
  ])('keep every byte of %s when nothing is chosen, and gain one line for a priority', (name) => {
    const before = sample(name);
    expect(finish({}, before)).toBe(before);
    const lines = finish({ priority: '5' }, before)
      .split('\n')
      .map((line) => line.replaceAll(/\s+#/g, ' #').trimEnd());
    const added = lines.filter((line) => !before.replaceAll(/\s+#/g, ' #').includes(line));
    expect(added).toEqual(['  priority: 5']);
  });
});
