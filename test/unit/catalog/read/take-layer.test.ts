import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentFile } from '../../../../core/catalog/read/content/content-file.ts';
import { takeLayer, type TakenFiles } from '../../../../core/catalog/read/content/take-layer.ts';
import { LayerStack } from '../../../../core/catalog/read/image/layer-stack.ts';
import { defaultCatalogLimits, type CatalogLimits } from '../../../../core/catalog/read/limits.ts';
import { tarLayer } from '../../../support/catalog-images.ts';
import { tarOf, zstandard, type TarEntry } from '../../../support/release-content.ts';

let directory: string;
let taken: TakenFiles;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-layers-'));
  taken = {
    folder: 'configs',
    stack: new LayerStack('configs'),
    content: new ContentFile(join(directory, 'content')),
    unpacked: { total: 0 },
    files: new Map(),
    links: new Set(),
  };
});
afterEach(() => {
  taken.content.close();
  rmSync(directory, { recursive: true, force: true });
});

async function take(layer: Buffer, limits: Partial<CatalogLimits> = {}): Promise<Record<string, string>> {
  const path = join(directory, 'layer');
  writeFileSync(path, layer);
  const given = { path, digest: 'sha256:layer' };
  await takeLayer(taken, given, { ...defaultCatalogLimits, ...limits }, () => undefined);
  return Object.fromEntries(
    [...taken.files].map(([name, file]) => [name, taken.content.bytes(file).toString()]),
  );
}

describe('when the files of a layer are taken', () => {
  const entries: readonly TarEntry[] = [
    { name: 'configs/', type: 'directory' },
    { name: './configs/a/catalog.json', content: 'one' },
    { name: '/configs/b.yaml', content: 'two' },
    { name: 'etc/passwd', content: 'three' },
  ];

  it.each([
    ['gzip', tarLayer],
    ['zstd', async (all: readonly TarEntry[]) => zstandard(await tarOf(all))],
    ['no compression', tarOf],
  ])('reads %s', async (_how, pack) => {
    expect(await take(await pack(entries))).toEqual({ 'a/catalog.json': 'one', 'b.yaml': 'two' });
  });

  it('takes the later of two entries of one name', async () => {
    const twice = [
      { name: 'configs/a', content: 'first' },
      { name: 'configs/b', type: 'symlink', linkname: 'a' },
      { name: 'configs/a', content: 'second' },
      { name: 'configs/b', content: 'file' },
    ] as const;
    expect(await take(await tarLayer(twice))).toEqual({ a: 'second', b: 'file' });
    expect([...taken.links]).toEqual([]);
  });

  it('goes on below with what the layers above left', async () => {
    await take(
      await tarLayer([
        { name: 'configs/a', content: 'upper' },
        { name: 'configs/.wh.b', content: '' },
      ]),
    );
    const lower = ['a', 'b', 'c'].map((name) => ({ name: `configs/${name}`, content: 'lower' }));
    expect(await take(await tarLayer(lower))).toEqual({ a: 'upper', c: 'lower' });
    expect(taken.content.length).toBe(10);
  });

  it.each(['symlink', 'link'] as const)('does not follow a %s, wherever it leads', async (type) => {
    const link = { name: 'configs/a', type, linkname: '../../../etc/shadow' };
    expect(await take(await tarLayer([link, { name: 'configs/b', content: 'b' }]))).toEqual({ b: 'b' });
    expect([...taken.links]).toEqual(['a']);
  });

  it('counts devices and pipes as links', async () => {
    const entries_ = ['character-device', 'block-device', 'fifo'] as const;
    expect(await take(await tarLayer(entries_.map((type) => ({ name: `configs/${type}`, type }))))).toEqual(
      {},
    );
    expect(taken.links.size).toBe(3);
  });
});

describe('when a layer is hostile', () => {
  const good: TarEntry = { name: 'configs/good', content: 'good' };
  it.each<[string, readonly TarEntry[], string, Partial<CatalogLimits>?]>([
    ['a name that climbs', [good, { name: '../../etc/cron.d/job', content: 'x' }], 'LAYER_ENTRY_REFUSED'],
    [
      'a name that climbs out of the folder',
      [{ name: 'configs/../../x', content: 'x' }],
      'LAYER_ENTRY_REFUSED',
    ],
    [
      'a link in place of the folder',
      [{ name: 'configs', type: 'symlink', linkname: '/etc' }, good],
      'LAYER_ENTRY_REFUSED',
    ],
    ['a file in place of the folder', [{ name: 'configs', content: 'x' }], 'LAYER_ENTRY_REFUSED'],
    ['a very long name', [{ name: `configs/${'n'.repeat(2000)}`, content: 'x' }], 'LAYER_ENTRY_REFUSED'],
    ['very many files', [good, { name: 'configs/b', content: '' }], 'CATALOG_TOO_MANY_FILES', { files: 1 }],
    [
      'very many whiteouts',
      [good, { name: 'configs/.wh.b', content: '' }],
      'CATALOG_TOO_MANY_FILES',
      { files: 1 },
    ],
    [
      'very long files',
      [good, { name: 'configs/b', content: 'xx' }],
      'CATALOG_CONTENT_TOO_LARGE',
      { contentBytes: 5 },
    ],
    ['one file given very often', [good, good, good], 'CATALOG_CONTENT_TOO_LARGE', { contentBytes: 8 }],
  ])('refuses %s', async (_what, entries, code, limits = {}) => {
    await expect(take(await tarLayer(entries), limits)).rejects.toMatchObject({ code });
  });

  const limited = (layers: Partial<CatalogLimits['layers']>): Partial<CatalogLimits> => ({
    layers: { ...defaultCatalogLimits.layers, ...layers },
  });

  it.each<[string, Partial<CatalogLimits>]>([
    ['a layer', limited({ layerBytes: 50_000 })],
    ['an image', limited({ imageBytes: 50_000 })],
    ['a bomb', limited({ ratio: 20, ratioFrom: 20_000 })],
    ['a layer of very many entries', limited({ entries: 1 })],
  ])('stops at %s beyond its limit, also outside of the folder', async (_what, limits) => {
    const layer = await tarLayer([{ name: 'usr/zeros', content: Buffer.alloc(100_000) }, good]);
    await expect(take(layer, limits)).rejects.toMatchObject({ code: 'LAYER_TOO_LARGE' });
    expect(taken.files.size).toBe(0);
  });

  it('stops a bomb long before it is unpacked', async () => {
    // 100 MB of zeros in 100 kB; the default limit for growth stops it at a few chunks beyond 16 MiB.
    const layer = gzipSync(Buffer.alloc(100_000_000), { level: 9 });
    await expect(take(layer)).rejects.toMatchObject({ code: 'LAYER_TOO_LARGE' });
    expect(taken.unpacked.total).toBeLessThan(64 * 1024 ** 2);
  });

  it.each([
    ['something else than a tar', Buffer.from('x'.repeat(2000))],
    ['broken gzip', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)])],
    ['gzip that ends early', gzipSync(Buffer.alloc(10_000)).subarray(0, 20)],
  ])('refuses %s', async (_what, bytes) => {
    await expect(take(bytes)).rejects.toMatchObject({ code: 'LAYER_DAMAGED' });
  });

  it('refuses a tar that ends within a file', async () => {
    const tar = await tarOf([{ name: 'configs/a', content: 'x'.repeat(5000) }]);
    await expect(take(tar.subarray(0, 2000))).rejects.toMatchObject({ code: 'LAYER_DAMAGED' });
  });
});
