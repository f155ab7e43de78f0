import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Descriptor } from '../../../core/image/index.ts';
import { readImageFiles, type ImageFilesRequest } from '../../../core/layers/index.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { gzipped, ImageStore, layerOf, tarOf, type TarEntry } from '../../support/release-content.ts';

const references = 'release-manifests/image-references';
const boot = 'release-manifests/0000_50_installer_coreos-bootimages.yaml';
const repository = 'quay.io/openshift-release-dev/ocp-release';

async function read(store: ImageStore, image: Descriptor, options: object = {}): Promise<string | undefined> {
  const request = { repository, digest: image.digest, required: [references], optional: [boot], ...options };
  return (await readImageFiles(store, request)).get(references)?.toString();
}

describe('when layers hide files of the layers below', () => {
  const lower = { [references]: 'old', [boot]: 'boot' };
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['a newer file', { [references]: 'new' }, 'new'],
    ['a whiteout of the file', { 'release-manifests/.wh.image-references': '' }, undefined],
    ['a whiteout of the folder', { '.wh.release-manifests': '' }, undefined],
    ['an opaque folder', { 'release-manifests/.wh..wh..opq': '' }, undefined],
    ['an opaque root', { '.wh..wh..opq': '' }, undefined],
    [
      'an opaque folder beside a newer file',
      { 'release-manifests/.wh..wh..opq': '', [references]: 'new' },
      'new',
    ],
    [
      'a newer file beside an opaque folder',
      { [references]: 'new', 'release-manifests/.wh..wh..opq': '' },
      'new',
    ],
    [
      'a whiteout of another file',
      { 'release-manifests/.wh.image': '', 'release-manifests/.wh.other': '' },
      'old',
    ],
    ['a whiteout elsewhere', { 'usr/.wh.release-manifests': '' }, 'old'],
  ])('%s', async (_what, upper, expected) => {
    const store = new ImageStore();
    const image = store.addImage([await layerOf(lower), await layerOf(upper)]);
    expect(await read(store, image)).toBe(expected);
  });
});

describe('when a layer is hostile', () => {
  const good: TarEntry = { name: references, content: 'list' };
  const refusal = async (entries: readonly TarEntry[]): Promise<unknown> => {
    const store = new ImageStore();
    return read(store, store.addImage([gzipped(await tarOf(entries))]));
  };

  it.each<[string, readonly TarEntry[]]>([
    ['a name that climbs', [good, { name: '../../etc/cron.d/job', content: 'x' }]],
    ['a name that climbs in the middle', [{ name: 'release-manifests/../../x', content: 'x' }, good]],
    [
      'a wanted file reached by climbing',
      [{ name: 'a/../release-manifests/image-references', content: 'x' }],
    ],
    ['a symbolic link for the file', [{ name: references, type: 'symlink', linkname: '/etc/shadow' }]],
    ['a hard link for the file', [{ name: references, type: 'link', linkname: 'etc/shadow' }]],
    ['a device for the file', [{ name: references, type: 'character-device' }]],
    ['a folder for the file', [{ name: references, type: 'directory' }]],
    ['a link for the folder', [{ name: 'release-manifests', type: 'symlink', linkname: '/etc' }]],
    ['a file for the folder', [{ name: 'release-manifests', content: 'x' }]],
  ])('refuses %s', async (_what, entries) => {
    await expect(refusal(entries)).rejects.toMatchObject({ code: 'LAYER_ENTRY_REFUSED' });
  });

  it('does not mind links elsewhere', async () => {
    const entries: readonly TarEntry[] = [
      { name: 'usr/bin/sh', type: 'symlink', linkname: '../../../../bin/bash' },
      { name: 'dev-disk\\x2d1.device', content: 'x' },
      good,
    ];
    expect(await refusal(entries)).toBe('list');
  });

  const limited = async (content: string | Buffer, limits: object): Promise<unknown> => {
    const store = new ImageStore();
    const image = store.addImage([gzipped(await tarOf([{ name: 'usr/zeros', content }, good]))]);
    const all = {
      layerBytes: 1e9,
      imageBytes: 1e9,
      ratio: 1e6,
      ratioFrom: 1e9,
      entries: 100,
      fileBytes: 1e6,
    };
    return read(store, image, { limits: { ...all, ...limits } });
  };

  it.each([
    ['a layer', { layerBytes: 50_000 }, 'LAYER_TOO_LARGE'],
    ['an image', { imageBytes: 50_000 }, 'LAYER_TOO_LARGE'],
    ['a bomb', { ratio: 20, ratioFrom: 20_000 }, 'LAYER_TOO_LARGE'],
    ['a layer of very many entries', { entries: 1 }, 'LAYER_TOO_LARGE'],
    ['a file', { fileBytes: 3 }, 'LAYER_FILE_TOO_LARGE'],
  ])('stops at %s beyond its limit', async (_what, limits, code) => {
    expect(await limited(Buffer.alloc(100_000), {})).toBe('list');
    await expect(limited(Buffer.alloc(100_000), limits)).rejects.toMatchObject({ code });
  });

  it('counts all layers of an image together', async () => {
    const store = new ImageStore();
    const zeros = (name: string): Promise<Buffer> => tarOf([{ name, content: Buffer.alloc(40_000) }]);
    const image = store.addImage([
      await layerOf({ [references]: 'list' }),
      await zeros('a'),
      await zeros('b'),
    ]);
    const limits = {
      layerBytes: 60_000,
      imageBytes: 60_000,
      ratio: 1e6,
      ratioFrom: 1e9,
      entries: 100,
      fileBytes: 1e6,
    };
    await expect(read(store, image, { limits })).rejects.toMatchObject({ code: 'LAYER_TOO_LARGE' });
  });

  it.each([
    ['something else than a tar', Buffer.from('x'.repeat(2000))],
    ['broken gzip', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)])],
    ['broken zstd', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(100, 7)])],
    ['gzip that ends early', gzipSync(Buffer.alloc(10_000)).subarray(0, 20)],
  ])('refuses %s', async (_what, bytes) => {
    const store = new ImageStore();
    await expect(read(store, store.addImage([bytes]))).rejects.toMatchObject({
      code: 'LAYER_DAMAGED',
    });
  });
});

describe('when the store serves wrong bytes', () => {
  const served = async (change: (bytes: Buffer) => Buffer): Promise<unknown> => {
    const store = new ImageStore();
    const layer = await layerOf({ [references]: 'list', 'usr/more': 'x'.repeat(5000) });
    const image = store.addImage([layer]);
    store.blobs.set(digestOf(layer), change(layer));
    return read(store, image);
  };

  it('refuses another layer of the same length', async () => {
    const other = await layerOf({ [references]: 'LIST', 'usr/more': 'x'.repeat(5000) });
    await expect(
      served((bytes) => Buffer.concat([other, Buffer.alloc(bytes.length)]).subarray(0, bytes.length)),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(BLOB_DIGEST_MISMATCH|LAYER_DAMAGED)$/) as string,
    });
  });

  it('refuses bytes that differ only behind the end of the tar', async () => {
    const tar = await tarOf([{ name: references, content: 'list' }]);
    const store = new ImageStore();
    const layer = Buffer.concat([tar, Buffer.alloc(2048)]);
    const image = store.addImage([layer]);
    const changed = Buffer.from(layer);
    changed[layer.length - 1] = 1;
    store.blobs.set(digestOf(layer), changed);
    await expect(read(store, image)).rejects.toMatchObject({ name: 'SluiceError' });
  });

  it('refuses a layer that is cut short, and one that goes on', async () => {
    await expect(served((bytes) => bytes.subarray(0, -1))).rejects.toMatchObject({ code: 'BLOB_TOO_SHORT' });
    await expect(served((bytes) => Buffer.concat([bytes, Buffer.alloc(1)]))).rejects.toMatchObject({
      code: 'BLOB_TOO_LONG',
    });
  });

  it('passes the store’s own failure on', async () => {
    const store = new ImageStore();
    const layer = await layerOf({ [references]: 'list' });
    const image = store.addImage([layer]);
    store.blobs.delete(digestOf(layer));
    await expect(read(store, image)).rejects.toMatchObject({ code: 'BLOB_NOT_FOUND' });
  });
});

describe('when other files of an image are read', () => {
  it('gives those that are there', async () => {
    const store = new ImageStore();
    const image = store.addImage([await layerOf({ 'etc/a': '1', 'etc/b': '2' })]);
    const request: ImageFilesRequest = { repository, digest: image.digest, required: ['etc/a', 'etc/c'] };
    expect([...(await readImageFiles(store, request)).keys()]).toEqual(['etc/a']);
  });
});
