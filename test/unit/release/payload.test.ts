import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Descriptor } from '../../../core/image/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { readPayload } from '../../../core/release/index.ts';
import { gzipped, ImageStore, layerOf, tarOf, zstandard } from '../../support/release-content.ts';

const references = 'release-manifests/image-references';
const boot = 'release-manifests/0000_50_installer_coreos-bootimages.yaml';
const repository = 'quay.io/openshift-release-dev/ocp-release';

const read = async (store: ImageStore, image: Descriptor, options: object = {}): Promise<string> =>
  (
    await readPayload(store, { repository, digest: image.digest, release: '4.15.0' }, options)
  ).imageReferences.toString();

describe('when a release payload is read', () => {
  const base = layerOf({ 'usr/bin/base': 'base' });
  const manifests = layerOf({ 'release-manifests/': '', [references]: 'list', [boot]: 'boot' });

  it('finds the files in the top layer and fetches no other', async () => {
    const store = new ImageStore();
    const image = store.addImage([await base, await layerOf({ 'usr/bin/a': 'a' }), await manifests]);
    const files = await readPayload(store, { repository, digest: image.digest, release: '4.15.0' });
    expect(files).toEqual({ imageReferences: Buffer.from('list'), bootImages: Buffer.from('boot') });
    expect(store.opened).toEqual([digestOf(await manifests)]);
  });

  it('goes down to the layer that has it', async () => {
    const store = new ImageStore();
    const top = await layerOf({ 'usr/bin/a': 'a' });
    const image = store.addImage([await base, await manifests, top]);
    expect(await read(store, image)).toBe('list');
    expect(store.opened).toEqual([digestOf(top), digestOf(await manifests)]);
  });

  it.each([
    ['gzip', gzipped],
    ['zstd', zstandard],
    ['no compression', (bytes: Buffer) => bytes],
    [
      'two gzip members',
      (bytes: Buffer) => Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
    ],
  ])('reads a layer with %s, whatever its media type says', async (_how, compress) => {
    const store = new ImageStore();
    store.pieceLength = 3;
    const image = store.addImage([compress(await tarOf([{ name: references, content: 'list' }]))]);
    expect(await read(store, image)).toBe('list');
  });

  it.each(['./release-manifests/image-references', '/release-manifests/image-references'])(
    'finds %s',
    async (name) => {
      const store = new ImageStore();
      expect(await read(store, store.addImage([await layerOf({ [name]: 'list' })]))).toBe('list');
    },
  );

  it('looks for the boot images in lower layers only when they are wanted', async () => {
    const store = new ImageStore();
    const image = store.addImage([
      await layerOf({ [boot]: 'boot' }),
      await layerOf({ [references]: 'list' }),
    ]);
    const payload = { repository, digest: image.digest, release: '4.15.0' };
    expect((await readPayload(store, payload)).bootImages).toBeUndefined();
    expect((await readPayload(store, payload, { bootImages: true })).bootImages?.toString()).toBe('boot');
  });

  it('says when the image is no release payload', async () => {
    const store = new ImageStore();
    const image = store.addImage([await base]);
    await expect(read(store, image)).rejects.toMatchObject({
      code: 'RELEASE_CONTENT_ABSENT',
      params: { release: '4.15.0', file: references },
    });
  });

  it('hands on the small layers that it read, verified and whole', async () => {
    const store = new ImageStore();
    const layers: [Descriptor, Buffer][] = [];
    const image = store.addImage([await base, await manifests]);
    await read(store, image, { onLayer: (layer: Descriptor, bytes: Buffer) => layers.push([layer, bytes]) });
    expect(layers.map(([layer]) => layer.digest)).toEqual([digestOf(await manifests)]);
    expect(layers[0]?.[1].equals(await manifests)).toBe(true);
  });

  it('stops when it is aborted', async () => {
    const store = new ImageStore();
    const image = store.addImage([await manifests]);
    await expect(read(store, image, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });
});

describe('when a payload is an index', () => {
  async function twoPayloads(): Promise<{ store: ImageStore; index: Descriptor }> {
    const store = new ImageStore();
    const amd = store.addImage([await layerOf({ [references]: 'amd64' })]);
    const arm = store.addImage([await layerOf({ [references]: 'arm64' })]);
    const index = store.addIndex([
      { ...amd, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm, platform: { os: 'linux', architecture: 'arm64' } },
    ]);
    return { store, index };
  }

  it('reads the first image unless one is asked for', async () => {
    const { store, index } = await twoPayloads();
    expect(await read(store, index)).toBe('amd64');
    expect(await read(store, index, { platform: { os: 'linux', architecture: 'arm64' } })).toBe('arm64');
    expect(await read(store, index, { platform: { os: 'linux', architecture: 's390x' } })).toBe('amd64');
  });

  it('descends into an index of indexes', async () => {
    const { store, index } = await twoPayloads();
    expect(await read(store, store.addIndex([index]))).toBe('amd64');
  });

  it('refuses an index without images', async () => {
    const store = new ImageStore();
    await expect(read(store, store.addIndex([]))).rejects.toMatchObject({ code: 'IMAGE_INDEX_EMPTY' });
  });
});
