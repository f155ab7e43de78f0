import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog, type OpenCatalogInput, type OpenedCatalog } from '../../core/catalog/index.ts';
import type { Descriptor } from '../../core/image/index.ts';
import { systemFileSystem } from '../../core/ports/index.ts';
import { gzipped, ImageStore, layerOf, tarOf, type TarEntry } from './release-content.ts';

export const configsLabel = 'operators.operatorframework.io.index.configs.v1';
export const catalogRepository = 'registry.example.com/catalogue';

/** Catalogue images in memory, and a state folder to open them into. */
export class CatalogImages {
  readonly store = new ImageStore();
  readonly stateDirectory = mkdtempSync(join(tmpdir(), 'sluice-catalog-'));

  /** An image with these layers, lowest first. */
  add(
    layers: readonly Buffer[],
    labels: Readonly<Record<string, string>> = { [configsLabel]: '/configs' },
  ): Descriptor {
    const config = { config: { Labels: labels }, rootfs: { type: 'layers', diff_ids: [] } };
    return this.store.addImage(layers, { config });
  }

  /** An image of one layer with these files below /configs. */
  async addFiles(files: Readonly<Record<string, string>>): Promise<Descriptor> {
    const inFolder = Object.entries(files).map(([path, text]): [string, string] => [`configs/${path}`, text]);
    return this.add([await layerOf(Object.fromEntries(inFolder))]);
  }

  open(image: Descriptor, options: Partial<OpenCatalogInput> = {}): Promise<OpenedCatalog> {
    return openCatalog({
      source: this.store,
      repository: catalogRepository,
      digest: image.digest,
      name: 'catalogue:v1',
      stateDirectory: this.stateDirectory,
      fs: systemFileSystem,
      ...options,
    });
  }

  /** Whether it is opened as it was kept. */
  async wasKept(image: Descriptor): Promise<boolean> {
    const catalog = await this.open(image);
    await catalog.close();
    return catalog.kept;
  }

  /** Where catalogues that were read are kept. */
  get keptDirectory(): string {
    return join(this.stateDirectory, 'catalogs');
  }

  keptFolders(): Promise<string[]> {
    return readdir(this.keptDirectory).catch(() => []);
  }

  close(): void {
    rmSync(this.stateDirectory, { recursive: true, force: true });
  }
}

export async function tarLayer(entries: readonly TarEntry[]): Promise<Buffer> {
  return gzipped(await tarOf(entries));
}

export const packageBlob = (name: string, more: object = {}): object => ({
  schema: 'olm.package',
  name,
  defaultChannel: 'stable',
  ...more,
});

export const channelBlob = (ofPackage: string, name: string, ...bundles: readonly string[]): object => ({
  schema: 'olm.channel',
  package: ofPackage,
  name,
  entries: bundles.map((bundle, index) => ({
    name: bundle,
    ...(index > 0 && { replaces: bundles[index - 1] }),
  })),
});

export const bundleBlob = (ofPackage: string, version: string, more: object = {}): object => ({
  schema: 'olm.bundle',
  package: ofPackage,
  name: `${ofPackage}.v${version}`,
  image: `registry.example.com/${ofPackage}@sha256:${'0'.repeat(64)}`,
  properties: [{ type: 'olm.package', value: { packageName: ofPackage, version } }],
  relatedImages: [{ name: '', image: `registry.example.com/${ofPackage}@sha256:${'0'.repeat(64)}` }],
  ...more,
});

/** Blobs as opm writes them. */
export const jsonStream = (...blobs: readonly object[]): string =>
  blobs.map((blob) => `${JSON.stringify(blob, undefined, 4)}\n`).join('');
