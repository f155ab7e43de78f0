import { copyFile, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listKeptCatalogs } from '../../../../core/catalog/index.ts';
import { beginFolder, publishFolder } from '../../../../core/catalog/read/store/kept-catalogs.ts';
import { systemClock, systemFileSystem } from '../../../../core/ports/index.ts';
import type { Digest } from '../../../../core/reference/index.ts';
import {
  bundleBlob,
  CatalogImages,
  catalogRepository,
  channelBlob,
  jsonStream,
  packageBlob,
} from '../../../support/catalog-images.ts';

let images: CatalogImages;
beforeEach(() => {
  images = new CatalogImages();
});
afterEach(() => images.close());

describe('when a catalogue is read by many in the same moment', () => {
  const publish = async (digest: Digest): Promise<void> => {
    const finished = await beginFolder(systemFileSystem, images.keptDirectory, systemClock);
    for (const name of ['index.json', 'content']) {
      await copyFile(join(images.keptDirectory, 'model', name), join(finished, name));
    }
    await publishFolder(systemFileSystem, finished, images.keptDirectory, digest);
  };

  it.each(['nothing', 'what is damaged'])('keeps one of them where %s was before', async (before) => {
    const image = await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) });
    await (await images.open(image)).close();
    const [place = ''] = await images.keptFolders();
    await rename(join(images.keptDirectory, place), join(images.keptDirectory, 'model'));
    for (let round = 0; round < 20; round++) {
      await rm(join(images.keptDirectory, place), { recursive: true, force: true });
      if (before !== 'nothing') {
        await mkdir(join(images.keptDirectory, place));
        await writeFile(join(images.keptDirectory, place, 'index.json'), '');
      }
      await Promise.all(Array.from({ length: 4 }, () => publish(image.digest)));
      expect((await images.keptFolders()).toSorted()).toEqual(['model', place]);
      expect(await images.wasKept(image)).toBe(true);
    }
  });
});

describe('when catalogues that were read are listed', () => {
  it('names them and what is in them', async () => {
    const image = await images.addFiles({
      'a.json': jsonStream(
        packageBlob('a'),
        channelBlob('a', 'stable', 'a.v1.0.0'),
        bundleBlob('a', '1.0.0'),
      ),
    });
    await (await images.open(image)).close();
    const [found, ...others] = await listKeptCatalogs(systemFileSystem, images.stateDirectory);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      digest: image.digest,
      repository: catalogRepository,
      label: '/configs',
      packages: 1,
      bundles: 1,
    });
  });

  it('are the sixteen that were read last: older ones are removed', async () => {
    for (let at = 1; at <= 18; at++) {
      const kept = join(images.keptDirectory, `older-${at}`, 'index.json');
      await mkdir(dirname(kept), { recursive: true });
      await writeFile(kept, '');
      await utimes(kept, at, at);
    }
    await (await images.open(await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) }))).close();
    const left = await images.keptFolders();
    expect(left).toHaveLength(16);
    expect(left).not.toEqual(expect.arrayContaining(['older-3']));
    expect(left).toEqual(expect.arrayContaining(['older-4', 'older-18']));
    expect(await listKeptCatalogs(systemFileSystem, images.stateDirectory)).toHaveLength(1);
  });

  it('finds none where there are none, and passes over what is none', async () => {
    expect(await listKeptCatalogs(systemFileSystem, join(images.stateDirectory, 'none'))).toEqual([]);
    await (await images.open(await images.addFiles({ 'a.json': jsonStream(packageBlob('a')) }))).close();
    const [folder = ''] = await images.keptFolders();
    await writeFile(join(images.keptDirectory, folder, 'index.json'), 'something else');
    await writeFile(join(images.keptDirectory, 'file'), '');
    expect(await listKeptCatalogs(systemFileSystem, images.stateDirectory)).toEqual([]);
  });
});
