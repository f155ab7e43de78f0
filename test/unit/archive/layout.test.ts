import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobPath, chunkName, chunkNumber, entryShape, linkFiles } from '../../../core/archive/index.ts';
import { linkLimit, parseLink } from '../../../core/archive/layout/links.ts';
import { digestOf } from '../../../core/reference/index.ts';

const digest = digestOf('content');
const hex = digest.slice('sha256:'.length);
const root = 'docker/registry/v2/repositories';

describe('when an entry is recognised by its name', () => {
  it.each([
    [blobPath(digest), { kind: 'blob', digest }],
    [blobPath(digestOf('content', 'sha512')), { kind: 'blob', digest: digestOf('content', 'sha512') }],
    [`${root}/a/b-c/_layers/sha256/${hex}/link`, { kind: 'layer', repository: 'a/b-c', digest }],
    [`${root}/a/_manifests/revisions/sha256/${hex}/link`, { kind: 'revision', repository: 'a', digest }],
    [`${root}/a/_manifests/tags/v1.0/current/link`, { kind: 'tag', repository: 'a', tag: 'v1.0' }],
    [
      `${root}/a/_manifests/tags/v1/index/sha256/${hex}/link`,
      { kind: 'tag-index', repository: 'a', tag: 'v1', digest },
    ],
    [
      `${root}/lab/working-dir/_manifests/tags/v1/current/link`,
      { kind: 'tag', repository: 'lab/working-dir', tag: 'v1' },
    ],
    ['working-dir/signatures/x', { kind: 'file' }],
    ['working-dir/docker/registry/v2/blobs/x', { kind: 'file' }],
    ['isc_2026-01-02T03:04:05Z', { kind: 'file' }],
    ['working-dir/.history/.history-x', { kind: 'ignored' }],
    ['working-dir/logs/x', { kind: 'ignored' }],
    [`${root}/a/_uploads/x/data`, { kind: 'ignored' }],
    ['README', { kind: 'unknown' }],
    ['isc_a/b', { kind: 'unknown' }],
    ['x/docker/registry/v2/blobs', { kind: 'unknown' }],
    ['docker/registry/v2/other', { kind: 'invalid' }],
    [`docker/registry/v2/blobs/sha256/zz/${hex}/data`, { kind: 'invalid' }],
    [`docker/registry/v2/blobs/md5/${hex.slice(0, 2)}/${hex}/data`, { kind: 'invalid' }],
    [`${blobPath(digest)}/more`, { kind: 'invalid' }],
    [`${root}/a/_layers/sha256/${hex}/other`, { kind: 'invalid' }],
    [`${root}/a/_layers/sha256/${hex.slice(1)}/link`, { kind: 'invalid' }],
    [`${root}/a/_manifests/tags/v1/current/x/link`, { kind: 'invalid' }],
    [`${root}/a/_manifests/other/link`, { kind: 'invalid' }],
    [`${root}/a/_other/link`, { kind: 'invalid' }],
    [`${root}/a`, { kind: 'invalid' }],
  ])('%s', (name, shape) => {
    expect(entryShape(name)).toEqual(shape);
  });

  it('never throws, whatever the name', () => {
    const part = fc.oneof(
      fc.constantFrom('docker', 'registry', 'v2', 'repositories', '_manifests', 'tags', 'link'),
      fc.string(),
    );
    fc.assert(fc.property(fc.array(part), (parts) => typeof entryShape(parts.join('/')).kind === 'string'));
  });
});

describe('when chunks are named', () => {
  it('counts from one with six digits, and reads back only such names', () => {
    expect([1, 42, 123_456].map(chunkName)).toEqual([
      'mirror_000001.tar',
      'mirror_000042.tar',
      'mirror_123456.tar',
    ]);
    expect(chunkNumber('mirror_000042.tar')).toBe(42);
    const others = [
      'mirror_000000.tar',
      'mirror_1.tar',
      'xmirror_000001.tar',
      'mirror_000001.tar.gz',
      'mirror_0000001.tar',
    ];
    expect(others.map(chunkNumber)).toEqual(others.map(() => undefined));
  });
});

describe('when link files are made', () => {
  const other = digestOf('layer');
  const files = linkFiles('lab/one', {
    tags: new Map([['v1', digest]]),
    revisions: new Set([digest]),
    layers: new Set([other]),
  });

  it('makes the four that a registry needs, sorted, each with 71 bytes', () => {
    expect(files.map(({ name }) => entryShape(name).kind)).toEqual(['layer', 'revision', 'tag', 'tag-index']);
    expect(files.map(({ bytes }) => bytes.length)).toEqual([71, 71, 71, 71]);
    expect(files.map(({ name }) => name)).toEqual(files.map(({ name }) => name).toSorted());
  });

  it('reads them back', () => {
    for (const { name, bytes } of files) {
      expect(parseLink(bytes, entryShape(name))).toBe(name.includes('_layers') ? other : digest);
    }
  });

  it('takes a closing line feed, and nothing else', () => {
    const shape = entryShape(`${root}/a/_manifests/tags/v1/current/link`);
    expect(parseLink(Buffer.from(`${digest}\n`), shape)).toBe(digest);
    for (const text of [
      `${digest}\n\n`,
      ` ${digest}`,
      `${digest} `,
      `${digest}\r\n`,
      digest.toUpperCase(),
      '',
    ]) {
      expect(parseLink(Buffer.from(text), shape)).toBeUndefined();
    }
    expect(parseLink(Buffer.alloc(linkLimit + 1, 'a'), shape)).toBeUndefined();
  });
});
