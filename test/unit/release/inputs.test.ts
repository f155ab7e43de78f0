import { beforeAll, describe, expect, it } from 'vitest';
import { SluiceError, type ErrorCode } from '../../../core/contract/index.ts';
import { digestHex, digestOf } from '../../../core/reference/index.ts';
import { memoryImageSource } from '../../../core/layers/index.ts';
import {
  fallbackReleaseInputs,
  onlineReleaseInputs,
  setReleaseInputs,
  type ReleaseCollection,
  type ReleaseInputs,
  type SetFiles,
} from '../../../core/release/index.ts';
import { ImageStore, layerOf } from '../../support/release-content.ts';
import {
  collect,
  fakeSite,
  graphData,
  imageReferencesOf,
  type FakeSite,
} from '../../support/release-inputs.ts';
import { graphJson, ocpRelease } from '../../support/release-graphs.ts';
import { newSigner, type Signer } from '../../support/release-signing.ts';
import { worldOf, type World } from '../../support/release-world.ts';

let signer: Signer;
const channels = [{ name: 'stable-4.15', minVersion: '4.15.0', maxVersion: '4.15.2' }];
const versions = ['4.15.0', '4.15.1', '4.15.2'];
const digestFor = (site: FakeSite, version: string) => site.digests.get(version) ?? digestOf('unknown');

beforeAll(async () => {
  signer = await newSigner('redhat');
});

/** A collection's files as the archive it would become. */
function setOf(
  collection: ReleaseCollection,
  changes: Readonly<Record<string, Buffer | undefined>> = {},
): SetFiles {
  const files = new Map(
    collection.files.map(({ name, bytes }) => [name.replace(/^working-dir\//, ''), bytes]),
  );
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === undefined) files.delete(name);
    else files.set(name, bytes);
  }
  return { listFiles: async () => [...files.keys()], readFile: async (name) => files.get(name) };
}

/** The site behind HTTP: its graphs and signatures, and graph data. */
function served(site: FakeSite, data: Buffer, variables: Readonly<Record<string, string>> = {}): World {
  return worldOf((url) => {
    if (url.pathname.endsWith('/graph-data')) return { body: data };
    if (url.pathname.endsWith('/graph')) {
      const name = `${url.searchParams.get('arch') ?? ''}-${url.searchParams.get('channel') ?? ''}`;
      return { body: JSON.stringify(site.graphs.get(name) ?? { nodes: [] }) };
    }
    const match = /sha256=([a-f0-9]+)\/signature-(\d+)$/.exec(url.pathname);
    const digest = [...site.signatures.keys()].find((key) => digestHex(key) === match?.[1]);
    const bytes = digest === undefined ? undefined : site.signatures.get(digest)?.[Number(match?.[2]) - 1];
    return bytes === undefined ? { status: 404 } : { body: bytes };
  }, variables);
}

describe('when releases are collected online', () => {
  it('finds graph, signature and payload, and makes the graph image', async () => {
    const site = await fakeSite(signer, versions);
    const base = site.store.addImage([await layerOf({ 'bin/bash': 'x' })]);
    site.store.tags.set('registry.access.redhat.com/ubi9/ubi:latest', site.store.addIndex([base]).digest);
    const inputs = onlineReleaseInputs({ ...served(site, await graphData()), source: site.store });
    const result = await collect({ inputs }, signer, { channels, graph: true });
    expect(result.errors).toEqual([]);
    expect(result.releases).toHaveLength(3);
    const [image] = result.memoryImages;
    expect(result.records.at(-1)).toEqual(image?.record);
    if (image === undefined) throw new Error('no graph image');
    expect((await memoryImageSource(image, site.store).resolveTag('x', 'latest'))?.digest).toBe(
      image.root.digest,
    );
  });

  it('takes the graph image from the named registry when the update service is overridden', async () => {
    const site = await fakeSite(signer, versions);
    const world = served(site, Buffer.alloc(0), { UPDATE_URL_OVERRIDE: 'https://osus.enterprise.in/graph' });
    const graphImageRepository = 'registry.enterprise.in/openshift/graph-image';
    const inputs = onlineReleaseInputs({ ...world, source: site.store, graphImageRepository });
    const result = await collect({ inputs }, signer, { channels, graph: true });
    expect(result.memoryImages).toEqual([]);
    expect(result.records.at(-1)).toEqual({
      type: 'cincinnatiGraph',
      origin: 'openshift/graph-image:latest',
      source: { repository: graphImageRepository, tag: 'latest' },
      destination: { repository: 'openshift/graph-image', tag: 'latest' },
    });
    expect(world.requests.some(({ url }) => url.pathname.endsWith('graph-data'))).toBe(false);
  });

  it('says that nobody named where the graph image is, and still collects the releases', async () => {
    const site = await fakeSite(signer, versions);
    const world = served(site, Buffer.alloc(0), { UPDATE_URL_OVERRIDE: 'https://osus.enterprise.in/graph' });
    const inputs = onlineReleaseInputs({ ...world, source: site.store });
    const result = await collect({ inputs }, signer, { channels, graph: true });
    expect(result.errors.map((error) => error.code)).toEqual(['RELEASE_GRAPH_IMAGE_ABSENT']);
    expect(result.releases).toHaveLength(3);
  });

  it('reads the payload from the mirror when the published repository is out of reach', async () => {
    const mirror = 'registry.enterprise.in/openshift/release-images';
    const site = await fakeSite(signer, ['4.15.2'], mirror);
    site.store.known = new Set([mirror]);
    const inputs = onlineReleaseInputs({ ...served(site, Buffer.alloc(0)), source: site.store });
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors).toEqual([]);
    expect(result.records.at(-1)).toMatchObject({
      origin: `${ocpRelease}:4.15.2-x86_64`,
      source: { repository: mirror, digest: digestFor(site, '4.15.2') },
    });
  });

  it('tells the first failure when the payload is nowhere', async () => {
    const site = await fakeSite(signer, ['4.15.2'], 'registry.enterprise.in/openshift/release-images');
    site.store.known = new Set();
    const inputs = onlineReleaseInputs({ ...served(site, Buffer.alloc(0)), source: site.store });
    const { errors } = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(errors.map(({ code, params, side }) => [code, params['host'], side])).toEqual([
      ['NETWORK_UNREACHABLE', ocpRelease, 'source'],
    ]);
  });
});

describe('when releases are collected from a set', () => {
  it('gives the same images as online, without a network', async () => {
    const site = await fakeSite(signer, versions);
    const online = await collect(site, signer, { channels });
    const offline = await collect({ inputs: setReleaseInputs(setOf(online)) }, signer, { channels });
    expect(offline.records).toEqual(online.records);
    expect(offline.files).toEqual(online.files);
    expect(offline.errors).toEqual([]);
    expect(offline.releases.map(({ contentFrom }) => contentFrom)).toEqual(['file', 'file', 'file']);
  });

  it('takes a part of what the set holds', async () => {
    const site = await fakeSite(signer, versions);
    const inputs = setReleaseInputs(setOf(await collect(site, signer, { channels })));
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.releases.map(({ version }) => version)).toEqual(['4.15.2']);
  });

  it('understands the signature names of 4.17', async () => {
    const site = await fakeSite(signer, versions);
    const old = await collect(site, signer, { channels }, { layout: 'oc-mirror-4.17' });
    const result = await collect({ inputs: setReleaseInputs(setOf(old)) }, signer, { channels });
    expect(result.errors).toEqual([]);
    expect(result.releases).toHaveLength(3);
  });

  it('believes the signed payload rather than the list beside it', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const online = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    const list = 'hold-release/ocp-release/4.15.2-x86_64/release-manifests/image-references';
    const forged = setOf(online, { [list]: Buffer.from(imageReferencesOf('forged')) });
    const inputs = setReleaseInputs({ ...forged, source: site.store });
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.records).toEqual(online.records);
    expect(result.releases[0]?.contentFrom).toBe('payload');
  });

  it('uses the list beside it when the set leaves out the payload’s layers', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const online = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    const inputs = setReleaseInputs({ ...setOf(online), source: new ImageStore() });
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors).toEqual([]);
    expect(result.releases[0]?.contentFrom).toBe('file');
  });

  it('does not fall back when the payload in the set is corrupt', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const online = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    for (const [digest, bytes] of site.store.blobs) site.store.blobs.set(digest, Buffer.alloc(bytes.length));
    const inputs = setReleaseInputs({ ...setOf(online), source: site.store });
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors).toHaveLength(1);
    expect(result.records).toEqual([]);
  });

  it.each<[string, string, ErrorCode]>([
    ['the graph', 'hold-release/cincinnati-graph-data/amd64-stable-4.15.json', 'RELEASE_GRAPH_NOT_IN_SET'],
    [
      'the content list',
      'hold-release/ocp-release/4.15.2-x86_64/release-manifests/image-references',
      'RELEASE_NOT_IN_SET',
    ],
  ])('says when %s is not in it', async (_what, name, code) => {
    const site = await fakeSite(signer, ['4.15.2']);
    const online = await collect(site, signer, { channels: [{ name: 'stable-4.15' }] });
    const inputs = setReleaseInputs(setOf(online, { [name]: undefined }));
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors.map((error) => error.code)).toEqual([code]);
  });

  it('finds a release that is named by tag through its signature', async () => {
    const site = await fakeSite(signer, versions);
    const set = setOf(await collect(site, signer, { channels }));
    const release = `${ocpRelease}:4.15.1-x86_64`;
    const result = await collect({ inputs: setReleaseInputs(set) }, signer, { release });
    expect(result.releases.map(({ digest }) => digest)).toEqual([digestFor(site, '4.15.1')]);
    const unknown = await collect({ inputs: setReleaseInputs(set) }, signer, {
      release: `${ocpRelease}:4.15`,
    });
    expect(unknown.errors.map((error) => error.code)).toEqual(['RELEASE_TAG_UNKNOWN']);
  });

  it.each(['openshift/release-images', 'openshift-release-dev/ocp-release'])(
    'finds it as %s among the images when 4.17 named the signatures',
    async (repository) => {
      const site = await fakeSite(signer, versions);
      const old = await collect(site, signer, { channels }, { layout: 'oc-mirror-4.17' });
      site.store.tags.clear();
      site.store.tags.set(`${repository}:4.15.1-x86_64`, digestFor(site, '4.15.1'));
      const inputs = setReleaseInputs({ ...setOf(old), source: site.store });
      const result = await collect({ inputs }, signer, { release: `${ocpRelease}:4.15.1-x86_64` });
      expect(result.errors).toEqual([]);
      expect(result.releases.map(({ digest }) => digest)).toEqual([digestFor(site, '4.15.1')]);
    },
  );

  it('does not guess between two digests under one tag', async () => {
    const names = ['a', 'b'].map((name) => `signatures/4.15.1-x86_64-sha256-${digestHex(digestOf(name))}`);
    const set = setReleaseInputs({ listFiles: async () => names, readFile: async () => undefined });
    expect(await set.resolveTag(ocpRelease, '4.15.1-x86_64')).toBeUndefined();
  });

  it('refers to the graph image that the set holds', async () => {
    const set = setReleaseInputs({ listFiles: async () => [], readFile: async () => undefined });
    expect(await set.graphImage()).toMatchObject({
      kind: 'stored',
      record: { source: { repository: 'openshift/graph-image', tag: 'latest' } },
    });
  });

  it('ignores files that only look like signatures', async () => {
    const digest = digestOf('x');
    const hex = digestHex(digest);
    const names = [
      `signatures/deep/4.15-sha256-${hex}`,
      `other/${hex}`,
      `signatures/${hex}.bak`,
      `signatures/${hex}`,
    ];
    const set = setReleaseInputs({
      listFiles: async () => names,
      readFile: async (name) => Buffer.from(name),
    });
    const found: string[] = [];
    for await (const bytes of set.signatures(digest)) found.push(bytes.toString());
    expect(found).toEqual([`signatures/${hex}`]);
  });
});

describe('when one source of answers stands in for another', () => {
  const failing = (code: ErrorCode): ReleaseInputs => {
    const fail = async (): Promise<never> => {
      throw new SluiceError(code);
    };
    return {
      graph: fail,
      payloadFiles: fail,
      resolveTag: fail,
      graphImage: fail,
      // oxlint-disable-next-line require-yield
      signatures: async function* () {
        throw new SluiceError(code);
      },
    };
  };

  it.each<[string, (working: ReleaseInputs, broken: ReleaseInputs) => ReleaseInputs]>([
    ['second', (working, broken) => fallbackReleaseInputs(broken, working)],
    ['first', (working, broken) => fallbackReleaseInputs(working, broken)],
  ])('collects everything when only the %s works', async (_which, combine) => {
    const site = await fakeSite(signer, versions);
    const inputs = combine(site.inputs, failing('NETWORK_UNREACHABLE'));
    const result = await collect({ inputs }, signer, { channels });
    expect(result.errors).toEqual([]);
    expect(result.releases).toHaveLength(3);
  });

  it('tells when a graph is the second’s, which may be older, and why', async () => {
    const site = await fakeSite(signer, versions);
    const told: string[] = [];
    const listening = (first: ReleaseInputs, second: ReleaseInputs): ReleaseInputs =>
      fallbackReleaseInputs(first, second, {
        onGraphFallback: ({ channel }, failure) => told.push(`${channel} ${failure.code}`),
      });
    const request = { type: 'ocp', architecture: 'amd64', channel: 'stable-4.15' } as const;
    await listening(site.inputs, failing('NETWORK_UNREACHABLE')).graph(request);
    expect(told).toEqual([]);
    const broken = failing('NETWORK_UNREACHABLE');
    await expect(listening(broken, broken).graph(request)).rejects.toThrow('NETWORK_UNREACHABLE');
    expect(told).toEqual([]);
    await listening(broken, site.inputs).graph(request);
    expect(told).toEqual(['stable-4.15 NETWORK_UNREACHABLE']);
  });

  it('tells the failure of the first when neither works', async () => {
    const inputs = fallbackReleaseInputs(failing('RELEASE_GRAPH_NOT_IN_SET'), failing('NETWORK_UNREACHABLE'));
    await expect(inputs.graph({ type: 'ocp', channel: 'x' })).rejects.toMatchObject({
      code: 'RELEASE_GRAPH_NOT_IN_SET',
    });
    const all = async (): Promise<void> => {
      for await (const bytes of inputs.signatures(digestOf('x'))) expect(bytes).toBeUndefined();
    };
    await expect(all()).rejects.toMatchObject({ code: 'RELEASE_GRAPH_NOT_IN_SET' });
  });

  it.each<ErrorCode>(['RELEASE_GRAPH_INVALID', 'BLOB_DIGEST_MISMATCH', 'LAYER_ENTRY_REFUSED'])(
    'does not paper over %s',
    async (code) => {
      const site = await fakeSite(signer, versions);
      const inputs = fallbackReleaseInputs(failing(code), site.inputs);
      await expect(
        inputs.graph({ type: 'ocp', architecture: 'amd64', channel: 'stable-4.15' }),
      ).rejects.toMatchObject({ code });
    },
  );

  it('asks the second for a tag that the first does not know', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const empty = setReleaseInputs({ listFiles: async () => [], readFile: async () => undefined });
    const inputs = fallbackReleaseInputs(empty, site.inputs);
    expect(await inputs.resolveTag(ocpRelease, '4.15.2-x86_64')).toBe(digestFor(site, '4.15.2'));
  });

  it('lets a good signature of the second stand for a bad one of the first', async () => {
    const site = await fakeSite(signer, ['4.15.2']);
    const hex = digestHex(digestFor(site, '4.15.2'));
    const set = setReleaseInputs({
      listFiles: async () => [`signatures/${hex}`],
      readFile: async (name) => (name.startsWith('signatures/') ? Buffer.from('garbage') : undefined),
    });
    const graph = { ...set, graph: site.inputs.graph };
    const inputs = fallbackReleaseInputs(graph, site.inputs);
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stable-4.15' }] });
    expect(result.errors).toEqual([]);
  });
});

describe('when a graph is empty online', () => {
  it('says that the channel does not exist, not that nothing was found', async () => {
    const world = worldOf(() => ({ body: graphJson([]) }));
    const inputs = onlineReleaseInputs({ ...world, source: new ImageStore() });
    const result = await collect({ inputs }, signer, { channels: [{ name: 'stabel-4.15' }] });
    expect(result.findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'error RELEASE_CHANNEL_EMPTY',
    ]);
  });
});
