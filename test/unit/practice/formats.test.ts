import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { gzipStored, zstdStored } from '../../../core/practice/content/stored.ts';
import { tarOf } from '../../../core/practice/content/tar.ts';
import { parseContentRange, parseRange } from '../../../core/practice/registry/byte-range.ts';
import { routeOf } from '../../../core/practice/registry/route.ts';
import { journalLine, readJournal } from '../../../core/practice/store/journal.ts';
import { digestOf } from '../../../core/reference/index.ts';
import { sampleBytes } from '../../support/practice-client.ts';

describe('when bytes are wrapped without compression', () => {
  it.each([0, 1, 65_535, 65_536, 131_072, 400_000])('%i bytes come back from gzip and zstd', (size) => {
    const bytes = sampleBytes(size);
    expect(gunzipSync(gzipStored(bytes)).equals(bytes)).toBe(true);
    expect(zstdDecompressSync(zstdStored(bytes)).equals(bytes)).toBe(true);
  });
});

describe('when a tar is written', () => {
  const headers = async (tar: Buffer): Promise<Header[]> => {
    const reader = extract();
    reader.end(tar);
    const seen: Header[] = [];
    for await (const entry of reader) {
      seen.push(entry.header);
      entry.resume();
    }
    return seen;
  };

  it('holds the files, their folders once, and root as the owner', async () => {
    const seen = await headers(
      tarOf([
        { path: 'etc/a', content: 'one' },
        { path: 'etc/b/c', content: Buffer.alloc(513) },
        { path: 'var' },
      ]),
    );
    expect(seen.map(({ name, type, size, uid }) => [name, type, size, uid])).toEqual([
      ['etc/', 'directory', 0, 0],
      ['etc/a', 'file', 3, 0],
      ['etc/b/', 'directory', 0, 0],
      ['etc/b/c', 'file', 513, 0],
      ['var/', 'directory', 0, 0],
    ]);
  });

  it('keeps a path longer than a name field', async () => {
    const long = `${'folder/'.repeat(16)}${'n'.repeat(60)}`;
    const seen = await headers(tarOf([{ path: long, content: 'x' }]));
    expect(seen.at(-1)?.name).toBe(long);
  });
});

describe('when a Range header is read', () => {
  it.each([
    [undefined, 'whole'],
    ['bytes=0-', { start: 0, end: 99 }],
    ['bytes=5-5', { start: 5, end: 5 }],
    ['bytes=90-200', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-5', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=-', 'whole'],
    ['lines=0-5', 'whole'],
  ])('%s of 100 bytes', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  it('reads a Content-Range with and without its unit', () => {
    expect(parseContentRange('0-99')).toEqual({ start: 0, end: 99 });
    expect(parseContentRange('bytes 100-199/*')).toEqual({ start: 100, end: 199 });
    expect(parseContentRange('99-0')).toBeUndefined();
    expect(parseContentRange('0-')).toBeUndefined();
  });
});

describe('when a path is routed', () => {
  it.each([
    ['/v2/', { kind: 'ping' }],
    [
      '/v2/a/manifests/b/manifests/latest',
      { kind: 'manifest', repository: 'a/manifests/b', reference: 'latest' },
    ],
    ['/v2/a/b/blobs/uploads', { kind: 'uploads', repository: 'a/b' }],
    ['/v2/a/b/blobs/uploads/id', { kind: 'upload', repository: 'a/b', id: 'id' }],
    ['/v2/a/b/blobs/sha256%3Aff', { kind: 'blob', repository: 'a/b', digest: 'sha256:ff' }],
    ['/v1/search', undefined],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it.each([
    '/v2/../etc/tags/list',
    '/v2/A/tags/list',
    `/v2/${'a'.repeat(256)}/tags/list`,
    '/v2/a%00b/tags/list',
  ])('refuses the name in %s', (path) => {
    expect(() => routeOf(path)).toThrow('invalid repository name');
  });
});

describe('when a journal is read back', () => {
  const repository = 'a/b';
  const bytes = Buffer.from('{"schemaVersion":2}');
  const digest = digestOf(bytes);
  const entries = [
    { op: 'blob', repository, digest, size: 7 },
    { op: 'manifest', repository, digest, mediaType: 'x/y', bytes },
    { op: 'tag', repository, tag: 'v1', digest },
    { op: 'delete-tag', repository, tag: 'v1' },
    { op: 'delete-manifest', repository, digest },
    { op: 'delete-blob', repository, digest },
  ] as const;
  const text = entries.map((entry) => `${journalLine(entry)}\n`).join('');

  it('gives every entry', () => {
    expect(readJournal(text)).toEqual({ entries, length: Buffer.byteLength(text) });
  });

  it.each([
    ['a torn line', '{"op":"blob","repo'],
    ['a line of something else', '{"op":"format","repository":"a/b"}\n'],
    ['a manifest that is not its digest', `${journalLine(entries[1]).replace('Version', 'version')}\n`],
    ['a bad digest', '{"op":"blob","repository":"a","digest":"sha256:no","size":1}\n'],
  ])('stops at %s', (_case, tail) => {
    expect(readJournal(text + tail + text)).toEqual({ entries, length: Buffer.byteLength(text) });
  });
});
