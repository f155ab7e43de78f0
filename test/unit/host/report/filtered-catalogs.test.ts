import { describe, expect, it } from 'vitest';
import type { OpenedSet } from '../../../../core/archive/index.ts';
import { SluiceError } from '../../../../core/contract/index.ts';
import { filteredOperators } from '../../../../core/host/report/filtered-catalogs.ts';
import { image, setManifest } from '../../../support/report-samples.ts';

const bundle = image({ type: 'operatorBundle', repository: 'op/bundle' });
const related = image({ type: 'operatorRelatedImage', repository: 'op/controller' });
const catalog = image({ type: 'operatorCatalog', repository: 'op/index', tag: 'hash1' });
const manifest = setManifest({ images: [bundle, related, catalog] });
const place = `working-dir/operator-catalogs/index/${'a'.repeat(64)}/filtered-catalogs/hash1/catalog-config`;

/** A set with these files; what is undefined cannot be read. */
function setWith(files: Readonly<Record<string, string | undefined>>): OpenedSet {
  const set = {
    files: new Map(Object.keys(files).map((name) => [name, { chunk: 1, offset: 0, size: 1 }])),
    readFile: async (name: string) => {
      const text = files[name];
      if (text === undefined) throw new SluiceError('ARCHIVE_FILE_DAMAGED', { params: { name } });
      return Promise.resolve(Buffer.from(text));
    },
  };
  return set as unknown as OpenedSet;
}

const olmBundle = (more: object = {}): string =>
  JSON.stringify({
    schema: 'olm.bundle',
    name: 'op.v1',
    package: 'op',
    image: `quay.io/op/bundle@${bundle.digest}`,
    relatedImages: [{ name: '', image: `quay.io/op/controller@${related.digest}` }, { image: 'by/tag:1' }],
    properties: [{ type: 'olm.package', value: { packageName: 'op', version: '1.0.0' } }],
    ...more,
  });
const read = (files: Readonly<Record<string, string | undefined>>) =>
  filteredOperators(setWith(files), manifest, new AbortController().signal);

describe('the filtered catalogues that travel in a set', () => {
  it('say which images belong to which operator', async () => {
    const text = `{"schema":"olm.package","name":"op"}\n${olmBundle()}\n${olmBundle({ name: 'op.v0', image: 'quay.io/op/bundle@sha256:' + '0'.repeat(64) })}`;
    expect(await read({ [`${place}/op/catalog.json`]: text })).toEqual([
      {
        catalog: 'quay.io/op/index:hash1',
        package: 'op',
        bundle: 'op.v1',
        version: '1.0.0',
        images: [bundle.digest, related.digest],
      },
    ]);
  });

  it.each([
    ['is no JSON', 'schema: olm.bundle'],
    ['is cut off', olmBundle().slice(0, 60)],
    ['has a key twice', olmBundle().replace('{', '{"schema":"olm.bundle",')],
    ['has other types', olmBundle({ name: 7 })],
    ['is nested without end', `{"schema":${'['.repeat(5000)}`],
    ['cannot be read', undefined],
  ])('name nothing where a file %s', async (_what, text) => {
    expect(await read({ [`${place}/op/catalog.json`]: text })).toEqual([]);
  });

  it('are looked for under their own names only', async () => {
    const names = ['working-dir/notes/catalog.json', `${place}/catalog.json`, `${place}/a/b/catalog.json`];
    expect(await read(Object.fromEntries(names.map((name) => [name, olmBundle()])))).toEqual([]);
  });
});
