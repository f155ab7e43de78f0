import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { blobPath, openSet } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { defaultTarLimits } from '../../../core/archive/tar/limits.ts';
import { readEntries } from '../../../core/archive/tar/read-entries.ts';
import { endOfTar, listTar, paxEntry, paxRecord, rawEntry, writeTar } from '../../support/archive-tar.ts';
import { codeOf, temporaryFolder, testBlob } from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

interface Case {
  readonly title: string;
  readonly code: string;
  readonly parts: readonly Buffer[];
  /** What follows the entries; the end mark when absent. */
  readonly end?: Buffer;
}

const good = rawEntry({ name: 'working-dir/internal/good', body: 'good' });
const blob = testBlob(600, 1);
const link = (name: string, body: string): Buffer =>
  rawEntry({ name: `docker/registry/v2/repositories/${name}`, body });
const hex = blob.digest.slice('sha256:'.length);
const cut = (bytes: Buffer, length: number): Buffer => bytes.subarray(0, length);
const base256 = (value: bigint, first = 0x80): Buffer => {
  const bytes = Buffer.alloc(12);
  for (let index = 11, rest = value; index > 0; index -= 1, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  bytes[0] = first;
  return bytes;
};

// registry-client.md 4.5.
const cases: readonly Case[] = [
  {
    title: 'a name with ..',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [rawEntry({ name: 'working-dir/../../etc/passwd' })],
  },
  {
    title: 'a name that begins with ..',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [rawEntry({ name: '../x' })],
  },
  { title: './.. at the start', code: 'ARCHIVE_NAME_TRAVERSAL', parts: [rawEntry({ name: './../x' })] },
  { title: 'a name that is only ..', code: 'ARCHIVE_NAME_TRAVERSAL', parts: [rawEntry({ name: '..' })] },
  {
    title: 'a .. that prefix and name form together',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [rawEntry({ prefix: 'working-dir/..', name: 'x' })],
  },
  {
    title: 'a PAX path with .. over a harmless name',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [paxEntry({ path: 'working-dir/../x' }), rawEntry({})],
  },
  {
    title: 'a GNU long name with ..',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [rawEntry({ type: 'L', name: '././@LongLink', body: 'a/../b\0' }), rawEntry({})],
  },
  {
    title: 'a directory with ..',
    code: 'ARCHIVE_NAME_TRAVERSAL',
    parts: [rawEntry({ type: '5', name: 'a/../' })],
  },
  { title: 'an absolute name', code: 'ARCHIVE_NAME_ABSOLUTE', parts: [rawEntry({ name: '/etc/passwd' })] },
  {
    title: 'an absolute name behind ./',
    code: 'ARCHIVE_NAME_ABSOLUTE',
    parts: [rawEntry({ name: './/etc/passwd' })],
  },
  { title: 'a drive letter', code: 'ARCHIVE_NAME_CHARACTERS', parts: [rawEntry({ name: 'C:/windows' })] },
  {
    title: 'a backslash',
    code: 'ARCHIVE_NAME_CHARACTERS',
    parts: [rawEntry({ name: 'working-dir\\..\\x' })],
  },
  {
    title: 'something behind the NUL of a name',
    code: 'ARCHIVE_NAME_CHARACTERS',
    parts: [rawEntry({ name: 'good\0evil' })],
  },
  {
    title: 'a NUL in a PAX path',
    code: 'ARCHIVE_NAME_CHARACTERS',
    parts: [paxEntry({ path: 'good\0evil' }), rawEntry({})],
  },
  {
    title: 'something behind the NUL of a GNU long name',
    code: 'ARCHIVE_NAME_CHARACTERS',
    parts: [rawEntry({ type: 'L', body: 'good\0evil' }), rawEntry({})],
  },
  {
    title: 'a line feed in a name',
    code: 'ARCHIVE_NAME_CHARACTERS',
    parts: [rawEntry({ name: 'working-dir/a\nb' })],
  },
  { title: 'an empty name', code: 'ARCHIVE_NAME_MALFORMED', parts: [rawEntry({ name: '' })] },
  {
    title: 'an empty component',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ name: 'working-dir//x' })],
  },
  {
    title: 'a component of one dot',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ name: 'working-dir/./x' })],
  },
  {
    title: 'a file named like a directory',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ name: 'working-dir/x/' })],
  },
  {
    title: 'a closing dot, which Windows drops',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ name: 'working-dir/x.' })],
  },
  {
    title: 'a closing space, which Windows drops',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ name: 'working-dir/x ' })],
  },
  {
    title: 'a component of 256 bytes',
    code: 'ARCHIVE_NAME_TOO_LONG',
    parts: [paxEntry({ path: `a/${'x'.repeat(256)}` }), rawEntry({})],
  },
  {
    title: 'a name of more than 4096 bytes',
    code: 'ARCHIVE_NAME_TOO_LONG',
    parts: [paxEntry({ path: `a/${'x'.repeat(200)}`.repeat(21) }), rawEntry({})],
  },
  {
    title: 'a name 33 folders deep',
    code: 'ARCHIVE_NAME_TOO_LONG',
    parts: [rawEntry({ name: Array.from({ length: 33 }, () => 'a').join('/') })],
  },
  {
    title: 'a name that is not UTF-8',
    code: 'ARCHIVE_NAME_ENCODING',
    parts: [rawEntry({ name: Buffer.from([0x61, 0xff, 0xfe]) })],
  },
  {
    title: 'a name in the other normalisation',
    code: 'ARCHIVE_NAME_ENCODING',
    parts: [rawEntry({ name: Buffer.from('cafe\u0301') })],
  },
  { title: 'the same name twice', code: 'ARCHIVE_NAME_DUPLICATE', parts: [good, good] },
  {
    title: 'the same name once with ./',
    code: 'ARCHIVE_NAME_DUPLICATE',
    parts: [good, rawEntry({ name: './working-dir/internal/good' })],
  },
  {
    title: 'the same blob twice with other content',
    code: 'ARCHIVE_NAME_DUPLICATE',
    parts: [
      paxEntry({ path: blobPath(blob.digest) }),
      rawEntry({ body: 'a' }),
      paxEntry({ path: blobPath(blob.digest) }),
      rawEntry({ body: 'b' }),
    ],
  },
  {
    title: 'a file and then a directory of the same name',
    code: 'ARCHIVE_NAME_CONFLICT',
    parts: [good, rawEntry({ type: '5', name: 'working-dir/internal/good/' })],
  },
  {
    title: 'a directory and then a file of the same name',
    code: 'ARCHIVE_NAME_CONFLICT',
    parts: [rawEntry({ type: '5', name: 'x/' }), rawEntry({ name: 'x' })],
  },
  {
    title: 'a file below a file',
    code: 'ARCHIVE_NAME_CONFLICT',
    parts: [good, rawEntry({ name: 'working-dir/internal/good/below' })],
  },
  {
    title: 'a hard link',
    code: 'ARCHIVE_ENTRY_KIND',
    parts: [good, rawEntry({ type: '1', linkName: 'working-dir/internal/good' })],
  },
  {
    title: 'a symbolic link',
    code: 'ARCHIVE_ENTRY_KIND',
    parts: [rawEntry({ type: '2', linkName: '/etc' }), rawEntry({ name: 'working-dir/file/passwd' })],
  },
  { title: 'a character device', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: '3' })] },
  { title: 'a block device', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: '4' })] },
  { title: 'a FIFO', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: '6' })] },
  { title: 'a contiguous file', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: '7' })] },
  { title: 'an old GNU sparse file', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: 'S' })] },
  { title: 'a GNU volume label', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: 'V' })] },
  { title: 'a GNU continuation', code: 'ARCHIVE_ENTRY_KIND', parts: [rawEntry({ type: 'M' })] },
  {
    title: 'a GNU long link name',
    code: 'ARCHIVE_ENTRY_KIND',
    parts: [rawEntry({ type: 'K', body: 'x\0' })],
  },
  {
    title: 'a directory with content',
    code: 'ARCHIVE_ENTRY_KIND',
    parts: [rawEntry({ type: '5', name: 'x/', body: 'hidden' })],
  },
  { title: 'a wrong checksum', code: 'ARCHIVE_CHECKSUM_WRONG', parts: [rawEntry({ checksum: '000001\0 ' })] },
  {
    title: 'a header without the ustar mark',
    code: 'ARCHIVE_HEADER_INVALID',
    parts: [rawEntry({ magic: '' })],
  },
  {
    title: 'text that is no archive',
    code: 'ARCHIVE_HEADER_INVALID',
    parts: [Buffer.alloc(2048, 'plain text ')],
  },
  {
    title: 'a negative size',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: base256(512n, 0xff) })],
  },
  {
    title: 'a size beyond 2^53',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: base256(2n ** 63n) })],
  },
  {
    title: 'a size that is not octal',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: Buffer.from('0000000009\0 ') })],
  },
  {
    title: 'a size with something behind it',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: Buffer.from('0000001\0 99\0') })],
  },
  {
    title: 'a time beyond 2^53',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ mtime: base256(2n ** 63n) })],
  },
  {
    title: 'a PAX size that is not a number',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [paxEntry({ size: '1e3' }), rawEntry({})],
  },
  {
    title: 'a negative PAX size',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [paxEntry({ size: '-512' }), rawEntry({})],
  },
  {
    title: 'a PAX size above the header',
    code: 'ARCHIVE_SIZE_CONFLICT',
    parts: [paxEntry({ size: '1024' }), rawEntry({ body: 'x' }), good, good],
  },
  {
    title: 'a PAX size below the header',
    code: 'ARCHIVE_SIZE_CONFLICT',
    parts: [paxEntry({ size: '0' }), rawEntry({ body: Buffer.concat([good]) })],
  },
  {
    title: 'a PAX size put on a GNU long name',
    code: 'ARCHIVE_SIZE_CONFLICT',
    parts: [paxEntry({ size: '4096' }), rawEntry({ type: 'L', body: 'long\0' }), rawEntry({ body: 'x' })],
  },
  {
    title: 'a global PAX path',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ path: 'x' }, 'g'), good],
  },
  {
    title: 'a global PAX size',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ size: '4' }, 'g'), good],
  },
  {
    title: 'a PAX link path',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ linkpath: '/etc' }), good],
  },
  {
    title: 'a PAX sparse map',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ 'GNU.sparse.major': '1' }), good],
  },
  {
    title: 'a PAX character set',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ hdrcharset: 'BINARY' }), good],
  },
  {
    title: 'a PAX key given twice',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [
      rawEntry({ type: 'x', body: Buffer.concat([paxRecord('path', 'a'), paxRecord('path', 'b')]) }),
      good,
    ],
  },
  {
    title: 'a PAX record longer than its header',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'x', body: '99 path=a\n' }), good],
  },
  {
    title: 'a PAX record without a line feed',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'x', body: '9 path=ab' }), good],
  },
  {
    title: 'a PAX record of length zero',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'x', body: '0 path=a\n' }), good],
  },
  {
    title: 'a PAX header of a mebibyte',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ comment: 'x'.repeat(1024 * 1024) }), good],
  },
  {
    title: 'a GNU long name and then a PAX path',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'L', body: 'a\0' }), paxEntry({ path: 'b' }), good],
  },
  {
    title: 'a PAX path and then a GNU long name',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ path: 'b' }), rawEntry({ type: 'L', body: 'a\0' }), good],
  },
  {
    title: 'an extension header without an entry',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [good, paxEntry({ path: 'b' })],
  },
  { title: 'a size beyond the file', code: 'ARCHIVE_ENTRY_CUT', parts: [rawEntry({ size: 1024 ** 3 })] },
  {
    title: 'a file cut in a body',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [cut(rawEntry({ body: Buffer.alloc(2000) }), 1000)],
    end: Buffer.alloc(0),
  },
  {
    title: 'a file cut in a header',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [good, cut(good, 100)],
    end: Buffer.alloc(0),
  },
  {
    title: 'a file cut behind an extension header',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [good, paxEntry({ path: 'b' })],
    end: Buffer.alloc(0),
  },
  { title: 'no end mark', code: 'ARCHIVE_TRUNCATED', parts: [good], end: Buffer.alloc(0) },
  { title: 'half an end mark', code: 'ARCHIVE_TRUNCATED', parts: [good], end: Buffer.alloc(512) },
  {
    title: 'an entry after the end mark',
    code: 'ARCHIVE_TRAILING_DATA',
    parts: [good],
    end: Buffer.concat([endOfTar, rawEntry({ name: 'hidden' }), endOfTar]),
  },
  { title: 'two archives one after the other', code: 'ARCHIVE_TRAILING_DATA', parts: [good, endOfTar, good] },
  {
    title: 'one zero block between entries',
    code: 'ARCHIVE_TRAILING_DATA',
    parts: [good, Buffer.alloc(512), rawEntry({ name: 'second' })],
  },
  {
    title: 'a byte far behind the end mark',
    code: 'ARCHIVE_TRAILING_DATA',
    parts: [good],
    end: Buffer.concat([Buffer.alloc(200_000), Buffer.from('x')]),
  },
  {
    title: 'twenty mebibytes of zeros behind the end mark',
    code: 'ARCHIVE_TRAILING_DATA',
    parts: [good],
    end: Buffer.alloc(20 * 1024 * 1024),
  },
  { title: 'a file of no bytes', code: 'ARCHIVE_EMPTY', parts: [], end: Buffer.alloc(0) },
  {
    title: 'gzip',
    code: 'ARCHIVE_COMPRESSED',
    parts: [gzipSync(Buffer.concat([good, endOfTar]))],
    end: Buffer.alloc(0),
  },
  { title: 'zstd', code: 'ARCHIVE_COMPRESSED', parts: [Buffer.from([0x28, 0xb5, 0x2f, 0xfd])] },
  { title: 'xz', code: 'ARCHIVE_COMPRESSED', parts: [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])] },
  { title: 'bzip2', code: 'ARCHIVE_COMPRESSED', parts: [Buffer.from('BZh91AY')] },
];

// What only the meaning of the entries shows: a lawful tar file, an unlawful archive.
const contentCases: readonly Case[] = [
  {
    title: 'a link to a path',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', 'sha256:../../etc')],
  },
  {
    title: 'a link of two lines',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', `${blob.digest}\n${blob.digest}`)],
  },
  {
    title: 'a link with 63 digits',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', blob.digest.slice(0, -1))],
  },
  {
    title: 'a link with 65 digits',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', `${blob.digest}a`)],
  },
  {
    title: 'a link in upper case',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', `sha256:${'A'.repeat(64)}`)],
  },
  {
    title: 'a link with md5',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', `md5:${'a'.repeat(32)}`)],
  },
  {
    title: 'an empty link',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', '')],
  },
  {
    title: 'a link of a gibibyte',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [
      rawEntry({
        name: 'docker/registry/v2/repositories/a/_manifests/tags/v1/current/link',
        size: 1024 ** 3,
      }),
    ],
  },
  {
    title: 'a link of 201 bytes',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [link('a/_manifests/tags/v1/current/link', 'x'.repeat(201))],
  },
  {
    title: 'a layer link that holds another digest',
    code: 'ARCHIVE_LINK_INVALID',
    parts: [
      paxEntry({ path: `docker/registry/v2/repositories/a/_layers/sha256/${hex}/link` }),
      rawEntry({ body: testBlob(9, 9).digest }),
    ],
  },
  {
    title: 'a blob path with a short digest',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [rawEntry({ name: 'docker/registry/v2/blobs/sha256/ab/abcd/data' })],
  },
  {
    title: 'a blob in the wrong folder',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [paxEntry({ path: `docker/registry/v2/blobs/sha256/00/${'ab'.repeat(32)}/data` }), rawEntry({})],
  },
  {
    title: 'a file beside a blob',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [paxEntry({ path: blobPath(blob.digest).replace(/data$/, 'other') }), rawEntry({})],
  },
  {
    title: 'a repository with an upper-case name',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [link('Evil/_manifests/tags/v1/current/link', blob.digest)],
  },
  {
    title: 'a tag that is none',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [link('a/_manifests/tags/-v1/current/link', blob.digest)],
  },
  {
    title: 'a repository without a name',
    code: 'ARCHIVE_PATH_INVALID',
    parts: [link('_manifests/tags/v1/current/link', blob.digest)],
  },
];

describe('when an archive from the other side is not what it should be', () => {
  it.each(cases)('refuses $title with $code', async ({ parts, end, code }) => {
    const path = join(await temporaryFolder(), 'mirror_000001.tar');
    await writeTar(path, parts, end);
    expect(await codeOf(listTar(path))).toBe(code);
  });

  it.each([...cases, ...contentCases])(
    'names $title when the set is opened, and gives nothing unlawful',
    async ({ parts, end, code }) => {
      const folder = await temporaryFolder();
      await writeTar(join(folder, 'mirror_000001.tar'), parts, end);
      await writeTar(join(folder, 'mirror_000002.tar'), [
        rawEntry({ name: 'working-dir/second', body: 'second' }),
      ]);
      const { fs, calls } = faultyFileSystem();
      const opened = await openSet(fs, folder);
      expect(
        opened.problems.filter((problem) => problem.level === 'error').map((problem) => problem.code),
      ).toEqual([code]);
      expect(opened.problems[0]?.affected).toEqual(['mirror_000001.tar']);
      const cutShort = code === 'ARCHIVE_TRUNCATED' || code === 'ARCHIVE_ENTRY_CUT';
      const allowed = cutShort ? ['working-dir/internal/good', 'working-dir/second'] : ['working-dir/second'];
      expect(allowed).toEqual(expect.arrayContaining([...opened.files.keys()]));
      expect(opened.files.has('working-dir/second')).toBe(true);
      expect(opened.blobs.size + opened.repositories.size).toBe(0);
      await opened.close();
      expect(calls).toEqual([]);
    },
  );

  it('reads nothing outside the folder when a chunk is a symbolic link', async () => {
    const folder = await temporaryFolder();
    const elsewhere = join(await temporaryFolder(), 'secret.tar');
    await writeTar(elsewhere, [good]);
    await symlink(elsewhere, join(folder, 'mirror_000001.tar'));
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.problems.map((problem) => problem.code)).toContain('ARCHIVE_CHUNK_KIND');
    expect(opened.files.size).toBe(0);
    await opened.close();
  });

  it('stops at the limit of entries instead of filling the memory', async () => {
    const path = join(await temporaryFolder(), 'mirror_000001.tar');
    await writeTar(
      path,
      Array.from({ length: 20 }, (_, index) => rawEntry({ name: `working-dir/${index}` })),
    );
    const handle = await systemFileSystem.open(path, 'r');
    const limits = { ...defaultTarLimits, entries: 10 };
    const list = async (): Promise<void> => {
      for await (const entry of readEntries(handle, { file: 'x', limits })) expect(entry.size).toBe(0);
    };
    expect(await codeOf(list())).toBe('ARCHIVE_TOO_MANY_ENTRIES');
    await handle.close();
  });

  it('neither lists nor gives out logs and history', async () => {
    const folder = await temporaryFolder();
    await writeTar(join(folder, 'mirror_000001.tar'), [
      rawEntry({ name: 'working-dir/.history/.history-2026-01-01T00:00:00Z', body: blob.digest }),
      rawEntry({ name: 'working-dir/logs/x.log', body: 'x' }),
      good,
    ]);
    const opened = await openSet(systemFileSystem, folder);
    expect([...opened.files.keys()]).toEqual(['working-dir/internal/good']);
    await opened.close();
  });

  it('writes nothing anywhere while it looks', async () => {
    const folder = await temporaryFolder();
    const inside = join(folder, 'set');
    await mkdir(inside);
    await writeTar(join(inside, 'mirror_000001.tar'), [rawEntry({ name: '../escaped', body: 'x' })]);
    await writeFile(join(folder, 'marker'), '');
    await (await openSet(systemFileSystem, inside)).close();
    expect((await readdir(folder)).sort()).toEqual(['marker', 'set']);
    expect(await readdir(inside)).toEqual(['mirror_000001.tar']);
  });
});
