import { rawEntry } from '../archive-tar.ts';
import { base256, good, type HostileArchive } from './form.ts';

/** Entries that are no plain files, and headers whose fields are wrong. */
export const hostileHeaders: readonly HostileArchive[] = [
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

  ...[...'DNXAI '].map((type): HostileArchive => ({
    title: `an entry of the type “${type}”`,
    code: 'ARCHIVE_ENTRY_KIND',
    parts: [rawEntry({ type })],
  })),
  {
    title: 'a size with an unknown mark of a long number',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: base256(5n, 0xc0) })],
  },
  {
    title: 'a size with a sign',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ size: Buffer.from('-0000000010\0') })],
  },
  {
    title: 'a mode that is not octal',
    code: 'ARCHIVE_NUMBER_INVALID',
    parts: [rawEntry({ mode: 'rwxr-xr' })],
  },
];
