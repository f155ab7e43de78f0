import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFiles } from '../../../../core/catalog/read/blobs/read-files.ts';
import type { CollectedBlobs } from '../../../../core/catalog/read/blobs/collected-blobs.ts';
import { ContentFile } from '../../../../core/catalog/read/content/content-file.ts';
import type { ConfigFile } from '../../../../core/catalog/read/content/take-layer.ts';
import { defaultCatalogLimits, type CatalogLimits } from '../../../../core/catalog/read/limits.ts';
import { bundleBlob, channelBlob, jsonStream, packageBlob } from '../../../support/catalog-images.ts';

let directory: string;
let content: ContentFile;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-files-'));
  content = new ContentFile(join(directory, 'content'));
});
afterEach(() => {
  content.close();
  rmSync(directory, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string | Buffer>>;

function read(
  files: Files,
  limits: Partial<CatalogLimits> = {},
  links: readonly string[] = [],
): CollectedBlobs {
  const placed = new Map<string, ConfigFile>();
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    placed.set(path, { path, offset: content.length, length: bytes.length });
    content.append(bytes);
  }
  const from = { content, files: placed, links: new Set(links) };
  return readFiles(from, { ...defaultCatalogLimits, ...limits }, () => undefined).blobs;
}

const told = ({ findings }: CollectedBlobs): unknown[] =>
  findings.map(({ level, code, params, affected }) => [level, code, params['file'], affected]);

describe('when configuration files are read', () => {
  it.each<[string, Files]>([
    [
      'one stream of JSON',
      {
        'a/catalog.json': jsonStream(
          packageBlob('a'),
          channelBlob('a', 'stable', 'a.v1.0.0'),
          bundleBlob('a', '1.0.0'),
        ),
      },
    ],
    [
      'a file for each',
      {
        'a/1.json': jsonStream(bundleBlob('a', '1.0.0')),
        'a/2': jsonStream(packageBlob('a')),
        'b.txt': jsonStream(channelBlob('a', 'stable', 'a.v1.0.0')),
      },
    ],
    [
      'YAML',
      {
        'a.yaml': [packageBlob('a'), channelBlob('a', 'stable', 'a.v1.0.0'), bundleBlob('a', '1.0.0')]
          .map((blob) => `---\n# one\n${JSON.stringify(blob)}\n`)
          .join(''),
      },
    ],
  ])('finds the same in %s', (_what, files) => {
    const blobs = read(files);
    expect(blobs.findings).toEqual([]);
    const [found, ...others] = blobs.packages();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      name: 'a',
      defaultChannel: 'stable',
      channels: [{ name: 'stable', package: 'a', entries: [{ name: 'a.v1.0.0', skips: [] }] }],
      bundles: [{ name: 'a.v1.0.0', version: '1.0.0', requires: [], facts: {} }],
    });
  });

  it('can give the text of every blob again', () => {
    const yaml =
      'schema: olm.channel\npackage: a\nname: stable\nentries: [{name: a.v1}]\nnumber: 12345678901234567890\n';
    const blobs = read({ 'a.json': jsonStream(packageBlob('a')), 'b.yaml': yaml });
    const [found] = blobs.packages();
    const text = (place: { offset: number; length: number } | undefined): string =>
      place === undefined ? '' : content.bytes(place).toString();
    expect(text(found?.place)).toBe(jsonStream(packageBlob('a')).trim());
    expect(text(found?.channels[0]?.place)).toBe(
      '{"schema":"olm.channel","package":"a","name":"stable","entries":[{"name":"a.v1"}],"number":12345678901234567890}',
    );
  });

  it('keeps what it does not know, with its package or without', () => {
    const blobs = read({
      'a.json': jsonStream(
        { schema: 'x.thing', package: 'a', name: 'n' },
        { schema: 'x.free' },
        packageBlob('a'),
      ),
    });
    expect(blobs.packages()[0]?.others).toEqual([expect.objectContaining({ schema: 'x.thing', name: 'n' })]);
    expect(blobs.others).toEqual([
      { schema: 'x.free', place: expect.objectContaining({ length: 26 }) as object },
    ]);
  });

  it('lists packages that have no blob of their own', () => {
    const [found] = read({ 'a.json': jsonStream(bundleBlob('ghost', '1.0.0')) }).packages();
    expect(found).toMatchObject({ name: 'ghost' });
    expect(found).not.toHaveProperty('place');
  });

  it('reads icons by type and size only, and cuts long descriptions', () => {
    const icon = {
      base64data: Buffer.from('<svg onload="x()"/>').toString('base64'),
      mediatype: 'image/svg+xml',
    };
    const [found] = read({
      'a.json': jsonStream(packageBlob('a', { icon, description: 'x'.repeat(9000) })),
    }).packages();
    expect(found?.icon).toEqual({ mediaType: 'image/svg+xml', bytes: 19 });
    expect(found?.description).toHaveLength(4000);
  });

  it('reads deprecations', () => {
    const entries = [
      { reference: { schema: 'olm.package' }, message: 'gone' },
      { reference: { schema: 'olm.bundle', name: 'a.v1.0.0' }, message: 'old' },
    ];
    const [found] = read({
      'a.json': jsonStream({ schema: 'olm.deprecations', package: 'a', entries }),
    }).packages();
    expect(found?.deprecations[0]?.entries).toEqual([
      { schema: 'olm.package', message: 'gone' },
      { schema: 'olm.bundle', name: 'a.v1.0.0', message: 'old' },
    ]);
  });

  it('takes null for an absent field, as Go does', () => {
    const blobs = read({
      'a.json': jsonStream({
        ...bundleBlob('a', '1.0.0'),
        image: null,
        properties: null,
        relatedImages: null,
      }),
    });
    expect(blobs.findings).toEqual([]);
    expect(blobs.packages()[0]?.bundles[0]).toMatchObject({ image: '', relatedImages: [], provides: [] });
  });

  it('leaves out what .indexignore names, itself included', () => {
    const files = {
      '.indexignore': '*.md\n',
      'README.md': 'read me',
      'a/catalog.json': jsonStream(packageBlob('a')),
    };
    const blobs = read(files, {}, ['a/link.md']);
    expect(blobs.findings).toEqual([]);
    expect(blobs.packages()).toHaveLength(1);
  });

  it('gives packages by name, whatever the order of files', () => {
    const names = read({
      'z.json': jsonStream(packageBlob('b')),
      'a.json': jsonStream(packageBlob('c'), packageBlob('a')),
    }).packages();
    expect(names.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('when something in the files cannot be read', () => {
  const good = jsonStream(packageBlob('good'));
  const deep = `{"schema":"olm.bundle","package":"bad","x":${'['.repeat(200)}${']'.repeat(200)}}`;
  it.each<[string, string | Buffer, string, Partial<CatalogLimits>?]>([
    ['JSON that is balanced and wrong', '{"schema":"olm.bundle","package":"bad",}\n', 'CATALOG_JSON_INVALID'],
    ['JSON without an end', '{"schema":"olm.bundle","package":"bad"\n', 'CATALOG_JSON_INVALID'],
    ['a list', '["package": "bad"]\n', 'CATALOG_JSON_INVALID'],
    ['a blob without a schema', '{"package":"bad"}\n', 'CATALOG_BLOB_WITHOUT_SCHEMA'],
    ['a schema that is no text', '{"schema":1,"package":"bad"}\n', 'CATALOG_BLOB_WITHOUT_SCHEMA'],
    ['a blob without a name', '{"schema":"olm.bundle","package":"bad"}\n', 'CATALOG_BLOB_FIELD_INVALID'],
    [
      'a field of another form',
      jsonStream(bundleBlob('bad', '1.0.0', { relatedImages: 'all' })),
      'CATALOG_BLOB_FIELD_INVALID',
    ],
    [
      'a name without end',
      jsonStream({ ...channelBlob('bad', 'x'), name: 'n'.repeat(1001) }),
      'CATALOG_BLOB_FIELD_INVALID',
    ],
    ['a blob that goes too deep', deep, 'CATALOG_BLOB_TOO_DEEP'],
    ['a large blob', jsonStream(bundleBlob('bad', '1.0.0')), 'CATALOG_BLOB_TOO_LARGE', { blobBytes: 200 }],
    [
      'a blob of very many values',
      jsonStream(bundleBlob('bad', '1.0.0')),
      'CATALOG_BLOB_TOO_MANY_VALUES',
      { values: 5 },
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from('{"schema":"olm.bundle","package":"bad","name":"\xff"}', 'latin1'),
      'CATALOG_JSON_INVALID',
    ],
  ])('tells %s, and uses the rest', (_what, bad, code, limits = {}) => {
    const blobs = read(
      {
        'bad/catalog.json': Buffer.concat([
          Buffer.from(good),
          Buffer.from(bad),
          Buffer.from(`\n${good.replace('good', 'better')}`),
        ]),
      },
      limits,
    );
    expect(told(blobs)).toEqual([['error', code, 'bad/catalog.json', ['bad']]]);
    expect(blobs.packages().map(({ name }) => name)).toEqual(expect.arrayContaining(['better', 'good']));
  });

  it.each<[string, string, string, Partial<CatalogLimits>?]>([
    ['YAML that is wrong', 'schema: olm.bundle\npackage: bad\nx: [1\n', 'CATALOG_YAML_INVALID'],
    ['text', 'Read me.\nPlease: do\n', 'CATALOG_YAML_INVALID'],
    [
      'a long document',
      `package: bad\nx: ${'y'.repeat(300)}\n`,
      'CATALOG_BLOB_TOO_LARGE',
      { yamlBytes: 250 },
    ],
    [
      'a document of very many values',
      `package: bad\nx: [${'1,'.repeat(300)}]\n`,
      'CATALOG_BLOB_TOO_MANY_VALUES',
      { yamlValues: 200 },
    ],
    [
      'lists within lists within lists',
      `package: bad\nx: ${'- '.repeat(300)}1\n`,
      'CATALOG_BLOB_TOO_MANY_VALUES',
      { yamlValues: 200 },
    ],
    [
      'aliases that grow',
      `package: bad\nx: &x ${'y'.repeat(300)}\nz: [*x, *x, *x, *x]\n`,
      'CATALOG_YAML_ALIASES',
      { blobBytes: 1000 },
    ],
    [
      'a document that goes too deep',
      `package: bad\nx: ${'['.repeat(200)}${']'.repeat(200)}\n`,
      'CATALOG_BLOB_TOO_DEEP',
    ],
  ])('tells %s among YAML documents, and uses the rest', (_what, bad, code, limits = {}) => {
    const blobs = read(
      {
        'bad/catalog.yaml': `schema: olm.package\nname: good\n---\n${bad}---\nschema: olm.package\nname: better\n`,
      },
      limits,
    );
    expect(told(blobs)).toEqual([['error', code, 'bad/catalog.yaml', ['bad']]]);
    expect(blobs.packages().map(({ name }) => name)).toEqual(['better', 'good']);
  });

  it('tells links, which it does not follow, and lists of ignored files that are too long', () => {
    const files = { 'a/catalog.json': good, 'b/.indexignore': '*'.repeat(100) };
    expect(told(read(files, { ignoreBytes: 50 }, ['a/link.json']))).toEqual([
      ['error', 'CATALOG_IGNORE_TOO_LARGE', 'b/.indexignore', ['b']],
      ['error', 'CATALOG_FILE_IS_LINK', 'a/link.json', ['a']],
    ]);
  });

  it('names the package by the file when the text does not', () => {
    expect(told(read({ 'quay/x.json': '{', 'top.json': '{' }))).toEqual([
      ['error', 'CATALOG_JSON_INVALID', 'quay/x.json', ['quay']],
      ['error', 'CATALOG_JSON_INVALID', 'top.json', ['-']],
    ]);
  });

  it.each<[string, object, object, string, object]>([
    [
      'package',
      packageBlob('a', { defaultChannel: 'first' }),
      packageBlob('a', { defaultChannel: 'second' }),
      'CATALOG_PACKAGE_TWICE',
      { package: 'a', file: 'z.json' },
    ],
    [
      'channel',
      channelBlob('a', 'stable', 'first'),
      channelBlob('a', 'stable', 'second'),
      'CATALOG_CHANNEL_TWICE',
      { package: 'a', channel: 'stable', file: 'z.json' },
    ],
    [
      'bundle',
      bundleBlob('a', '1', { image: 'first' }),
      bundleBlob('a', '1', { image: 'second' }),
      'CATALOG_BUNDLE_TWICE',
      { package: 'a', bundle: 'a.v1', file: 'z.json' },
    ],
  ])('keeps the first of two of one %s', (_what, one, two, code, params) => {
    const blobs = read({ 'z.json': jsonStream(two), 'a.json': jsonStream(one) });
    expect(blobs.findings).toEqual([{ level: 'warning', code, params, affected: ['a'] }]);
    const [found] = blobs.packages();
    expect(JSON.stringify(found)).toContain('first');
    expect(JSON.stringify(found)).not.toContain('second');
  });

  it('does not take channels of one name in two packages for the same', () => {
    expect(
      read({ 'a.json': jsonStream(channelBlob('a', 'stable', 'x'), channelBlob('b', 'stable', 'x')) })
        .findings,
    ).toEqual([]);
  });

  it('keeps only so many findings, and counts the others', () => {
    const blobs = read({ 'a.json': '{"x":1}'.repeat(50) }, { findings: 3 });
    expect([blobs.findings.length, blobs.unkeptFindings]).toEqual([3, 47]);
  });

  it.each<[string, Partial<CatalogLimits>, string, Files]>([
    [
      'blobs',
      { blobs: 2 },
      'CATALOG_TOO_MANY_BLOBS',
      { 'a.json': jsonStream(packageBlob('a'), packageBlob('b'), packageBlob('c')) },
    ],
    [
      'content',
      { contentBytes: 60 },
      'CATALOG_CONTENT_TOO_LARGE',
      { 'a.yaml': 'schema: olm.package\nname: a\nx: 1\n' },
    ],
  ])('stops at too many %s', (_what, limits, code, files) => {
    expect(() => read(files, limits)).toThrow(expect.objectContaining({ code }));
  });
});
