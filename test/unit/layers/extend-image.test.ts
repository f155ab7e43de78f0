import { describe, expect, it } from 'vitest';
import { mediaTypes, parseManifest } from '../../../core/image/index.ts';
import { extendImage, makeLayer, memoryImageSource, type Extension } from '../../../core/layers/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { ImageStore, layerOf } from '../../support/release-content.ts';

const repository = 'registry.test/catalogue';
const config = {
  architecture: 'amd64',
  config: { Entrypoint: ['/bin/opm'], Labels: { a: '1' } },
  rootfs: { type: 'layers', diff_ids: ['sha256:base'] },
  history: [{ created_by: 'base' }],
};

async function twoLayers(): Promise<Extension> {
  const whiteout = await makeLayer([{ kind: 'file', path: '.wh.configs', content: Buffer.alloc(0) }]);
  const files = await makeLayer([{ kind: 'file', path: 'configs/a', content: Buffer.from('a') }]);
  return {
    layers: [
      { ...whiteout, createdBy: 'remove configs' },
      { ...files, createdBy: 'add configs' },
    ],
    config: ({ Labels, ...rest }) => ({ ...rest, Cmd: ['serve'], Labels: { ...Labels, b: '2' } }),
  };
}

describe('when an image is extended by several layers', () => {
  it('has them on top in their order, with what the configuration says of them', async () => {
    const store = new ImageStore();
    const image = store.addImage([await layerOf({ 'bin/opm': 'opm' })], { config });
    const extension = await twoLayers();
    const made = await extendImage(store, repository, image.digest, extension);
    const [raw] = made.manifests;
    const manifest = raw === undefined ? undefined : parseManifest(raw);
    if (manifest?.kind !== 'image') throw new Error('no image');
    expect(manifest.layers.slice(1).map(({ digest }) => digest)).toEqual(
      extension.layers.map(({ digest }) => digest),
    );
    expect(JSON.parse(String(made.blobs.get(manifest.config.digest)))).toEqual({
      ...config,
      config: { Entrypoint: ['/bin/opm'], Cmd: ['serve'], Labels: { a: '1', b: '2' } },
      rootfs: { type: 'layers', diff_ids: ['sha256:base', ...extension.layers.map(({ diffId }) => diffId)] },
      history: [
        { created_by: 'base' },
        ...extension.layers.map(({ createdBy }) => expect.objectContaining({ created_by: createdBy })),
      ],
    });
    expect(made.base).toBe(repository);
    expect(made.root).toEqual(raw?.descriptor);
  });

  it('gives the same digests for the same inputs, and reads like any image', async () => {
    const store = new ImageStore();
    const image = store.addImage([await layerOf({ 'bin/opm': 'opm' })], { config });
    const index = store.addIndex([{ ...image, platform: { os: 'linux', architecture: 'amd64' } }]);
    const made = await extendImage(store, repository, index.digest, await twoLayers());
    expect((await extendImage(store, repository, index.digest, await twoLayers())).root).toEqual(made.root);
    const record = {
      type: 'operatorCatalog',
      origin: repository,
      source: { repository, digest: made.root.digest },
      destination: { repository: 'catalogue', tag: 'x' },
    } as const;
    const source = memoryImageSource({ ...made, record }, store);
    expect(parseManifest(await source.fetchManifest(repository, made.root.digest)).kind).toBe('index');
  });
});

describe('when an image cannot be extended', () => {
  const extend = async (
    fill: (store: ImageStore) => ReturnType<ImageStore['addIndex']>,
  ): Promise<unknown> => {
    const store = new ImageStore();
    return extendImage(store, repository, fill(store).digest, await twoLayers());
  };

  it('says so of an index without images', async () => {
    await expect(extend((store) => store.addIndex([]))).rejects.toMatchObject({
      code: 'IMAGE_NOT_EXTENDABLE',
    });
  });

  it('says so of an index within an index', async () => {
    const nested = extend((store) => store.addIndex([store.addIndex([store.addImage([])])]));
    await expect(nested).rejects.toMatchObject({ code: 'IMAGE_NOT_EXTENDABLE' });
  });

  it('says so of an artifact', async () => {
    const artifact = extend((store) =>
      store.addManifest({ mediaType: mediaTypes.ociArtifact, blobs: [] }, mediaTypes.ociArtifact),
    );
    await expect(artifact).rejects.toMatchObject({
      code: 'IMAGE_NOT_EXTENDABLE',
    });
  });

  it('names a configuration that is none', async () => {
    const without = extend((store) => store.addImage([], { config: { rootfs: 'x' } }));
    await expect(without).rejects.toMatchObject({
      code: 'IMAGE_CONFIG_INVALID',
      params: { digest: digestOf(Buffer.from(JSON.stringify({ rootfs: 'x' }))) },
    });
  });
});
