import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SluiceError } from '../../../core/contract/index.ts';
import {
  catalogDestination,
  digestTag,
  graphDestination,
  imageDestination,
  isByDigest,
  kubeVirtDestination,
  layoutAlternatives,
  limitNesting,
  operatorImageDestination,
  parseDigest,
  parseImageReference,
  releaseComponentDestination,
  releasePayloadDestination,
  type ImageReference,
  type Digest,
} from '../../../core/reference/index.ts';
import { samplesAbsent, samplesFolder } from '../../support/reference-samples.ts';

const hex = 'd4'.repeat(32);
const digest = parseDigest(`sha256:${hex}`);

function byDigest(text: string): ImageReference & { readonly digest: Digest } {
  const reference = parseImageReference(text);
  if (!isByDigest(reference)) throw new Error(`${text} has no digest`);
  return reference;
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as SluiceError).code;
  }
  return 'none';
}

const place = ({ repository, tag }: { repository: string; tag: string }): string => `${repository}:${tag}`;
const art = byDigest(`quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:${hex}`);
const release = { tag: '4.13.10-x86_64' };

describe('when release images get their names', () => {
  const payload = parseImageReference('quay.io/openshift-release-dev/ocp-release:4.13.10-x86_64');

  it('uses the names of the current oc-mirror', () => {
    const component = { ...release, component: 'agent-installer-api-server' };
    expect(place(releasePayloadDestination(payload))).toBe('openshift/release-images:4.13.10-x86_64');
    expect(place(releaseComponentDestination(art, component))).toBe(
      'openshift/release:4.13.10-x86_64-agent-installer-api-server',
    );
    expect(place(kubeVirtDestination(art, release))).toBe(
      'openshift/release:4.13.10-x86_64-kube-virt-container',
    );
    expect(place(kubeVirtDestination(art, { tag: '4.13.10-multi', architecture: 's390x' }))).toBe(
      'openshift/release:4.13.10-multi-kube-virt-container-s390x',
    );
    expect(place(graphDestination())).toBe('openshift/graph-image:latest');
  });

  it('tags a payload without a tag with its digest', () => {
    const pinned = parseImageReference(`quay.io/openshift-release-dev/ocp-release@sha256:${hex}`);
    expect(releasePayloadDestination(pinned).tag).toBe(hex);
  });

  it('uses the published paths in the 4.17 layout', () => {
    expect(place(releasePayloadDestination(payload, 'oc-mirror-4.17'))).toBe(
      'openshift-release-dev/ocp-release:4.13.10-x86_64',
    );
    const component = { ...release, component: 'etcd' };
    expect(place(releaseComponentDestination(art, component, 'oc-mirror-4.17'))).toBe(
      `openshift-release-dev/ocp-v4.0-art-dev:sha256-${hex}`,
    );
  });

  it('refuses a component name that cannot be part of a tag', () => {
    expect(codeOf(() => releaseComponentDestination(art, { ...release, component: '../x' }))).toBe(
      'TARGET_TAG_INVALID',
    );
  });
});

describe('when additional, operator and chart images get their names', () => {
  it.each([
    ['gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1', 'kubebuilder/kube-rbac-proxy:v0.13.1'],
    [`gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1@sha256:${hex}`, 'kubebuilder/kube-rbac-proxy:v0.13.1'],
    [`quay.io/lab/bydigest@sha256:${hex}`, `lab/bydigest:sha256-${hex}`],
    [`localhost:5000/lab/bydigest@sha256:${hex}`, `lab/bydigest:sha256-${hex}`],
    ['oci:///folder-a/folder-b/testns/test', 'folder-a/folder-b/testns/test:latest'],
    ['ubi:1', 'ubi:1'],
  ])('puts %s at %s', (text, expected) => {
    expect(place(imageDestination(parseImageReference(text)))).toBe(expected);
  });

  it('replaces the whole path with targetRepo and every tag with targetTag', () => {
    const overrides = { targetRepo: 'base/ubi9', targetTag: 'stable' };
    for (const text of ['registry.redhat.io/ubi9/ubi:latest', `h:1/x@sha256:${hex}`, 'oci:///A/b']) {
      expect(place(imageDestination(parseImageReference(text), overrides))).toBe('base/ubi9:stable');
    }
    const tagOnly = parseImageReference(`quay.io/openshifttest/hello-openshift@sha256:${hex}`);
    expect(place(imageDestination(tagOnly, { targetTag: 'tag-1' }))).toBe(
      'openshifttest/hello-openshift:tag-1',
    );
  });

  it('tags with the bare digest in the 4.17 layout', () => {
    const reference = parseImageReference(`quay.io/lab/bydigest@sha256:${hex}`);
    expect(place(imageDestination(reference, {}, 'oc-mirror-4.17'))).toBe(`lab/bydigest:${hex}`);
    expect(operatorImageDestination(reference, 'oc-mirror-4.17').tag).toBe(hex);
  });

  it('refuses what no registry takes', () => {
    const image = parseImageReference('quay.io/a/b:1');
    expect(codeOf(() => imageDestination(image, { targetRepo: 'invalid:@tag' }))).toBe(
      'TARGET_REPOSITORY_INVALID',
    );
    expect(codeOf(() => imageDestination(image, { targetRepo: '../up' }))).toBe('TARGET_REPOSITORY_INVALID');
    expect(codeOf(() => imageDestination(image, { targetTag: 'a b' }))).toBe('TARGET_TAG_INVALID');
    expect(codeOf(() => imageDestination(parseImageReference('oci://./My App')))).toBe(
      'TARGET_REPOSITORY_INVALID',
    );
  });

  it('keeps a sha512 tag within the length that registries accept', () => {
    expect(digestTag(parseDigest(`sha512:${'a'.repeat(128)}`))).toHaveLength(127);
    expect(digestTag(parseDigest(`sha512:${'a'.repeat(128)}`), 'oc-mirror-4.17')).toHaveLength(128);
  });
});

describe('when catalogues get their names', () => {
  const index = parseImageReference('registry.redhat.io/redhat/redhat-operator-index:v4.17');

  it('replaces the whole path with targetCatalog', () => {
    expect(place(catalogDestination(index, { targetCatalog: 'redhat/redhat-filtered-index' }))).toBe(
      'redhat/redhat-filtered-index:v4.17',
    );
  });

  it('names a catalogue on disk after its directory', () => {
    const disk = parseImageReference('oci:///x/catalog-on-disk3');
    expect(place(catalogDestination(disk))).toBe('catalog-on-disk3:latest');
    expect(place(catalogDestination(disk, { targetCatalog: 'tea-shop-index', targetTag: 'v3.14' }))).toBe(
      'tea-shop-index:v3.14',
    );
  });

  it('tags a pinned catalogue with the digest of what is really pushed', () => {
    const pinned = parseImageReference(`quay.io/c/index@sha256:${hex}`);
    const rebuilt = parseDigest(`sha256:${'e'.repeat(64)}`);
    expect(catalogDestination(pinned).tag).toBe(`sha256-${hex}`);
    expect(catalogDestination(pinned, {}, rebuilt).tag).toBe(`sha256-${'e'.repeat(64)}`);
    expect(catalogDestination(pinned, { targetTag: 'v1' }, rebuilt).tag).toBe('v1');
    expect(catalogDestination(index, {}, rebuilt).tag).toBe('v4.17');
    expect(digest).toBe(pinned.digest);
  });
});

describe('when paths may nest only so deep', () => {
  it.each([
    ['a/b/c/d', 2, 'a/b-c-d'],
    ['a/b/c/d', 3, 'a/b/c-d'],
    ['a/b', 2, 'a/b'],
    ['a', 2, 'a'],
    ['p/openshift-release-dev/ocp-v4.0-art-dev', 2, 'p/openshift-release-dev-ocp-v4.0-art-dev'],
    ['a/b/c/d', 0, 'a/b/c/d'],
  ])('makes %s with limit %i into %s', (path, limit, expected) => {
    expect(limitNesting(path, limit)).toBe(expected);
  });

  it.each([1, -1, 2.5, Number.NaN])('refuses the limit %d', (limit) => {
    expect(codeOf(() => limitNesting('a/b/c', limit))).toBe('NESTING_LIMIT_INVALID');
  });
});

describe('when a mirror keeps releases under other paths', () => {
  it('offers the other layout, in both directions, behind any namespace', () => {
    expect(layoutAlternatives('openshift-release-dev/ocp-release')).toEqual(['openshift/release-images']);
    expect(layoutAlternatives('openshift-release-dev/ocp-v4.0-art-dev')).toEqual(['openshift/release']);
    expect(layoutAlternatives('openshift/release')).toEqual(['openshift-release-dev/ocp-v4.0-art-dev']);
    expect(layoutAlternatives('ns/openshift/release-images')).toEqual([
      'ns/openshift-release-dev/ocp-release',
    ]);
  });

  it('offers nothing for other repositories', () => {
    expect(layoutAlternatives('my-openshift/release')).toEqual([]);
    expect(layoutAlternatives('openshift/release/x')).toEqual([]);
    expect(layoutAlternatives('redhat/redhat-operator-index')).toEqual([]);
  });
});

const recorded = 'golden/11-dryrun/11-dryrun-m2d.wd/dry-run/mapping.txt';
describe.skipIf(samplesAbsent(recorded))(
  'when oc-mirror 4.17 mapped the same images (skipped: the folder with recordings is absent)',
  () => {
    it('names every one of them alike', () => {
      const lines = readFileSync(join(samplesFolder, recorded), 'utf8').trim().split('\n');
      expect(lines.length).toBe(65);
      for (const line of lines) {
        const [source = '', target = ''] = line.split('=docker://');
        const reference = parseImageReference(source);
        const isComponent = reference.path === 'openshift-release-dev/ocp-v4.0-art-dev';
        const destination =
          isComponent && isByDigest(reference)
            ? releaseComponentDestination(reference, { tag: 'x', component: 'y' }, 'oc-mirror-4.17')
            : imageDestination(reference, {}, 'oc-mirror-4.17');
        expect(`localhost:55000/${place(destination)}`).toBe(target);
      }
    });
  },
);
