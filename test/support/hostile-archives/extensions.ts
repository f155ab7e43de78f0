import { paxEntry, paxRecord, rawEntry } from '../archive-tar.ts';
import { good, type HostileArchive } from './form.ts';

/** PAX and GNU headers that say something else than the entry that they stand before. */
export const hostileExtensions: readonly HostileArchive[] = [
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
    code: 'ARCHIVE_EXTENSION_INVALID',
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

  {
    title: 'a PAX size with a sign',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [paxEntry({ size: '+0' }), rawEntry({})],
  },
  {
    title: 'a PAX size on a directory',
    code: 'ARCHIVE_SIZE_CONFLICT',
    parts: [paxEntry({ size: '512' }), rawEntry({ type: '5', name: 'x/' })],
  },
  {
    title: 'two PAX headers before one file',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [paxEntry({ path: 'a' }), paxEntry({ mtime: '1' }), good],
  },
  {
    title: 'two GNU long names before one file',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'L', body: 'a\0' }), rawEntry({ type: 'L', body: 'b\0' }), good],
  },
  {
    title: 'a PAX header of no bytes',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'x' }), good],
  },
  {
    title: 'a GNU long name of no bytes',
    code: 'ARCHIVE_EXTENSION_INVALID',
    parts: [rawEntry({ type: 'L' }), good],
  },
];
