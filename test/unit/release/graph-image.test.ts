import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import {
  isIndexMediaType,
  mediaTypes,
  parseManifest,
  verified,
  type Descriptor,
} from '../../../core/image/index.ts';
import { digestOf, parseDigest } from '../../../core/reference/index.ts';
import { memoryImageSource, type MemoryImage } from '../../../core/layers/index.ts';
import { buildGraphImage } from '../../../core/release/index.ts';
import { gzipped, ImageStore, layerOf, tarOf, type TarEntry } from '../../support/release-content.ts';
import { sharedFolder, sharedNote } from '../../support/release-world.ts';

const ubi = 'registry.access.redhat.com/ubi9/ubi';
const data: readonly TarEntry[] = [
  { name: './', type: 'directory', uid: 1_000_850_000 },
  { name: 'version', content: '1.1.0', uid: 1_000_850_000 },
  { name: 'channels/', type: 'directory', uid: 1_000_850_000 },
  {
    name: 'channels/stable-4.15.yaml',
    content: 'name: stable-4.15',
    uid: 1_000_850_000,
    mtime: new Date(1.7e12),
  },
];

async function baseOf(docker: boolean): Promise<{ store: ImageStore; image: Descriptor }> {
  const store = new ImageStore();
  const layer = await layerOf({ 'bin/bash': 'bash' });
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/bash'], Env: ['PATH=/bin'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(gunzipSync(layer))] },
    history: [{ created: '2024-01-01T00:00:00Z', created_by: 'base' }],
  };
  const image = store.addImage([layer], { docker, config });
  const index = store.addIndex(
    [
      { ...image, platform: { os: 'linux', architecture: 'amd64' } },
      { ...image, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      {
        ...image,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.digest': image.digest },
      },
    ],
    docker,
  );
  store.tags.set(`${ubi}:latest`, index.digest);
  return { store, image };
}

const build = async (store: ImageStore, entries = data): Promise<MemoryImage> =>
  buildGraphImage({ graphDataTarGz: gzipped(await tarOf(entries)), base: store });

async function contentOf(image: MemoryImage, store: ImageStore): Promise<Map<string, string>> {
  const source = memoryImageSource(image, store);
  const [child] = image.manifests;
  const manifest = child === undefined ? undefined : parseManifest(child);
  const layer = manifest?.kind === 'image' ? manifest.layers.at(-1) : undefined;
  if (layer === undefined) throw new Error('no layer');
  const chunks: Buffer[] = [];
  for await (const chunk of verified(await source.openBlob('any', layer), layer)) chunks.push(chunk);
  const files = new Map<string, string>();
  const reader = Readable.from([gunzipSync(Buffer.concat(chunks))]).pipe(extract());
  for await (const entry of reader) {
    const { name, uid, gid, mtime } = entry.header;
    let text = `${uid}:${gid} ${mtime.getTime()} `;
    for await (const chunk of entry) text += String(chunk);
    files.set(name, text);
  }
  return files;
}

describe.each([
  ['OCI', false, mediaTypes.ociIndex, mediaTypes.ociLayerGzip],
  ['Docker', true, mediaTypes.dockerList, mediaTypes.dockerLayer],
])('when the graph image is made on a base of %s manifests', (_kind, docker, indexType, layerType) => {
  it('puts the graph data as one more layer on every image and changes the command', async () => {
    const { store } = await baseOf(docker);
    const image = await build(store);
    const index = parseManifest(image.manifests.at(-1) ?? { bytes: Buffer.alloc(0), contentType: '' });
    expect(index.kind === 'index' && index.manifests.map((child) => child.platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ]);
    expect(image.root.mediaType).toBe(indexType);
    for (const raw of image.manifests.slice(0, -1)) {
      const manifest = parseManifest(raw);
      if (manifest.kind !== 'image') throw new Error('no image');
      expect(manifest.layers).toHaveLength(2);
      expect(manifest.layers[1]?.mediaType).toBe(layerType);
      const config = JSON.parse(String(image.blobs.get(manifest.config.digest))) as Record<string, unknown>;
      expect(config['config']).toEqual({
        Env: ['PATH=/bin'],
        Cmd: [
          '/bin/bash',
          '-c',
          'exec cp -rp /var/lib/cincinnati-graph-data/* /var/lib/cincinnati/graph-data',
        ],
      });
      const unpacked = gunzipSync(
        image.blobs.get(manifest.layers[1]?.digest ?? parseDigest('')) ?? Buffer.alloc(0),
      );
      expect((config['rootfs'] as { diff_ids: string[] }).diff_ids[1]).toBe(digestOf(unpacked));
      expect(config['history']).toHaveLength(2);
    }
  });
});

describe('when the graph image is read', () => {
  it('holds the data in its folder, owned by root and without times', async () => {
    const { store } = await baseOf(false);
    expect(Object.fromEntries(await contentOf(await build(store), store))).toEqual({
      'var/lib/cincinnati-graph-data/': '0:0 0 ',
      'var/lib/cincinnati-graph-data/channels/': '0:0 0 ',
      'var/lib/cincinnati-graph-data/channels/stable-4.15.yaml': '0:0 0 name: stable-4.15',
      'var/lib/cincinnati-graph-data/version': '0:0 0 1.1.0',
    });
  });

  it('has the same digest for the same data, whatever its order and times', async () => {
    const { store } = await baseOf(false);
    const shuffled = data.toReversed().map((entry) => ({ ...entry, mtime: new Date(1.6e12), uid: 7 }));
    expect((await build(store, shuffled)).root.digest).toBe((await build(store)).root.digest);
  });

  it('is named as oc-mirror names it', async () => {
    const { store } = await baseOf(false);
    const image = await build(store);
    expect(image.record).toEqual({
      type: 'cincinnatiGraph',
      origin: 'openshift/graph-image:latest',
      source: { repository: 'openshift/graph-image', digest: image.root.digest, tag: 'latest' },
      destination: { repository: 'openshift/graph-image', tag: 'latest' },
    });
  });

  it('gives its own parts from memory, at any offset, and the rest from the base', async () => {
    const { store, image: base } = await baseOf(false);
    const image = await build(store);
    const source = memoryImageSource(image, store);
    expect((await source.resolveTag('any', 'latest'))?.digest).toBe(image.root.digest);
    expect((await source.fetchManifest('any', image.root.digest)).descriptor).toEqual(image.root);
    await expect(source.fetchManifest('any', base.digest)).rejects.toMatchObject({
      code: 'MADE_IMAGE_PART_UNKNOWN',
    });
    const manifest = parseManifest(image.manifests[0] ?? { bytes: Buffer.alloc(0), contentType: '' });
    if (manifest.kind !== 'image') throw new Error('no image');
    const [lower, upper] = manifest.layers;
    if (lower === undefined || upper === undefined) throw new Error('no layers');
    const rest: Buffer[] = [];
    for await (const chunk of await source.openBlob('any', upper, { offset: 10 })) rest.push(chunk);
    expect(Buffer.concat(rest)).toHaveLength(upper.size - 10);
    store.repositoriesAsked.clear();
    for await (const chunk of verified(await source.openBlob('any', lower), lower))
      expect(chunk.length).toBeGreaterThan(0);
    expect([...store.repositoriesAsked]).toEqual([ubi]);
  });

  it('can also stand on a single image', async () => {
    const { store, image } = await baseOf(false);
    store.tags.set(`${ubi}:latest`, image.digest);
    const made = await build(store);
    expect(made.manifests).toHaveLength(1);
    expect(isIndexMediaType(made.root.mediaType)).toBe(false);
  });
});

describe('when the graph image cannot be made', () => {
  it.each<[string, readonly TarEntry[]]>([
    ['climbs', [...data, { name: '../x', content: 'x' }]],
    ['is absolute', [...data, { name: '/x', content: 'x' }]],
    ['holds a link', [...data, { name: 'x', type: 'symlink', linkname: '/etc' }]],
    ['has no channels', [{ name: 'version', content: '1' }]],
  ])('refuses data that %s', async (_what, entries) => {
    const { store } = await baseOf(false);
    await expect(build(store, entries)).rejects.toMatchObject({ code: 'RELEASE_GRAPH_DATA_INVALID' });
  });

  it('refuses an error page in place of the data', async () => {
    const { store } = await baseOf(false);
    const page = { graphDataTarGz: Buffer.from('<html>502</html>'.repeat(100)), base: store };
    await expect(buildGraphImage(page)).rejects.toMatchObject({ code: 'RELEASE_GRAPH_DATA_INVALID' });
  });

  it('says when the base image is absent', async () => {
    await expect(build(new ImageStore())).rejects.toMatchObject({
      code: 'RELEASE_GRAPH_BASE_ABSENT',
      params: { image: `${ubi}:latest` },
    });
  });

  it('refuses a base whose configuration is none', async () => {
    const store = new ImageStore();
    store.tags.set(`${ubi}:latest`, store.addImage([], { config: { rootfs: 'x' } }).digest);
    await expect(build(store)).rejects.toMatchObject({ code: 'RELEASE_GRAPH_BASE_INVALID' });
  });
});

const sample = 'samples/cincinnati/05-graph-data.tar.gz';
describe.skipIf(sharedNote(sample) !== '')(`when real graph data is used${sharedNote(sample)}`, () => {
  it('carries every file of it', async () => {
    const { store } = await baseOf(false);
    const graphDataTarGz = readFileSync(join(sharedFolder, sample));
    const files = await contentOf(await buildGraphImage({ graphDataTarGz, base: store }), store);
    expect(files.size).toBe(639);
    expect(files.has('var/lib/cincinnati-graph-data/channels/stable-4.9.yaml')).toBe(true);
  });
});
