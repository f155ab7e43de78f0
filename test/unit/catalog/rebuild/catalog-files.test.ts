import { describe, expect, it } from 'vitest';
import {
  catalogFiles,
  workingFilesOf,
  type CatalogFile,
  type FilteredCatalog,
} from '../../../../core/catalog/index.ts';
import { digestOf } from '../../../../core/reference/index.ts';
import { filteredOf } from '../../../support/catalog-filtered.ts';
import { CatalogText, packageIn } from '../../../support/catalog-text.ts';

const entry = (version: string, replaces?: string) => ({
  name: `app.v${version}`,
  skips: [],
  ...(replaces !== undefined && { replaces: `app.v${replaces}` }),
});

function sample(): { readonly text: CatalogText; readonly filtered: FilteredCatalog } {
  const text = new CatalogText();
  const app = packageIn(text, {
    name: 'app',
    defaultChannel: 'stable',
    channels: { stable: [entry('2.0.0', '1.0.0'), entry('1.0.0')], beta: [entry('2.0.0')] },
    versions: ['2.0.0', '1.0.0'],
    deprecations: [
      { schema: 'olm.package', message: 'old' },
      { schema: 'olm.bundle', name: 'app.v1.0.0', message: 'older' },
      { schema: 'olm.channel', name: 'beta', message: 'shaky' },
    ],
    others: ['z.own', 'a.own'],
  });
  const other = { schema: 'top.own', place: text.add({ schema: 'top.own' }) };
  return { text, filtered: { ...filteredOf(app), others: [other] } };
}

async function contentOf(file: CatalogFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const only = (filtered: FilteredCatalog) => {
  const [one] = filtered.packages;
  if (one === undefined) throw new Error('the sample has a package');
  return one;
};

describe('the files of a filtered catalogue', () => {
  it('hold what the filter kept, byte for byte and in oc-mirror’s order', async () => {
    const { text, filtered } = sample();
    const files = await catalogFiles(filtered, text.readBlobs);
    expect(files.map(({ path }) => path)).toEqual(['app/catalog.json', 'catalog.json']);
    const { source } = only(filtered);
    const [stable, beta] = source.channels;
    const [newer, older] = source.bundles;
    const [z, a] = source.others;
    const places = [source, beta, stable, older, newer, a, z, source.deprecations[0]].map(
      (one) => one?.place,
    );
    const expected = places.map((place) => `${place === undefined ? 'absent' : text.at(place)}\n`).join('');
    const content = await Promise.all(files.map(contentOf));
    expect(content[0]).toBe(expected);
    expect(content[1]).toContain('top.own');
  });

  it('can be read again, and have the size they say', async () => {
    const { text, filtered } = sample();
    for (const file of await catalogFiles(filtered, text.readBlobs)) {
      const first = await contentOf(file);
      expect(Buffer.byteLength(first)).toBe(file.size);
      expect(await contentOf(file)).toBe(first);
    }
  });

  it('write anew only what the filter changed, and nothing else in it', async () => {
    const { text, filtered } = sample();
    const one = only(filtered);
    const changed = {
      ...one,
      defaultChannel: 'beta',
      defaultChannelReplaced: true,
      channels: one.channels.map((channel) =>
        channel.name === 'stable' ? { ...channel, entries: channel.entries.slice(0, 1) } : channel,
      ),
      bundles: one.bundles.slice(0, 1),
      deprecations: one.deprecations.map(({ source, entries }) => ({ source, entries: entries.slice(0, 1) })),
    };
    const [file] = await catalogFiles({ packages: [changed], others: [] }, text.readBlobs);
    const content = file === undefined ? '' : await contentOf(file);
    const blobs = content.split(/\n(?=\{)/).map((blob): unknown => JSON.parse(blob));
    expect(blobs[0]).toEqual({
      schema: 'olm.package',
      name: 'app',
      defaultChannel: 'beta',
      icon: { base64data: 'aWNvbg==' },
    });
    expect(blobs[2]).toEqual({
      schema: 'olm.channel',
      name: 'stable',
      package: 'app',
      entries: [{ name: 'app.v2.0.0', skips: [], replaces: 'app.v1.0.0' }],
      note: 'kept',
    });
    expect(blobs.at(-1)).toMatchObject({
      entries: [{ reference: { schema: 'olm.package' }, message: 'old' }],
    });
    expect(content).toContain('\n    "defaultChannel": "beta"');
    const beta = one.source.channels[1];
    expect(content).toContain(beta === undefined ? 'absent' : text.at(beta.place));
  });

  it.each([
    '..',
    '.',
    '',
    'a/b',
    '/etc',
    'a\\b',
    'a\0b',
    '.wh.other',
    '.hidden',
    'catalog.json',
    'c:',
    'a\n',
    'a.',
    'x'.repeat(300),
  ])('are not made for a package called %j', async (name) => {
    const text = new CatalogText();
    const evil = packageIn(text, { name, defaultChannel: 'a', channels: { a: [] }, versions: [] });
    await expect(catalogFiles(filteredOf(evil), text.readBlobs)).rejects.toMatchObject({
      code: 'CATALOG_NAME_UNSAFE',
    });
  });

  it('fail when the kept text is shorter than it was, and when it is no JSON where that is needed', async () => {
    const { text, filtered } = sample();
    const files = await catalogFiles(filtered, async function* (places) {
      for await (const blob of text.readBlobs(places)) yield blob.subarray(1);
    });
    await expect(Promise.all(files.map(contentOf))).rejects.toMatchObject({ code: 'CATALOG_TEXT_CHANGED' });
    const changed = { ...only(filtered), defaultChannel: 'beta' };
    const broken = catalogFiles({ packages: [changed], others: [] }, async function* (places) {
      for (const { length } of places) yield Buffer.alloc(length, '[');
    });
    await expect(broken).rejects.toMatchObject({ code: 'CATALOG_BLOB_UNREADABLE' });
  });
});

describe('the files of oc-mirror’s working directory', () => {
  it('have the rebuilt digest and the catalogue under the filter’s hash', async () => {
    const { text, filtered } = sample();
    const original = digestOf(Buffer.from('original'));
    const rebuilt = digestOf(Buffer.from('rebuilt'));
    const files = await workingFilesOf({
      name: 'registry.example.com/redhat/redhat-operator-index',
      original,
      rebuilt,
      hash: 'ac8e314872a499f2c6edb0616489c628',
      filtered,
      readBlobs: text.readBlobs,
    });
    const folder = `working-dir/operator-catalogs/redhat-operator-index/${original.slice(7)}/filtered-catalogs/ac8e314872a499f2c6edb0616489c628`;
    expect(files.map(({ name }) => name)).toEqual([
      `${folder}/digest`,
      `${folder}/catalog-config/app/catalog.json`,
      `${folder}/catalog-config/catalog.json`,
    ]);
    expect(files[0]?.bytes.toString()).toBe(rebuilt.slice(7));
    const [app] = await catalogFiles(filtered, text.readBlobs);
    expect(files[1]?.bytes.toString()).toBe(app === undefined ? '' : await contentOf(app));
  });
});
