import { describe, expect, it } from 'vitest';
import { buildResources, type CopiedImage, rulesFromResources } from '../../../core/resources/index.ts';
import { copied, oneOfEverything, resourceOptions, someDigest } from '../../support/resources-images.ts';

const target = { registry: 'myregistry', namespace: 'mynamespace' };

interface Sets {
  /** `source: mirror` of every entry. */
  readonly idms: readonly string[];
  readonly itms: readonly string[];
}

function setsOf(
  images: readonly CopiedImage[],
  maxNestedPaths = 0,
  to: { registry: string; namespace?: string } = target,
): Sets {
  const { files } = buildResources(images, to, { ...resourceOptions, maxNestedPaths });
  const entries = (fileName: string): readonly string[] => {
    const file = files.find((candidate) => candidate.fileName === fileName);
    if (file === undefined) return [];
    return rulesFromResources([file]).flatMap(({ source, mirrors }) =>
      mirrors.map((mirror) => `${source}: ${mirror}`),
    );
  };
  return { idms: entries('idms-oc-mirror.yaml'), itms: entries('itms-oc-mirror.yaml') };
}

describe('when mirror sets are made for single images (oc-mirror-v2.md 8.1)', () => {
  it('names the whole namespace when source and mirror end alike', () => {
    expect(setsOf([copied('generic', `registry.redhat.io/ubi8-minimal@${someDigest}`)])).toEqual({
      idms: ['registry.redhat.io: myregistry/mynamespace'],
      itms: [],
    });
    expect(setsOf([copied('generic', 'quay.io/cockroachdb/x:6')])).toEqual({
      idms: [],
      itms: ['quay.io/cockroachdb: myregistry/mynamespace/cockroachdb'],
    });
  });

  it('names the single repository with --max-nested-paths', () => {
    const image = copied('generic', 'quay.io/cockroachdb/cockroach-helm-operator:6');
    expect(setsOf([image], 2).itms).toEqual([
      'quay.io/cockroachdb/cockroach-helm-operator: myregistry/mynamespace/cockroachdb-cockroach-helm-operator',
    ]);
    expect(setsOf([image], 9).itms).toEqual([
      'quay.io/cockroachdb/cockroach-helm-operator: myregistry/mynamespace/cockroachdb/cockroach-helm-operator',
    ]);
  });

  it('counts the namespace of the target as a path element', () => {
    const image = copied('generic', 'quay.io/a/b:1');
    expect(setsOf([image], 2, { registry: 'r:5000', namespace: 'n/m' }).itms).toEqual([
      'quay.io/a/b: r:5000/n/m-a-b',
    ]);
    expect(setsOf([image], 2, { registry: 'r:5000' }).itms).toEqual(['quay.io/a/b: r:5000/a/b']);
  });

  it('puts an image with tag and digest into both', () => {
    const both = setsOf([copied('generic', `quay.io/a/b:1@${someDigest}`)]);
    expect(both.idms).toEqual(['quay.io/a: myregistry/mynamespace/a']);
    expect(both.itms).toEqual(both.idms);
  });

  it('puts a release payload into the IDMS even when it is named by tag', () => {
    const payload = copied('ocpRelease', 'quay.io/openshift-release-dev/ocp-release:4.18.1-x86_64', {
      repository: 'openshift/release-images',
      tag: '4.18.1-x86_64',
    });
    const entry =
      'quay.io/openshift-release-dev/ocp-release: myregistry/mynamespace/openshift/release-images';
    expect(setsOf([payload])).toEqual({ idms: [entry], itms: [entry] });
  });

  it('leaves a release payload named by digest alone out of the ITMS', () => {
    const payload = copied('ocpRelease', `quay.io/openshift-release-dev/ocp-release@${someDigest}`);
    expect(setsOf([payload]).itms).toEqual([]);
    expect(setsOf([payload]).idms).toHaveLength(1);
  });

  it('leaves catalogues, graph images and OCI layouts out', () => {
    const catalog = copied('operatorCatalog', 'registry.redhat.io/redhat/redhat-operator-index:v4.18');
    const graph = copied('cincinnatiGraph', 'localhost/graph:latest');
    const layout = copied('generic', 'oci:///home/operator/layout');
    expect(setsOf([catalog, graph, layout])).toEqual({ idms: [], itms: [] });
  });

  it('names single repositories when another name was chosen at the target', () => {
    const renamed = copied('generic', 'quay.io/a/b:1', { repository: 'mine/c', tag: '1' });
    expect(setsOf([renamed]).itms).toEqual(['quay.io/a/b: myregistry/mynamespace/mine/c']);
  });

  it('takes no longer name for the same one only because it ends alike', () => {
    const renamed = copied('generic', 'quay.io/img:1', { repository: 'my-img', tag: '1' });
    expect(setsOf([renamed]).itms).toEqual(['quay.io/img: myregistry/mynamespace/my-img']);
    const moved = copied('generic', 'quay.io/a/img:1', { repository: 'x-a/img', tag: '1' });
    expect(setsOf([moved]).itms).toEqual(['quay.io/a: myregistry/mynamespace/x-a']);
  });

  it('works without a namespace at the target', () => {
    const image = copied('generic', `registry.redhat.io/ubi8-minimal@${someDigest}`);
    expect(setsOf([image], 0, { registry: 'r:5000' }).idms).toEqual(['registry.redhat.io: r:5000']);
  });

  it('gives one source every mirror it has, once and sorted', () => {
    const images = [
      copied('generic', 'quay.io/a/b:1', { repository: 'z', tag: '1' }),
      copied('generic', 'quay.io/a/b:2', { repository: 'y', tag: '2' }),
      copied('generic', 'quay.io/a/b:3', { repository: 'z', tag: '3' }),
    ];
    expect(setsOf(images).itms).toEqual([
      'quay.io/a/b: myregistry/mynamespace/y',
      'quay.io/a/b: myregistry/mynamespace/z',
    ]);
  });

  it('says which origins name no registry, once for all, and writes no empty source', () => {
    const images = [
      copied('generic', 'hello-world:latest'),
      copied('generic', 'busybox:1'),
      copied('generic', 'quay.io/a/b:1'),
    ];
    const { files, findings } = buildResources(images, target, resourceOptions);
    expect(findings).toEqual([
      {
        level: 'warning',
        code: 'RESOURCES_ORIGIN_WITHOUT_HOST',
        params: { count: 2, first: 'hello-world:latest' },
        affected: ['hello-world:latest', 'busybox:1'],
      },
    ]);
    expect(rulesFromResources(files)).toHaveLength(1);
  });

  it('tolerates the transport that an import writes in front of the payload', () => {
    const image = copied('ocpRelease', `docker://quay.io/ocp/release@${someDigest}`);
    expect(setsOf([image]).idms).toEqual(['quay.io/ocp: myregistry/mynamespace/ocp']);
  });
});

describe('when the files are written', () => {
  it('writes nothing when nothing was copied', () => {
    expect(buildResources([], target, { ...resourceOptions, graph: true })).toEqual({
      files: [],
      findings: [],
    });
  });

  it('has one document for each category, keys sorted, byte for byte', () => {
    const { files } = buildResources(oneOfEverything, target, resourceOptions);
    expect(files.find(({ fileName }) => fileName === 'idms-oc-mirror.yaml')?.text).toBe(`---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  annotations:
    createdAt: "2026-11-22T17:18:38Z"
    createdBy: sluice
    sluice_version: 0.1.0
  name: idms-generic-0
spec:
  imageDigestMirrors:
  - mirrors:
    - myregistry/mynamespace
    source: registry.redhat.io
---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  annotations:
    createdAt: "2026-11-22T17:18:38Z"
    createdBy: sluice
    sluice_version: 0.1.0
  name: idms-operator-0
spec:
  imageDigestMirrors:
  - mirrors:
    - myregistry/mynamespace/albo
    source: registry.redhat.io/albo
---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  annotations:
    createdAt: "2026-11-22T17:18:38Z"
    createdBy: sluice
    sluice_version: 0.1.0
  name: idms-release-0
spec:
  imageDigestMirrors:
  - mirrors:
    - myregistry/mynamespace/openshift/release-images
    source: quay.io/openshift-release-dev/ocp-release
  - mirrors:
    - myregistry/mynamespace/openshift/release
    source: quay.io/openshift-release-dev/ocp-v4.0-art-dev
`);
  });

  it('gives the same bytes whatever order the images finished in', () => {
    const options = { ...resourceOptions, graph: true };
    const forwards = buildResources(oneOfEverything, target, options);
    const backwards = buildResources(oneOfEverything.toReversed(), target, options);
    expect(backwards).toEqual(forwards);
  });
});
