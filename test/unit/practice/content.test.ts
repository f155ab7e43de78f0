import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { readKey, readMessage, verify as verifyMessage } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPracticeContent, type PracticeContent } from '../../../core/practice/index.ts';
import { digestOf, parseDigest } from '../../../core/reference/index.ts';
import { bytesOf, filesOf, manifestOf, wholeBlob } from '../../support/practice-content.ts';

let tiny: PracticeContent;
beforeAll(async () => {
  tiny = await buildPracticeContent({ scale: 'tiny' });
});

const identity = (content: PracticeContent): object => ({
  blobs: [...content.blobs.keys()].sort(),
  tags: content.index.repositories().map((name) => [name, ...(content.index.repository(name)?.tags ?? [])]),
  signatures: [...content.signatures].map(([digest, bytes]) => [digest, digestOf(bytes)]),
  graphData: digestOf(content.graphData),
});

describe('when the sample content is made', () => {
  it('is the same in every run, to the byte', async () => {
    expect(identity(await buildPracticeContent({ scale: 'tiny' }))).toEqual(identity(tiny));
  });

  it('is other content for another seed', async () => {
    const other = await buildPracticeContent({ scale: 'tiny', seed: 'other' });
    const shared = [...other.blobs.values()].filter(
      ({ digest, size }) => size > 5000 && tiny.blobs.has(digest),
    );
    expect(shared).toEqual([]);
    expect(other.releases.map(({ version }) => version)).toEqual(tiny.releases.map(({ version }) => version));
  });

  it('has the size that its scale promises', async () => {
    expect(tiny.totals.bytes).toBeGreaterThan(4_000_000);
    expect(tiny.totals.bytes).toBeLessThan(6_500_000);
    const small = await buildPracticeContent({ scale: 'small' });
    expect(small.totals.bytes).toBeGreaterThan(50_000_000);
    expect(small.totals.bytes).toBeLessThan(70_000_000);
    expect(small.releases[1]?.components).toHaveLength(20);
  });

  it('has bytes that are their digests, for every blob and every manifest', () => {
    for (const blob of tiny.blobs.values()) {
      const bytes = wholeBlob(blob);
      expect(bytes.length).toBe(blob.size);
      expect(digestOf(bytes)).toBe(blob.digest);
    }
    for (const name of tiny.index.repositories()) {
      for (const { digest, bytes } of tiny.index.repository(name)?.manifests.values() ?? []) {
        expect(digestOf(bytes)).toBe(digest);
      }
    }
  });

  it('leaves no manifest with a blob or a child that is not there', () => {
    for (const name of tiny.index.repositories()) {
      const view = tiny.index.repository(name);
      for (const { document } of view?.manifests.values() ?? []) {
        expect(document.blobs.filter(({ digest, size }) => view?.blobs.get(digest) !== size)).toEqual([]);
        expect(document.manifests.filter(({ digest }) => view?.manifests.has(digest) !== true)).toEqual([]);
      }
      for (const digest of view?.tags.values() ?? []) expect(view?.manifests.has(digest)).toBe(true);
    }
  });

  it('has layers that any tool unpacks, with the diff ids that the configs list', () => {
    const manifest = manifestOf(tiny, 'openshift-release-dev/ocp-release', '4.15.0-x86_64');
    const config = JSON.parse(bytesOf(tiny, manifest.config?.digest ?? digestOf('')).toString()) as {
      rootfs: { diff_ids: string[] };
    };
    const layers = manifest.layers ?? [];
    expect(config.rootfs.diff_ids).toEqual(
      layers.map(({ digest }) => digestOf(gunzipSync(bytesOf(tiny, digest)))),
    );
  });

  it('unpacks large layers too, and reads any part of them', async () => {
    const small = await buildPracticeContent({ scale: 'small' });
    const [large] = [...small.blobs.values()].sort((a, b) => b.size - a.size);
    if (large === undefined) throw new Error('no blob');
    const whole = wholeBlob(large);
    const files = await filesOf(whole);
    expect([...files.values()][0]?.length).toBeGreaterThan(1_500_000);
    const spans = [
      [0, 0],
      [5, 700],
      [1_048_000, 1_049_900],
      [large.size - 9, large.size - 1],
      [1000, large.size - 1],
    ] as const;
    for (const [start, end] of spans) {
      const part = Buffer.concat([...large.chunks({ start, end })]);
      expect(part.equals(whole.subarray(start, end + 1))).toBe(true);
    }
  });
});

describe('when a sample release is read as oc-mirror reads one', () => {
  const filesOfRelease = async (version: string): Promise<Map<string, Buffer>> => {
    const manifest = manifestOf(tiny, 'openshift-release-dev/ocp-release', `${version}-x86_64`);
    return filesOf(bytesOf(tiny, manifest.layers?.at(-1)?.digest ?? digestOf('')));
  };

  it('lists its components by digests that exist', async () => {
    const files = await filesOfRelease('4.15.2');
    const references = JSON.parse(files.get('release-manifests/image-references')?.toString() ?? '') as {
      kind: string;
      metadata: { name: string };
      spec: { tags: { name: string; from: { name: string } }[] };
    };
    expect(references.kind).toBe('ImageStream');
    expect(references.metadata.name).toBe('4.15.2');
    expect(references.spec.tags).toHaveLength(6);
    for (const { from } of references.spec.tags) {
      const [repository, digest = ''] = from.name.split('@');
      expect(repository).toBe('quay.io/openshift-release-dev/ocp-v4.0-art-dev');
      expect(manifestOf(tiny, 'openshift-release-dev/ocp-v4.0-art-dev', digest).layers).toBeDefined();
    }
  });

  it('names its version and a KubeVirt image that exists', async () => {
    const files = await filesOfRelease('4.15.1');
    expect(files.get('release-manifests/release-metadata')?.toString()).toContain('"version": "4.15.1"');
    const text = files.get('release-manifests/0000_50_installer_coreos-bootimages.yaml')?.toString() ?? '';
    const stream = JSON.parse(text.slice(text.indexOf('stream: |') + 9)) as {
      architectures: { x86_64: { images: { kubevirt: { 'digest-ref': string } } } };
    };
    const [, digest = ''] = stream.architectures.x86_64.images.kubevirt['digest-ref'].split('@');
    expect(manifestOf(tiny, 'openshift-release-dev/ocp-v4.0-art-dev', digest).layers).toBeDefined();
  });

  it('shares about a third of the components with its neighbour, and the base with all', () => {
    for (let at = 2; at < tiny.releases.length; at += 1) {
      const before = new Set(tiny.releases[at - 1]?.components.map(({ reference }) => reference));
      const same = tiny.releases[at]?.components.filter(({ reference }) => before.has(reference)) ?? [];
      expect(same).toHaveLength(2);
    }
    const bases = tiny.releases.map(
      ({ tag }) => manifestOf(tiny, 'openshift-release-dev/ocp-release', tag).layers?.[0]?.digest,
    );
    expect(new Set(bases).size).toBe(1);
  });

  it('is signed by the practice key, over its own digest and tag', async () => {
    const verificationKeys = await readKey({ armoredKey: tiny.publicKey });
    for (const release of tiny.releases) {
      const signature = tiny.signatures.get(release.digest) ?? Buffer.alloc(0);
      const message = await readMessage({ binaryMessage: new Uint8Array(signature) });
      const result = await verifyMessage({ message, verificationKeys, format: 'binary' });
      await expect(result.signatures[0]?.verified).resolves.toBe(true);
      const { critical } = JSON.parse(Buffer.from(result.data as Uint8Array).toString()) as {
        critical: {
          type: string;
          image: { 'docker-manifest-digest': string };
          identity: { 'docker-reference': string };
        };
      };
      expect(critical.type).toBe('atomic container signature');
      expect(critical.image['docker-manifest-digest']).toBe(release.digest);
      expect(critical.identity['docker-reference']).toBe(
        `quay.io/openshift-release-dev/ocp-release:${release.tag}`,
      );
    }
  });
});

describe('when the sample catalogue is read', () => {
  it('is a manifest list whose images carry file-based catalogues', async () => {
    const list = manifestOf(tiny, 'redhat/redhat-operator-index', 'v4.15');
    expect(list.manifests?.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'arm64']);
    for (const { digest } of list.manifests ?? []) {
      const manifest = manifestOf(tiny, 'redhat/redhat-operator-index', digest);
      const config = bytesOf(tiny, manifest.config?.digest ?? digestOf('')).toString();
      expect(config).toContain('"operators.operatorframework.io.index.configs.v1":"/configs"');
      const files = await filesOf(bytesOf(tiny, manifest.layers?.[1]?.digest ?? digestOf('')));
      expect([...files.keys()]).toContain('configs/cluster-logging/catalog.json');
      expect([...files.keys()]).toContain('configs/loki-operator/catalog.yaml');
      expect([...files.keys()]).toContain(
        'configs/advanced-cluster-management/bundles/advanced-cluster-management.v2.9.0.json',
      );
      const yaml = files.get('configs/loki-operator/catalog.yaml')?.toString() ?? '';
      expect(
        yaml
          .split('---\n')
          .slice(1)
          .map((part) => (JSON.parse(part) as { schema: string }).schema),
      ).toContain('olm.channel');
    }
  });

  it('has a package that needs another, and related images that exist', () => {
    const { packages } = tiny.catalog;
    const needing = packages.find(({ requires }) => requires !== undefined);
    expect(packages.map(({ name }) => name)).toContain(needing?.requires);
    for (const { image } of packages.flatMap(({ bundles }) =>
      bundles.flatMap(({ relatedImages }) => relatedImages),
    )) {
      const [name = '', digest = ''] = image.split('@');
      expect(manifestOf(tiny, name.slice(name.indexOf('/') + 1), digest)).toBeDefined();
    }
  });
});

describe('when the additional images are read', () => {
  it('has each case that clients get wrong', () => {
    const multi = manifestOf(tiny, 'practice/multi', '1.0');
    expect(multi.mediaType).toBe('application/vnd.docker.distribution.manifest.list.v2+json');
    const index = manifestOf(tiny, 'practice/oci-index', '2.0');
    expect(index.manifests?.map(({ platform }) => platform.os)).toEqual(['linux', 'unknown']);
    expect(index.manifests?.[1]?.annotations?.['vnd.docker.reference.digest']).toBe(
      index.manifests?.[0]?.digest,
    );
    const zstd = manifestOf(tiny, 'practice/zstd', '1.0').layers?.[0];
    expect(zstd?.mediaType).toBe('application/vnd.oci.image.layer.v1.tar+zstd');
    const tar = zstdDecompressSync(bytesOf(tiny, zstd?.digest ?? digestOf('')));
    expect(tar.toString('latin1')).toContain('a layer in zstd');
    expect(tiny.index.repository('practice/bydigest')?.tags.size).toBe(0);
    expect(manifestOf(tiny, 'ubi9/ubi', 'latest').manifests).toHaveLength(2);
  });

  it('has a cosign signature that verifies, and an SBOM that refers to the image', () => {
    const signed = tiny.digests['quay.io/practice/signed:1.0'] ?? digestOf('');
    const tag = `${signed.replace(':', '-')}.sig`;
    const layer = manifestOf(tiny, 'practice/signed', tag).layers?.[0];
    const payload = bytesOf(tiny, layer?.digest ?? digestOf(''));
    const signature = Buffer.from(layer?.annotations?.['dev.cosignproject.cosign/signature'] ?? '', 'base64');
    expect(verify(null, payload, createPublicKey(tiny.cosignPublicKey), signature)).toBe(true);
    expect(payload.toString()).toContain(createHash('sha256').update(manifestBytes(signed)).digest('hex'));
    const referrers = [...(tiny.index.repository('practice/signed')?.manifests.values() ?? [])].filter(
      ({ document }) => document.subject === signed,
    );
    expect(referrers.map(({ document }) => document.artifactType)).toEqual(['application/spdx+json']);
  });

  const manifestBytes = (digest: string): Buffer =>
    tiny.index.repository('practice/signed')?.manifests.get(parseDigest(digest))?.bytes ?? Buffer.alloc(0);
});
