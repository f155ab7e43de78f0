import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { digestOf } from '../../../core/reference/index.ts';
import {
  buildResources,
  installConfigFragment,
  mergeResources,
  resourceChanges,
  type ResourceFile,
  type ResourceItem,
  type ResourceOptions,
  rulesFromResources,
} from '../../../core/resources/index.ts';
import { copied, oneOfEverything, resourceOptions, someDigest } from '../../support/resources-images.ts';

const target = { registry: 'reg:5000', namespace: 'ns' };
const later = { createdAt: new Date('2026-12-24T00:00:00Z'), toolVersion: '0.2.0' };

type Images = Parameters<typeof buildResources>[0];
const build = (images: Images, options: Partial<ResourceOptions> = {}): readonly ResourceFile[] =>
  buildResources(images, target, { ...resourceOptions, ...options }).files;
const labels = (items: readonly ResourceItem[]): readonly string[] =>
  items.map(({ kind, name }) => `${kind} ${name}`);

const everything: Partial<ResourceOptions> = {
  graph: true,
  signatures: [{ digest: someDigest, content: Buffer.from('one') }],
};

describe('when a further run writes the resources of a target', () => {
  it('keeps what earlier runs wrote and adds what is new', () => {
    const first = build([copied('generic', `quay.io/a/b@${someDigest}`)]);
    const second = build(
      [copied('generic', `quay.io/c/d@${someDigest}`), copied('helmImage', 'quay.io/e/f:1')],
      later,
    );
    const { files, changes } = mergeResources(first, second);
    expect(rulesFromResources(files).map(({ source, mirrors }) => [source, ...mirrors])).toEqual([
      ['quay.io/a', 'reg:5000/ns/a'],
      ['quay.io/c', 'reg:5000/ns/c'],
      ['quay.io/e', 'reg:5000/ns/e'],
    ]);
    expect(labels(changes.added)).toEqual([
      'ImageDigestMirrorSet quay.io/c -> reg:5000/ns/c',
      'ImageTagMirrorSet quay.io/e -> reg:5000/ns/e',
    ]);
    expect(labels(changes.unchanged)).toEqual(['ImageDigestMirrorSet quay.io/a -> reg:5000/ns/a']);
    expect([changes.removed, changes.changed, changes.rebootsNodes]).toEqual([[], [], true]);
  });

  it('changes no byte when nothing is new, so that nothing needs to be applied', () => {
    const first = build(oneOfEverything, everything);
    const { files, changes } = mergeResources(first, build(oneOfEverything, { ...everything, ...later }));
    expect(files).toEqual(first);
    expect([changes.added, changes.removed, changes.changed, changes.rebootsNodes]).toEqual([
      [],
      [],
      [],
      false,
    ]);
  });

  it('leaves the documents of a file alone that got nothing new', () => {
    const first = build([
      copied('generic', 'quay.io/a/b:1'),
      copied('operatorRelatedImage', 'quay.io/o/p:1'),
    ]);
    const { files } = mergeResources(first, build([copied('operatorRelatedImage', 'quay.io/q/r:1')], later));
    const created = parseAllDocuments(files[0]?.text ?? '').map((document) =>
      document.getIn(['metadata', 'annotations', 'createdAt']),
    );
    expect(created).toEqual(['2026-11-22T17:18:38Z', '2026-12-24T00:00:00Z']);
  });

  it('says that nodes stay up when only a catalogue or a signature is new', () => {
    const first = build(oneOfEverything);
    const { changes } = mergeResources(first, build(oneOfEverything, everything));
    expect(labels(changes.added).map((label) => label.split(' ')[0])).toEqual(['ConfigMap', 'UpdateService']);
    expect(changes.rebootsNodes).toBe(false);
  });

  it('reports an object of the same name with other content as changed', () => {
    const catalog = copied('operatorCatalog', 'quay.io/a/index:v1');
    const moved = copied('operatorCatalog', 'quay.io/a/index:v1', { repository: 'b/index', tag: 'v1' });
    const { files, changes } = mergeResources(build([catalog]), build([moved], later));
    expect(labels(changes.changed)).toEqual(['CatalogSource cs-index-v1', 'ClusterCatalog cc-index-v1']);
    expect(files.map((file) => file.text).join()).not.toContain('ns/a/index');
  });

  it('keeps catalogues of earlier runs and files it does not know', () => {
    const first = [
      ...build([copied('operatorCatalog', 'quay.io/a/index:v1')]),
      { fileName: 'notes.yaml', text: 'a: 1\n' },
    ];
    const { files } = mergeResources(first, build([copied('operatorCatalog', 'quay.io/a/index:v2')]));
    expect(files.map((file) => file.fileName)).toEqual([
      'cc-index-v1.yaml',
      'cc-index-v2.yaml',
      'cs-index-v1.yaml',
      'cs-index-v2.yaml',
      'notes.yaml',
    ]);
  });

  it('keeps what a person added to an entry', () => {
    const first = build([copied('generic', `quay.io/a/b@${someDigest}`)]).map((file) => ({
      ...file,
      text: file.text.replace(
        '    source: quay.io/a',
        '    source: quay.io/a\n    mirrorSourcePolicy: NeverContactSource',
      ),
    }));
    const { files } = mergeResources(
      first,
      build([copied('generic', 'quay.io/a/b:1'), copied('generic', `quay.io/x/y@${someDigest}`)]),
    );
    const [rule] = rulesFromResources(files).filter(({ source }) => source === 'quay.io/a');
    expect(rule?.neverContactSource).toBe(true);
  });

  it('takes over the files of an oc-mirror that ran here before', () => {
    const first = {
      fileName: 'idms-oc-mirror.yaml',
      text: `---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  annotations: {createdBy: oc-mirror v2}
  name: idms-generic-0
spec:
  imageDigestMirrors:
  - mirrors: [reg:5000/old]
    source: quay.io/a
status: {}
`,
    };
    const { files, changes } = mergeResources(
      [first],
      build([copied('generic', `quay.io/a/b@${someDigest}`)]),
    );
    expect(rulesFromResources(files)).toMatchObject([
      { source: 'quay.io/a', mirrors: ['reg:5000/ns/a', 'reg:5000/old'] },
    ]);
    expect(labels(changes.added)).toEqual(['ImageDigestMirrorSet quay.io/a -> reg:5000/ns/a']);
    expect(parse(files[0]?.text ?? '')).toMatchObject({ metadata: { annotations: { createdBy: 'sluice' } } });
  });

  it('loses no entry of a file that names one object twice', () => {
    const [once] = build([copied('generic', `quay.io/a/b@${someDigest}`)]);
    const [other] = build([copied('generic', `quay.io/c/d@${someDigest}`)]);
    const twice = { fileName: 'idms-oc-mirror.yaml', text: `${once?.text}${other?.text}` };
    const { files } = mergeResources([twice], build([copied('generic', `quay.io/e/f@${someDigest}`)]));
    expect(rulesFromResources(files).map(({ source }) => source)).toEqual([
      'quay.io/a',
      'quay.io/c',
      'quay.io/e',
    ]);
    expect(parseAllDocuments(files[0]?.text ?? '')).toHaveLength(1);
  });

  it('says which earlier file cannot be read', () => {
    const broken = { fileName: 'idms-oc-mirror.yaml', text: 'kind: ImageDigestMirrorSet\nspec:\n\t- a\n' };
    expect(() => mergeResources([broken], build(oneOfEverything))).toThrow(
      expect.objectContaining({ code: 'RESOURCES_TAB', params: { file: 'idms-oc-mirror.yaml', line: 3 } }),
    );
  });

  it('loses nothing and does not depend on the order of runs', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const image = fc
      .tuple(
        fc.constantFrom('quay.io', 'reg.io'),
        name,
        name,
        fc.boolean(),
        fc.constantFrom('generic', 'operatorRelatedImage'),
      )
      .map(([host, path, last, byDigest, type]) =>
        copied(
          type === 'generic' ? 'generic' : 'operatorRelatedImage',
          `${host}/${path}/${last}${byDigest ? `@${someDigest}` : ':1'}`,
        ),
      );
    const run = fc.array(image, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(run, run, (one, two) => {
        const merged = mergeResources(build(one), build(two));
        expect(merged.changes.removed).toEqual([]);
        const together = build([...one, ...two]);
        const difference = resourceChanges(together, merged.files);
        expect([difference.added, difference.removed, difference.changed]).toEqual([[], [], []]);
        expect(merged.files.map((file) => file.text)).toEqual(
          mergeResources(build(two), build(one)).files.map((file) => file.text),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('when signatures of several runs come together', () => {
  const payload = (content: string): Images[number] =>
    copied('ocpRelease', `quay.io/ocp/release@${digestOf(content)}`);
  const signature = (content: string): { digest: ReturnType<typeof digestOf>; content: Buffer } => ({
    digest: digestOf(content),
    content: Buffer.from(`signature of ${content}`),
  });
  const data = (
    files: readonly ResourceFile[],
    fileName = 'signature-configmap.yaml',
  ): Record<string, string> =>
    (
      parse(files.find((file) => file.fileName === fileName)?.text ?? '') as {
        binaryData: Record<string, string>;
      }
    ).binaryData;

  it('keeps the earlier ones under their keys and numbers the new ones on, in both forms', () => {
    const first = build([payload('1'), payload('2')], { signatures: [signature('1'), signature('2')] });
    const second = build([payload('2'), payload('3')], {
      ...later,
      signatures: [signature('2'), signature('3')],
    });
    const { files, changes } = mergeResources(first, second);
    expect(data(files)).toEqual({
      ...data(first),
      [`sha256-${digestOf('3').slice(7)}-3`]: Buffer.from('signature of 3').toString('base64'),
    });
    expect(data(files, 'signature-configmap.json')).toEqual(data(files));
    expect(changes.added.filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
  });

  it('keeps the earlier ones when a run has none', () => {
    const first = build([payload('1')], { signatures: [signature('1')] });
    expect(data(mergeResources(first, build([payload('2')])).files)).toEqual(data(first));
  });

  it('reads them from the JSON form when the other one is gone', () => {
    const first = build([payload('1')], { signatures: [signature('1')] }).filter(
      (file) => !file.fileName.endsWith('map.yaml'),
    );
    const { files } = mergeResources(first, build([payload('2')], { signatures: [signature('2')] }));
    expect(Object.keys(data(files))).toHaveLength(2);
  });

  it('keeps two different signatures of one release', () => {
    const other = { digest: digestOf('1'), content: Buffer.from('by another key') };
    const first = build([payload('1')], { signatures: [signature('1')] });
    const { files } = mergeResources(first, build([payload('1')], { signatures: [other] }));
    expect(Object.keys(data(files))).toEqual([1, 2].map((n) => `sha256-${digestOf('1').slice(7)}-${n}`));
  });
});

describe('when a folder is compared with another', () => {
  it('names what would be lost', () => {
    const before = build([copied('generic', 'quay.io/a/b:1'), copied('generic', 'quay.io/c/d:1')]);
    const changes = resourceChanges(before, build([copied('generic', 'quay.io/a/b:1')]));
    expect(labels(changes.removed)).toEqual(['ImageTagMirrorSet quay.io/c -> reg:5000/ns/c']);
    expect(changes.rebootsNodes).toBe(true);
  });
});

describe('when an install-config needs the mirrors', () => {
  it('gets every source of every IDMS document, and no tag mirror', () => {
    const text = installConfigFragment(build(oneOfEverything), 'reg:5000');
    expect(parse(text)).toEqual({
      imageDigestSources: [
        {
          mirrors: ['reg:5000/ns/openshift/release-images'],
          source: 'quay.io/openshift-release-dev/ocp-release',
        },
        {
          mirrors: ['reg:5000/ns/openshift/release'],
          source: 'quay.io/openshift-release-dev/ocp-v4.0-art-dev',
        },
        { mirrors: ['reg:5000/ns'], source: 'registry.redhat.io' },
        { mirrors: ['reg:5000/ns/albo'], source: 'registry.redhat.io/albo' },
      ],
    });
    expect(text).toMatch(/^# .*4 sources/);
    expect(
      text
        .split('\n')
        .filter((line) => line.includes('additionalTrustBundle'))
        .every((line) => line.startsWith('#')),
    ).toBe(true);
    expect(rulesFromResources([{ fileName: 'install-config.yaml', text }])).toHaveLength(4);
  });
});
