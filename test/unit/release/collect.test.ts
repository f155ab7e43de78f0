import { beforeAll, describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import type { Descriptor } from '../../../core/image/index.ts';
import { digestHex, digestOf } from '../../../core/reference/index.ts';
import type { ReleaseCollection } from '../../../core/release/index.ts';
import { art, collect, fakeSite, type FakeSite } from '../../support/release-inputs.ts';
import { ocpRelease } from '../../support/release-graphs.ts';
import { newSigner, signedMessage, statement, type Signer } from '../../support/release-signing.ts';

let signer: Signer;
let stranger: Signer;
const versions = ['4.15.0', '4.15.1', '4.15.2'];
const range = { channels: [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.2' }] };

beforeAll(async () => {
  signer = await newSigner('redhat');
  stranger = await newSigner('stranger');
});

const digestFor = (site: FakeSite, version: string) => site.digests.get(version) ?? digestOf('unknown');
const failures = (result: ReleaseCollection): [string, unknown][] =>
  result.errors.map((error) => [error.code, error.params['release']]);

describe('when releases are collected from a channel', () => {
  it('names every image as oc-mirror does, payload after its components', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const result = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors).toEqual([]);
    expect(result.findings).toEqual([]);
    expect(
      result.records.map(({ destination, type }) => [type, `${destination.repository}:${destination.tag}`]),
    ).toEqual([
      ['ocpReleaseContent', 'openshift/release:4.15.2-x86_64-etcd'],
      ['ocpReleaseContent', 'openshift/release:4.15.2-x86_64-cli'],
      ['ocpReleaseContent', 'openshift/release:4.15.2-x86_64-base'],
      ['ocpReleaseContent', 'openshift/release:4.15.2-x86_64-base-again'],
      ['ocpRelease', 'openshift/release-images:4.15.2-x86_64'],
    ]);
    expect(result.records[0]).toEqual({
      type: 'ocpReleaseContent',
      origin: `${art}@${digestOf('4.15.2 etcd')}`,
      source: { repository: art, digest: digestOf('4.15.2 etcd') },
      destination: { repository: 'openshift/release', tag: '4.15.2-x86_64-etcd' },
      release: { version: '4.15.2', tag: '4.15.2-x86_64', component: 'etcd' },
    });
    expect(result.records.at(-1)).toEqual({
      type: 'ocpRelease',
      origin: `${ocpRelease}:4.15.2-x86_64`,
      source: { repository: ocpRelease, digest: digestFor(site, '4.15.2'), tag: '4.15.2-x86_64' },
      destination: { repository: 'openshift/release-images', tag: '4.15.2-x86_64' },
      release: { version: '4.15.2', tag: '4.15.2-x86_64' },
    });
  });

  it('uses the names of 4.17 on request, each once', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const result = await collect(
      site,
      signer,
      { channels: [{ name: 'stable-4.15' }] },
      { layout: 'oc-mirror-4.17' },
    );
    const names = result.records.map(({ destination }) => `${destination.repository}:${destination.tag}`);
    expect(names).toEqual([
      ...['4.15.2 etcd', '4.15.2 cli', 'base'].map(
        (name) => `openshift-release-dev/ocp-v4.0-art-dev:sha256-${digestHex(digestOf(name))}`,
      ),
      'openshift-release-dev/ocp-release:4.15.2-x86_64',
    ]);
    expect(result.files.map(({ name }) => name)).toContain(
      `working-dir/signatures/${digestHex(digestFor(site, '4.15.2'))}`,
    );
  });

  it('writes the files that oc-mirror expects in an archive', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const result = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    const digest = digestFor(site, '4.15.2');
    expect(result.files.map(({ name }) => name)).toEqual([
      'working-dir/hold-release/cincinnati-graph-data/amd64-stable-4.15.json',
      `working-dir/signatures/4.15.2-x86_64-sha256-${digestHex(digest)}`,
      'working-dir/hold-release/ocp-release/4.15.2-x86_64/release-manifests/image-references',
      'working-dir/hold-release/ocp-release/4.15.2-x86_64/release-manifests/0000_50_installer_coreos-bootimages.yaml',
    ]);
    expect(result.files[0]?.bytes.toString()).toBe(JSON.stringify(site.graphs.get('amd64-stable-4.15')));
    expect(result.files[1]?.bytes).toBe(site.signatures.get(digest)?.[0]);
  });

  it('tells what is known of each release', async () => {
    const site = await fakeSite(signer, versions);
    const { releases } = await collect(site, signer, range);
    expect(releases.map(({ version }) => version)).toEqual(versions);
    expect(releases[0]).toMatchObject({
      version: '4.15.0',
      tag: '4.15.0-x86_64',
      digest: digestFor(site, '4.15.0'),
      architecture: 'amd64',
      channels: ['stable-4.15'],
      contentFrom: 'payload',
      signature: { status: 'verified', keyId: signer.privateKey.getKeyID().toHex() },
    });
  });

  it('gives the same answer every time', async () => {
    const site = await fakeSite(signer, versions);
    expect(await collect(site, signer, range)).toEqual(await collect(site, signer, range));
  });

  it('asks for each graph once', async () => {
    const site = await fakeSite(signer, versions);
    const channel = { name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.1' };
    await collect(site, signer, { channels: [channel, { ...channel, minVersion: '4.15.1' }] });
    expect(site.asked.filter((question) => question.startsWith('graph'))).toEqual([
      'graph amd64-stable-4.15',
    ]);
  });

  it('asks once per architecture, and for multi when platforms are chosen', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const channels = [{ name: 'stable-4.15' }];
    await collect(site, signer, { channels, architectures: ['amd64', 's390x', 'amd64'] });
    await collect(site, signer, { channels, platforms: [{ os: 'linux', architecture: 'arm64' }] });
    expect(site.asked.filter((question) => question.startsWith('graph'))).toEqual([
      'graph amd64-stable-4.15',
      'graph s390x-stable-4.15',
      'graph multi-stable-4.15',
    ]);
  });

  it('passes the chosen platforms on to every image', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    site.graphs.set('multi-stable-4.15', site.graphs.get('amd64-stable-4.15') ?? {});
    const platforms = [{ os: 'linux', architecture: 'arm64' }];
    const { records } = await collect(site, signer, { channels: [{ name: 'stable-4.15' }], platforms });
    expect(records).toHaveLength(5);
    expect(records.every((record) => record.platforms === platforms)).toBe(true);
  });

  it('adds the KubeVirt boot image when asked', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const platform = { channels: [{ name: 'stable-4.15' }], kubeVirtContainer: true };
    const { records } = await collect(site, signer, platform);
    expect(records.find(({ release }) => release?.component === 'kube-virt-container')).toMatchObject({
      destination: { repository: 'openshift/release', tag: '4.15.2-x86_64-kube-virt-container' },
      source: { digest: digestOf('4.15.2 kubevirt') },
    });
  });

  it('hands on the layers that it had to read', async () => {
    const site = await fakeSite(signer, versions);
    const layers: Descriptor[] = [];
    await collect(site, signer, range, { onLayer: (layer) => void layers.push(layer) });
    expect(layers.map(({ digest }) => digest).toSorted()).toEqual(site.store.opened.toSorted());
    expect(layers).toHaveLength(3);
  });

  it('is empty without channels and without a release', async () => {
    const site = await fakeSite(signer, []);
    expect(await collect(site, signer, {})).toEqual({
      records: [],
      files: [],
      releases: [],
      findings: [],
      memoryImages: [],
      errors: [],
    });
  });

  it('reads the payload where the signed name says first, then where the graph says', async () => {
    const osus = await fakeSite(signer, ['4.15.2'], 'registry.enterprise.in/openshift/release-images');
    const { records, errors } = await collect(osus, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(errors).toEqual([]);
    expect(osus.asked).toContain(`payload ${ocpRelease} registry.enterprise.in/openshift/release-images`);
    expect(records.at(-1)?.origin).toBe(`${ocpRelease}:4.15.2-x86_64`);
  });
});

describe('when a release is refused', () => {
  const refuse = async (bend: (site: FakeSite) => Promise<void> | void): Promise<ReleaseCollection> => {
    const site = await fakeSite(signer, versions);
    await bend(site);
    return collect(site, signer, range);
  };
  const others = (result: ReleaseCollection): void => {
    expect(result.releases.map(({ version }) => version)).toEqual(['4.15.0', '4.15.2']);
    expect(result.records.some(({ release }) => release?.version === '4.15.1')).toBe(false);
    expect(result.files.some(({ name }) => name.includes('4.15.1-x86_64'))).toBe(false);
  };

  it('names a release without a signature and collects the others', async () => {
    const result = await refuse((site) => void site.signatures.delete(digestFor(site, '4.15.1')));
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_ABSENT', '4.15.1']]);
    others(result);
  });

  it('names a release whose signature was edited', async () => {
    const result = await refuse((site) => {
      const bytes = site.signatures.get(digestFor(site, '4.15.1'))?.[0];
      bytes?.write('quay', bytes.indexOf('4.15.1-x86'));
    });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_INVALID', '4.15.1']]);
    others(result);
  });

  it('names a release that a stranger signed', async () => {
    const result = await refuse(async (site) => {
      const digest = digestFor(site, '4.15.1');
      const text = statement(digest, `${ocpRelease}:4.15.1-x86_64`);
      site.signatures.set(digest, [await signedMessage([stranger], text)]);
    });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_KEY_UNKNOWN', '4.15.1']]);
    others(result);
  });

  it('names a release that is offered the signature of another', async () => {
    const result = await refuse((site) => {
      const other = site.signatures.get(digestFor(site, '4.15.2')) ?? [];
      site.signatures.set(digestFor(site, '4.15.1'), other);
    });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_OTHER_DIGEST', '4.15.1']]);
    others(result);
  });

  it('accepts a release when a later signature of it holds', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const digest = digestFor(site, '4.15.2');
    site.signatures.get(digest)?.unshift(Buffer.from('garbage'));
    const { errors, releases } = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(errors).toEqual([]);
    expect(releases).toHaveLength(1);
  });

  it('is not fooled by a tag that was moved upstream, and reports it', async () => {
    const site = await fakeSite(signer, versions);
    site.store.tags.set(`${ocpRelease}:4.15.2-x86_64`, digestFor(site, '4.15.1'));
    const result = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.records.at(-1)?.source).toMatchObject({ digest: digestFor(site, '4.15.2') });
    expect(result.findings).toEqual([
      {
        level: 'warning',
        code: 'RELEASE_TAG_MOVED',
        params: {
          release: '4.15.2',
          reference: `${ocpRelease}:4.15.2-x86_64`,
          current: digestFor(site, '4.15.1'),
          digest: digestFor(site, '4.15.2'),
        },
        affected: ['4.15.2'],
      },
    ]);
  });

  it('refuses a graph that gives a version the payload of another', async () => {
    const result = await refuse((site) => {
      const graph = site.graphs.get('amd64-stable-4.15') as { nodes: { payload: string }[] };
      const [, one, two] = graph.nodes;
      if (one !== undefined && two !== undefined)
        one.payload = two.payload.replace(/sha256.*/, digestFor(site, '4.15.0'));
      graph.nodes.shift();
    });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_OTHER_RELEASE', '4.15.1']]);
  });

  it('names a release whose payload cannot be had or is no image', async () => {
    const absent = await refuse((site) => void site.store.manifests.delete(digestFor(site, '4.15.1')));
    expect(absent.errors.map((error) => [error.code, error.affected])).toEqual([
      ['MANIFEST_NOT_FOUND', ['4.15.1']],
    ]);
    others(absent);
    const wrong = await refuse((site) => {
      const graph = site.graphs.get('amd64-stable-4.15') as { nodes: { payload: string }[] };
      const [, one] = graph.nodes;
      if (one !== undefined) one.payload = 'quay.io/oc-mirror/release@sha256:foobar';
    });
    expect(wrong.errors.map((error) => error.code)).toEqual(['RELEASE_PAYLOAD_REFERENCE_INVALID']);
    others(wrong);
  });

  it('shows why a graph could not be had, and goes on with the other architectures', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const inputs = {
      ...site.inputs,
      graph: (request: Parameters<typeof site.inputs.graph>[0]) => {
        if (request.architecture !== 's390x') return site.inputs.graph(request);
        throw new SluiceError('NETWORK_NAME_UNKNOWN', { params: { host: 'api.openshift.com' } });
      },
    };
    const platform = { channels: [{ name: 'stable-4.15' }], architectures: ['s390x', 'amd64'] };
    const result = await collect({ inputs }, signer, platform);
    expect(result.errors.map((error) => [error.code, error.affected])).toEqual([
      ['NETWORK_NAME_UNKNOWN', ['s390x']],
    ]);
    expect(result.releases).toHaveLength(1);
  });

  it('throws when it is aborted', async () => {
    const site = await fakeSite(signer, versions);
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(collect(site, signer, range, { signal })).rejects.toThrow('stop');
  });
});

describe('when the configuration names a release itself', () => {
  it('takes it by digest and leaves the channels out', async () => {
    const site = await fakeSite(signer, versions);
    const release = `${ocpRelease}@${digestFor(site, '4.15.1')}`;
    const result = await collect(site, signer, { release, channels: [{ name: 'stable-4.15' }] });
    expect(result.releases.map(({ version, tag }) => [version, tag])).toEqual([['4.15.1', '4.15.1-x86_64']]);
    expect(site.asked.some((question) => question.startsWith('graph'))).toBe(false);
  });

  it('takes it by tag, resolved where it is', async () => {
    const site = await fakeSite(signer, versions);
    const result = await collect(site, signer, { release: `${ocpRelease}:4.15.1-x86_64` });
    expect(result.releases.map(({ digest }) => digest)).toEqual([digestFor(site, '4.15.1')]);
  });

  it('refuses a tag that was moved to another release', async () => {
    const site = await fakeSite(signer, versions);
    site.store.tags.set(`${ocpRelease}:4.15.2-x86_64`, digestFor(site, '4.15.1'));
    const result = await collect(site, signer, { release: `${ocpRelease}:4.15.2-x86_64` });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_OTHER_RELEASE', '4.15.2-x86_64']]);
    expect(result.records).toEqual([]);
  });

  it.each([
    ['quay.io/openshift-release-dev/ocp-release:9.9.9-x86_64', 'RELEASE_TAG_UNKNOWN'],
    ['oci:///srv/release', 'RELEASE_REFERENCE_UNSUPPORTED'],
    ['quay.io/openshift-release-dev/ocp-release', 'REFERENCE_WITHOUT_TAG'],
  ])('says what is wrong with %s', async (release, code) => {
    const site = await fakeSite(signer, []);
    const result = await collect(site, signer, { release });
    expect(result.errors.map((error) => [error.code, error.affected])).toEqual([[code, [release]]]);
  });

  it('goes without a signature only when told to, and is then named by its digest', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    site.signatures.clear();
    const digest = digestFor(site, '4.15.2');
    const release = `${ocpRelease}@${digest}`;
    const hex = digestHex(digest);
    expect(failures(await collect(site, signer, { release }))).toEqual([
      ['RELEASE_SIGNATURE_ABSENT', digest],
    ]);
    const result = await collect(site, signer, { release }, { options: { ignoreReleaseSignature: true } });
    expect(result.errors).toEqual([]);
    expect(result.releases[0]).toMatchObject({ tag: hex, signature: { status: 'ignored' } });
    expect(result.records[0]?.destination.tag).toBe(`${hex}-etcd`);
    expect(result.records.at(-1)).toMatchObject({ origin: release, destination: { tag: hex } });
    expect(result.files.map(({ name }) => name)).toContain(
      `working-dir/hold-release/ocp-release@sha256/${hex}/release-manifests/image-references`,
    );
  });

  it('never leaves the signature of a release from a channel unchecked', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    site.signatures.clear();
    const platform = { channels: [{ name: 'stable-4.15' }] };
    const result = await collect(site, signer, platform, { options: { ignoreReleaseSignature: true } });
    expect(failures(result)).toEqual([['RELEASE_SIGNATURE_ABSENT', '4.15.2']]);
  });
});
