import { gzipSync } from 'node:zlib';
import { endOfTar, paxEntry, rawEntry } from '../archive-tar.ts';
import { good, type HostileArchive } from './form.ts';

/** Files that end too early, go on too long, or are no tar files. */
export const hostileStreams: readonly HostileArchive[] = [
  { title: 'a size beyond the file', code: 'ARCHIVE_ENTRY_CUT', parts: [rawEntry({ size: 1024 ** 3 })] },
  {
    title: 'a file cut in a body',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [rawEntry({ body: Buffer.alloc(2000) }).subarray(0, 1000)],
    end: Buffer.alloc(0),
  },
  {
    title: 'a file cut in a header',
    code: 'ARCHIVE_ENTRY_CUT',
    parts: [good, good.subarray(0, 100)],
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
