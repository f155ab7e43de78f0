import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CatalogChoices, FinishChoices } from '../../../core/contract/index.ts';
import {
  applyOrder,
  beginningChoices,
  buildResources,
  caConfigMapFiles,
  catalogSources,
  finishResources,
  mergeResources,
  operatorHubFile,
  registryOfResources,
  type ResourceFile,
} from '../../../core/resources/index.ts';
import { clientKey, otherCa, siteCa } from '../../support/registry-certificates.ts';
import { authority, expiredCertificate } from '../../support/registry-tls.ts';
import { copied, resourceOptions } from '../../support/resources-images.ts';

const registry = 'reg.example:8443';
const now = new Date('2027-01-01T00:00:00Z');
const index = (minor: number): ReturnType<typeof copied> =>
  copied('operatorCatalog', `registry.redhat.io/redhat/redhat-operator-index:v4.${minor}`);
const built = (...minors: readonly number[]): readonly ResourceFile[] =>
  buildResources(minors.map(index), { registry }, resourceOptions).files;
const fileOf = (minor: number): string => `cs-redhat-operator-index-v4-${minor}.yaml`;
const choose = (minor: number, more: Partial<CatalogChoices>): CatalogChoices => ({
  file: fileOf(minor),
  name: '',
  namespace: '',
  displayName: '',
  publisher: '',
  pollInterval: '',
  security: '',
  priority: '',
  ...more,
});
const nothing: FinishChoices = { catalogs: [], defaultSources: { kind: 'keep' }, authority: '' };
const finish = (choices: Partial<FinishChoices>, files = built(19)): ReturnType<typeof finishResources> =>
  finishResources(files, { ...nothing, ...choices }, { registry, now });
const codes = ({ findings }: ReturnType<typeof finishResources>): readonly string[] =>
  findings.map(({ code }) => code);

describe('default catalogue sources', () => {
  it('are disabled all, or some by name', () => {
    expect(parse(operatorHubFile({ kind: 'all' })?.text ?? '')).toEqual({
      apiVersion: 'config.openshift.io/v1',
      kind: 'OperatorHub',
      metadata: { name: 'cluster' },
      spec: { disableAllDefaultSources: true },
    });
    const named = operatorHubFile({
      kind: 'named',
      names: ['redhat-operators', 'certified-operators', 'redhat-operators'],
    });
    expect(parse(named?.text ?? '')).toMatchObject({
      spec: {
        sources: [
          { name: 'certified-operators', disabled: true },
          { name: 'redhat-operators', disabled: true },
        ],
      },
    });
    expect(operatorHubFile({ kind: 'keep' })).toBeUndefined();
    expect(operatorHubFile({ kind: 'named', names: [] })).toBeUndefined();
  });

  it('come into the way of a source that takes their name', () => {
    const catalogs = [choose(19, { name: 'redhat-operators' })];
    const renamed = 'RESOURCES_FINISH_RENAMED';
    expect(codes(finish({ catalogs }))).toEqual(['RESOURCES_FINISH_DEFAULT_ENABLED', renamed]);
    const all = { catalogs, defaultSources: { kind: 'all' } as const };
    expect(codes(finish(all))).toEqual(['RESOURCES_FINISH_DEFAULT_FIRST', renamed]);
    const other = { kind: 'named' as const, names: ['certified-operators' as const] };
    expect(codes(finish({ catalogs, defaultSources: other }))).toContain('RESOURCES_FINISH_DEFAULT_ENABLED');
    expect(codes(finish({ catalogs: [choose(19, { name: 'mine' })] }))).toEqual([renamed]);
  });
});

describe('the authority of a registry', () => {
  it('is given under its host, with two dots before the port, and for the update service', () => {
    const [map, image] = caConfigMapFiles(registry, `Subject: CN = x\r\n${siteCa.replaceAll('\n', '\r\n')}`);
    expect(parse(map?.text ?? '')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mirror-registry-ca', namespace: 'openshift-config' },
      data: { 'reg.example..8443': siteCa, 'updateservice-registry': siteCa },
    });
    expect(parse(image?.text ?? '')).toEqual({
      apiVersion: 'config.openshift.io/v1',
      kind: 'Image',
      metadata: { name: 'cluster' },
      spec: { additionalTrustedCA: { name: 'mirror-registry-ca' } },
    });
    const several = parse(caConfigMapFiles('reg.example', siteCa + otherCa)[0]?.text ?? '') as {
      readonly data: Readonly<Record<string, string>>;
    };
    expect(several.data['reg.example']).toBe(siteCa + otherCa);
  });

  it.each([
    ['no certificate', registry, 'hello', 'RESOURCES_CA_INVALID'],
    ['a damaged one', registry, siteCa.replace('MIIB', 'MIIC'), 'RESOURCES_CA_INVALID'],
    ['a private key', registry, siteCa + clientKey, 'RESOURCES_CA_PRIVATE_KEY'],
    ['an IPv6 address', '[::1]:5000', siteCa, 'RESOURCES_CA_HOST_UNFIT'],
  ])('is refused: %s', (_what, host, pem, code) => {
    expect(() => caConfigMapFiles(host, pem)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('comes with what to look at before, and says when it is out of date', () => {
    expect(codes(finish({ authority }))).toEqual(['RESOURCES_CA_REPLACES']);
    const expired = finish({ authority: expiredCertificate });
    expect(codes(expired)).toEqual(['RESOURCES_CA_EXPIRED', 'RESOURCES_CA_REPLACES']);
    const { files, problems } = finish({ authority: `${authority}${clientKey}` });
    expect(problems).toMatchObject([
      { file: '', field: 'authority', finding: { code: 'RESOURCES_CA_PRIVATE_KEY' } },
    ]);
    expect(files).toEqual(built(19));
  });
});

describe('resources that are finished', () => {
  it('come in an order in which each has what it needs', () => {
    const all = [
      ...built(19),
      ...buildResources(
        [
          copied('ocpRelease', 'quay.io/openshift-release-dev/ocp-release:4.19.1-x86_64'),
          copied('generic', 'quay.io/lab/tool:1'),
        ],
        { registry },
        { ...resourceOptions, graph: true },
      ).files,
      {
        fileName: 'signature-configmap.yaml',
        text: 'kind: ConfigMap\nmetadata: {namespace: openshift-config-managed}\n',
      },
    ];
    const { files } = finish({ defaultSources: { kind: 'all' }, authority }, all);
    const order = applyOrder(files).map(
      ({ kind, drains, certifiesNodes }) =>
        `${kind}${drains === 'never' ? '' : ` drains ${drains}`}${certifiesNodes ? ' certifies' : ''}`,
    );
    expect(order).toEqual([
      'OperatorHub',
      'ConfigMap certifies',
      'Image certifies',
      'ImageDigestMirrorSet drains changes',
      'ImageTagMirrorSet drains always',
      'CatalogSource',
      'ClusterCatalog',
      'ConfigMap',
    ]);
  });

  it('leave the files that were given alone, so that a later run renames nothing', () => {
    const before = built(19);
    const copies = structuredClone(before);
    const { files } = finish({ catalogs: [choose(19, { name: 'redhat-operators' })] }, before);
    expect(before).toEqual(copies);
    expect(files.find(({ fileName }) => fileName === fileOf(19))?.text).toContain('name: redhat-operators');
    const later = mergeResources(before, built(19)).files;
    expect(later).toEqual(before);
  });

  it('may not take one name twice', () => {
    const files = built(18, 19);
    const twice = finish(
      { catalogs: [18, 19].map((minor) => choose(minor, { name: 'redhat-operators' })) },
      files,
    );
    expect(twice.problems.map(({ file, finding }) => `${file} ${finding.code}`)).toEqual(
      [18, 19].map((minor) => `${fileOf(minor)} RESOURCES_FINISH_NAME_TAKEN`),
    );
    const apart = [18, 19].map((minor, place) =>
      choose(minor, { name: 'redhat-operators', namespace: ['a', 'b'][place] ?? '' }),
    );
    expect(finish({ catalogs: apart }, files).problems).toEqual([]);
    const taken = finish({ catalogs: [choose(18, { name: 'cs-redhat-operator-index-v4-19' })] }, files);
    expect(taken.problems).toHaveLength(1);
  });

  it('keep a file whose choices have a problem, and tell all of them', () => {
    const { files, problems } = finish({
      catalogs: [choose(19, { name: 'No', pollInterval: '1s', displayName: 'x' })],
    });
    expect(problems.map(({ field }) => field)).toEqual(['name', 'pollInterval']);
    expect(files).toEqual(built(19));
    expect(() => finish({ catalogs: [choose(17, {})] })).toThrow(
      expect.objectContaining({ code: 'RESOURCES_FINISH_FILE_UNKNOWN' }) as Error,
    );
  });

  it('tell of a namespace of its own and of an interval without use', () => {
    const pinned = built(19).map((file) => ({
      ...file,
      text: file.text.replace(/index:v4.19/, `index@sha256:${'a'.repeat(64)}`),
    }));
    const catalogs = [choose(19, { namespace: 'team', pollInterval: '30m' })];
    expect(codes(finish({ catalogs }, pinned))).toEqual([
      'RESOURCES_FINISH_NAMESPACE_OTHER',
      'RESOURCES_FINISH_POLL_PINNED',
    ]);
  });
});

describe('where choices begin', () => {
  it('is a suggestion, the default sources disabled, and the authority that is trusted here', () => {
    expect(beginningChoices(catalogSources(built(19)), undefined, authority)).toMatchObject({
      catalogs: [{ file: fileOf(19), name: 'redhat-operators', security: 'restricted' }],
      defaultSources: { kind: 'all' },
      authority,
    });
    expect(beginningChoices([], undefined, '')).toEqual(nothing);
  });

  it('gives a name that two could have to none of them', () => {
    const { catalogs } = beginningChoices(catalogSources(built(18, 19)), undefined, '');
    expect(catalogs.map(({ name, displayName }) => [name, displayName])).toEqual([
      ['', 'Red Hat Operators'],
      ['', 'Red Hat Operators'],
    ]);
  });

  it('is what was chosen before for the files that are still there', () => {
    const kept: FinishChoices = {
      catalogs: [choose(17, { name: 'gone' }), choose(18, { name: 'redhat-operators', publisher: 'Us' })],
      defaultSources: { kind: 'keep' },
      authority: siteCa,
    };
    const begun = beginningChoices(catalogSources(built(18, 19)), kept, authority);
    expect(begun.catalogs).toMatchObject([
      { file: fileOf(18), name: 'redhat-operators', publisher: 'Us' },
      { file: fileOf(19), name: '', displayName: 'Red Hat Operators' },
    ]);
    expect(begun).toMatchObject({ defaultSources: { kind: 'keep' }, authority: siteCa });
    expect(finish(begun, built(18, 19)).problems).toEqual([]);
  });
});

describe('the registry of resources', () => {
  it.each([
    ['a CatalogSource', built(19)],
    [
      'a mirror set',
      buildResources([copied('generic', 'quay.io/lab/tool:1')], { registry }, resourceOptions).files,
    ],
    ['a ClusterCatalog', built(19).filter(({ fileName }) => fileName.startsWith('cc-'))],
  ])('is known from %s', (_what, files) => {
    expect(registryOfResources(files)).toBe(registry);
  });

  it('is not known from files that name none or cannot be read', () => {
    expect(registryOfResources([{ fileName: 'a.yaml', text: 'kind: [' }])).toBeUndefined();
    expect(registryOfResources([{ fileName: 'a.yaml', text: 'kind: ConfigMap' }])).toBeUndefined();
  });
});
