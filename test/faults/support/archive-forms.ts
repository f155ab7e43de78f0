import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../../core/contract/index.ts';
import { paxEntry, rawEntry, writeTar } from '../../support/archive-tar.ts';
import { hostileArchives } from '../../support/hostile-archives/index.ts';
import { chunk } from './control-set.ts';
import { setJob, type Ground, type HostileForm } from './hostile-form.ts';

type Parts = { readonly parts: readonly Buffer[]; readonly end?: Buffer };

/** One chunk that nothing may be taken from. */
function archiveForm(
  name: string,
  code: ErrorCode,
  write: (set: string, ground: Ground) => Promise<void>,
): HostileForm {
  return {
    name,
    refused: { opened: [code], verified: ['not whole'], imported: ['SET_REFUSED', code] },
    make: async (ground) => {
      const folder = join(ground.folder, 'set');
      await mkdir(folder);
      await write(folder, ground);
      return setJob(ground, folder);
    },
  };
}

function tarForm(
  name: string,
  code: ErrorCode,
  draw: (ground: Ground) => Parts | Promise<Parts>,
): HostileForm {
  return archiveForm(name, code, async (set, ground) => {
    const { parts, end } = await draw(ground);
    await writeTar(join(set, chunk), parts, end);
  });
}

const emptyFiles = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => rawEntry({ name: `working-dir/${index}` }));

/** Verifying it takes its whole size into memory, which no loading does. */
const giantLink: HostileForm = {
  name: 'a link file of a gibibyte',
  refused: { opened: ['ARCHIVE_LINK_INVALID'], imported: ['SET_REFUSED', 'ARCHIVE_LINK_INVALID'] },
  make: async (ground) => {
    const folder = join(ground.folder, 'set');
    await mkdir(folder);
    const size = 1024 ** 3;
    const name = 'docker/registry/v2/repositories/a/_manifests/tags/v1/current/link';
    await writeFile(join(folder, chunk), rawEntry({ name, size }));
    await truncate(join(folder, chunk), 512 + size + 1024);
    return { ...setJob(ground, folder), verify: false };
  },
};

/** Archives of one chunk that is refused as soon as it is looked at. */
export const archiveForms: readonly HostileForm[] = [
  ...hostileArchives.map(({ title, code, parts, end }) =>
    tarForm(title, code, () => ({ parts, ...(end !== undefined && { end }) })),
  ),
  ...hostileArchives
    // Compression shows only at the beginning of a file.
    .filter(({ end, code }) => end === undefined && code !== 'ARCHIVE_COMPRESSED')
    .map(({ title, code, parts }) =>
      tarForm(`${title}, behind what is lawful`, code, ({ control }) => ({
        parts: [control.entries, ...parts],
      })),
    ),
  tarForm('an absolute name of a file that exists', 'ARCHIVE_NAME_ABSOLUTE', ({ outside }) => ({
    parts: [paxEntry({ path: join(outside, 'treasure') }), rawEntry({ body: 'taken' })],
  })),
  tarForm('a name that climbs to a file that exists', 'ARCHIVE_NAME_TRAVERSAL', () => ({
    parts: [rawEntry({ name: 'working-dir/../../../outside/treasure', body: 'taken' })],
  })),
  tarForm('a symbolic link to a folder, and a file through it', 'ARCHIVE_ENTRY_KIND', ({ outside }) => ({
    parts: [
      rawEntry({ type: '2', name: 'working-dir/a', linkName: outside.slice(-100) }),
      rawEntry({ name: 'working-dir/a/treasure', body: 'taken' }),
    ],
  })),
  tarForm('more empty files than any archive has', 'ARCHIVE_TOO_MANY_ENTRIES', () => ({
    parts: emptyFiles(10_001),
  })),
  giantLink,
  archiveForm(
    'a chunk that is a link to a lawful one',
    'ARCHIVE_CHUNK_KIND',
    async (set, { folder, control }) => {
      await control.chunkTo(join(folder, 'elsewhere'));
      await symlink(join(folder, 'elsewhere', chunk), join(set, chunk));
    },
  ),
  archiveForm('a chunk that is a folder', 'ARCHIVE_CHUNK_KIND', async (set) => {
    await mkdir(join(set, chunk));
  }),
];
