import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  defaultCatalogLimits,
  type CatalogModel,
  type OpenedCatalog,
} from '../../../../core/catalog/index.ts';
import { SluiceError } from '../../../../core/contract/index.ts';
import type { Descriptor, Source } from '../../../../core/image/index.ts';
import { makeLayer } from '../../../../core/layers/index.ts';
import { systemFileSystem, type FileSystem } from '../../../../core/ports/index.ts';
import { digestOf } from '../../../../core/reference/index.ts';
import {
  bundleBlob,
  CatalogImages,
  catalogRepository,
  configsLabel,
  jsonStream,
  packageBlob,
} from '../../../support/catalog-images.ts';
import { catalogEntries, madeCatalog, smallScale } from '../../../support/catalog-world.ts';
import { layerOf } from '../../../support/release-content.ts';

let images: CatalogImages;
beforeEach(() => {
  images = new CatalogImages();
});
afterEach(() => images.close());

const unreachable: Source = {
  resolveTag: () => Promise.reject(new Error('asked')),
  fetchManifest: () => Promise.reject(new Error('asked')),
  openBlob: () => Promise.reject(new Error('asked')),
};

const summary = ({ packages }: CatalogModel): unknown =>
  [...packages.values()].map(({ name, channels, bundles }) => [
    name,
    channels.map((channel) => channel.name).sort(),
    bundles.map((bundle) => [bundle.name, bundle.version, bundle.image]),
  ]);

async function textOf(catalog: OpenedCatalog, name: string): Promise<string> {
  const place = catalog.model.packages.get(name)?.place;
  let text = '';
  for await (const bytes of catalog.readBlobs(place === undefined ? [] : [place])) text += bytes.toString();
  return text;
}

describe('when a catalogue is opened', () => {
  it('is read out of the first image of an index, all of it', async () => {
    const packages = madeCatalog('test', smallScale);
    const { bytes } = await makeLayer(catalogEntries(packages));
    const image = images.add([
      await layerOf({ 'bin/opm': 'opm' }),
      bytes,
      await layerOf({ 'tmp/cache/db': 'x' }),
    ]);
    const other = await images.addFiles({ 'other.json': jsonStream(packageBlob('other')) });
    const index = images.store.addIndex([image, other]);
    const progress = new Set<string>();
    const catalog = await images.open(index, { onProgress: ({ phase }) => void progress.add(phase) });
    expect(summary(catalog.model)).toEqual(
      packages
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, channels, bundles }) => [
          name,
          [...channels].sort(),
          bundles.map((bundle) => [bundle.name, bundle.version, bundle.image]),
        ]),
    );
    expect(catalog).toMatchObject({
      findings: [],
      kept: false,
      image: { repository: catalogRepository, digest: index.digest, label: '/configs' },
    });
    expect(progress).toContain('fetch');
    const [bundle] = catalog.model.packages.get(packages[0]?.name ?? '')?.bundles ?? [];
    expect(bundle?.relatedImages).toHaveLength(smallScale.relatedImages + 1);
    expect(bundle?.facts).toMatchObject({ disconnected: true, fips: false, provider: 'Example, Inc.' });
    await catalog.close();
  });

  it('gives the text of its blobs as it stands in the files', async () => {
    const first = jsonStream(packageBlob('a', { number: 1 })).replace('1', '12345678901234567890');
    const catalog = await images.open(
      await images.addFiles({ 'a.json': first, 'b.json': jsonStream(packageBlob('b')) }),
    );
    expect(await textOf(catalog, 'a')).toBe(first.trim());
    expect(await textOf(catalog, 'b')).toBe(jsonStream(packageBlob('b')).trim());
    await catalog.close();
  });

  it('needs no source the second time', async () => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a'), bundleBlob('a', '1.0.0')) });
    const first = await images.open(image);
    await first.close();
    const second = await images.open(image, { source: unreachable });
    expect(second.kept).toBe(true);
    expect(second.model).toEqual(first.model);
    expect(second.image).toEqual(first.image);
    expect(await textOf(second, 'a')).toBe(jsonStream(packageBlob('a')).trim());
    await second.close();
  });

  it('keeps what could not be read as findings', async () => {
    const image = await images.addFiles({
      'a/1.json': '{"schema": "olm.bundle"}',
      'a/2.json': jsonStream(packageBlob('a')),
    });
    for (const kept of [false, true]) {
      const catalog = await images.open(image);
      expect(catalog.kept).toBe(kept);
      expect(catalog.findings).toEqual([
        expect.objectContaining({ code: 'CATALOG_BLOB_FIELD_INVALID', affected: ['a'] }),
      ]);
      await catalog.close();
    }
  });

  it('fetches no layer below one that hides all that is below', async () => {
    const lower = await layerOf({ 'configs/old/catalog.json': jsonStream(packageBlob('old')) });
    const below = await layerOf({ 'bin/opm': 'opm' });
    const upper = await layerOf({
      'configs/new/catalog.json': jsonStream(packageBlob('new')),
      'configs/.wh..wh..opq': '',
    });
    const image = images.add([below, lower, upper]);
    const catalog = await images.open(image);
    expect([...catalog.model.packages.keys()]).toEqual(['new']);
    // One layer is fetched ahead while the one above it is read.
    expect(images.store.opened).not.toContain(digestOf(below));
    await catalog.close();
  });

  it('leaves nothing but the index and the content behind', async () => {
    const catalog = await images.open(await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) }));
    await catalog.close();
    const [folder = '', ...others] = await images.keptFolders();
    expect(others).toEqual([]);
    expect((await readdir(join(images.keptDirectory, folder))).sort()).toEqual(['content', 'index.json']);
    expect((await stat(join(images.keptDirectory, folder, 'content'))).mode & 0o077).toBe(0);
  });

  it('can be opened by two at once', async () => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) });
    const both = await Promise.all([images.open(image), images.open(image)]);
    for (const catalog of both) {
      expect(await textOf(catalog, 'a')).toBe(jsonStream(packageBlob('a')).trim());
      await catalog.close();
    }
    expect(await images.keptFolders()).toHaveLength(1);
  });
});

describe('when what is kept is damaged', () => {
  let image: Descriptor;
  let folder: string;
  beforeEach(async () => {
    image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a'), bundleBlob('a', '1.0.0')) });
    await (await images.open(image)).close();
    folder = join(images.keptDirectory, (await images.keptFolders())[0] ?? '');
  });

  const changed = async (name: string, change: (text: string) => string): Promise<void> => {
    const path = join(folder, name);
    await writeFile(path, change(await readFile(path, 'latin1')), 'latin1');
  };

  it.each<[string, () => Promise<void>]>([
    ['an index that ends early', () => truncate(join(folder, 'index.json'), 400)],
    ['an empty index', () => truncate(join(folder, 'index.json'), 0)],
    [
      'an index of another version',
      () => changed('index.json', (text) => text.replace('"format":1', '"format":99')),
    ],
    [
      'an index with a changed byte',
      () => changed('index.json', (text) => text.replace('a.v1.0.0', 'a.v1.0.1')),
    ],
    ['a content file that ends early', () => truncate(join(folder, 'content'), 10)],
  ])('reads the catalogue anew for %s', async (_what, damage) => {
    await damage();
    const catalog = await images.open(image);
    expect(catalog.kept).toBe(false);
    expect(summary(catalog.model)).toEqual([['a', [], [['a.v1.0.0', '1.0.0', expect.any(String)]]]]);
    await catalog.close();
    expect(await images.wasKept(image)).toBe(true);
  });

  it('tells a changed text when it is read, and reads anew the next time', async () => {
    await changed('content', (text) => text.replace('stable', 'STABLE'));
    const catalog = await images.open(image);
    expect(catalog.kept).toBe(true);
    await expect(textOf(catalog, 'a')).rejects.toMatchObject({
      code: 'CATALOG_INDEX_DAMAGED',
      retryable: true,
    });
    await catalog.close();
    const again = await images.open(image);
    expect(again.kept).toBe(false);
    expect(await textOf(again, 'a')).toContain('stable');
    await again.close();
  });
});

describe('when a catalogue cannot be opened', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['an image that is no catalogue', {}, 'CATALOG_LABEL_ABSENT'],
    [
      'a database',
      { 'operators.operatorframework.io.index.database.v1': '/database/index.db' },
      'CATALOG_IS_DATABASE',
    ],
    ['a label that climbs', { [configsLabel]: '/../etc' }, 'CATALOG_LABEL_INVALID'],
    ['a label that means the whole image', { [configsLabel]: '/' }, 'CATALOG_LABEL_INVALID'],
    ['a label that leads nowhere', { [configsLabel]: '/elsewhere' }, 'CATALOG_EMPTY'],
  ])('names %s', async (_what, labels, code) => {
    const image = images.add([await layerOf({ 'configs/a.json': '{}' })], labels);
    await expect(images.open(image)).rejects.toMatchObject({
      code,
      stage: 'collect',
      affected: ['catalogue:v1'],
    });
    expect(await images.keptFolders()).toEqual([]);
  });

  it('says in which layer something is wrong, and of which catalogue', async () => {
    const image = images.add([await layerOf({ 'configs/a.json': '{}', '../x': 'x' })]);
    await expect(images.open(image)).rejects.toMatchObject({
      code: 'LAYER_ENTRY_REFUSED',
      params: { entry: '../x' },
      affected: ['catalogue:v1'],
    });
    expect(await images.keptFolders()).toEqual([]);
  });

  it('gives up a catalogue beyond its limits', async () => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a')), 'b.json': '{}' });
    const limits = { ...defaultCatalogLimits, files: 1 };
    await expect(images.open(image, { limits })).rejects.toMatchObject({ code: 'CATALOG_TOO_MANY_FILES' });
  });

  it('believes no layer whose digest is another', async () => {
    const good = await layerOf({ 'configs/a.json': jsonStream(packageBlob('a')) });
    const image = images.add([good]);
    const bad = Buffer.from(good);
    bad[20] = (bad[20] ?? 0) ^ 1;
    images.store.blobs.set(digestOf(good), bad);
    await expect(images.open(image)).rejects.toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
      affected: ['catalogue:v1'],
    });
    expect(await images.keptFolders()).toEqual([]);
  });

  it('asks again for bytes that were damaged on their way', async () => {
    const good = await layerOf({ 'configs/a.json': jsonStream(packageBlob('a')) });
    const image = images.add([good]);
    images.store.blobs.set(digestOf(good), Buffer.alloc(good.length));
    const progress: number[] = [];
    const { store } = images;
    const source = Object.assign(Object.create(store) as typeof store, {
      rejectBlob: () => void store.blobs.set(digestOf(good), good),
      resolveTag: store.resolveTag.bind(store),
      fetchManifest: store.fetchManifest.bind(store),
      openBlob: store.openBlob.bind(store),
    });
    const catalog = await images.open(image, {
      source,
      onProgress: ({ bytesDone }) => void progress.push(bytesDone),
    });
    expect([...catalog.model.packages.keys()]).toEqual(['a']);
    expect(Math.max(...progress)).toBe(good.length);
    await catalog.close();
  });

  it('stops when it is told to, and leaves nothing behind', async () => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) });
    const controller = new AbortController();
    const opening = images.open(image, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(opening).rejects.toThrow('enough');
    expect(await images.keptFolders()).toEqual([]);
    await expect(images.open(image, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
  });

  it.each<[string, keyof FileSystem, string]>([
    ['a folder that cannot be made', 'mkdir', 'EACCES'],
    ['a disk that is full', 'open', 'ENOSPC'],
    ['a folder that cannot be put in its place', 'rename', 'EROFS'],
  ])('says so of %s', async (_what, call, reason) => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) });
    const failing = (...args: readonly unknown[]): Promise<never> | unknown =>
      call === 'open' && args[1] === 'r'
        ? systemFileSystem.open(String(args[0]), 'r')
        : Promise.reject(Object.assign(new Error(reason), { code: reason }));
    const fs = { ...systemFileSystem, [call]: failing } as FileSystem;
    await expect(images.open(image, { fs })).rejects.toMatchObject({
      code: 'CATALOG_STORAGE_FAILED',
      params: { reason },
    });
    expect((await images.keptFolders()).filter((name) => name.startsWith('sha256-'))).toEqual([]);
    expect(await images.wasKept(image)).toBe(false);
  });

  it('passes on why the source has nothing', async () => {
    const refused = new SluiceError('MANIFEST_NOT_FOUND', { params: { reference: 'x' } });
    const source = { ...unreachable, fetchManifest: () => Promise.reject(refused) };
    const image = await images.addFiles({});
    await expect(images.open(image, { source })).rejects.toMatchObject({ code: 'MANIFEST_NOT_FOUND' });
  });
});
