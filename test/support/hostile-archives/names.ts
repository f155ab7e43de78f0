import { blobPath } from '../../../core/archive/index.ts';
import { paxEntry, rawEntry } from '../archive-tar.ts';
import { blob, good, type HostileArchive } from './form.ts';

/** Names that lead elsewhere, that two systems read differently, or that stand twice. */
export const hostileNames: readonly HostileArchive[] = [
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
    title: 'an absolute PAX path over a harmless name',
    code: 'ARCHIVE_NAME_ABSOLUTE',
    parts: [paxEntry({ path: '/etc/passwd' }), rawEntry({})],
  },
  {
    title: 'an absolute GNU long name',
    code: 'ARCHIVE_NAME_ABSOLUTE',
    parts: [rawEntry({ type: 'L', body: '/etc/passwd\0' }), rawEntry({})],
  },
  {
    title: 'an absolute name by its prefix',
    code: 'ARCHIVE_NAME_ABSOLUTE',
    parts: [rawEntry({ prefix: '/etc', name: 'passwd' })],
  },
  {
    title: 'a prefix that ends in a slash',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [rawEntry({ prefix: 'working-dir/', name: 'x' })],
  },
  {
    title: 'an empty PAX path',
    code: 'ARCHIVE_NAME_MALFORMED',
    parts: [paxEntry({ path: '' }), rawEntry({})],
  },
  {
    title: 'one name in both normalisations',
    code: 'ARCHIVE_NAME_ENCODING',
    parts: [rawEntry({ name: Buffer.from('caf\u00e9') }), rawEntry({ name: Buffer.from('cafe\u0301') })],
  },
];
