import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSet } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { defaultTarLimits } from '../../../core/archive/tar/limits.ts';
import { readEntries } from '../../../core/archive/tar/read-entries.ts';
import { listTar, rawEntry, writeTar } from '../../support/archive-tar.ts';
import { codeOf, temporaryFolder } from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { blob, good, hostileArchives, hostileTars } from '../../support/hostile-archives/index.ts';

describe('when an archive from the other side is not what it should be', () => {
  it.each(hostileTars)('refuses $title with $code', async ({ parts, end, code }) => {
    const path = join(await temporaryFolder(), 'mirror_000001.tar');
    await writeTar(path, parts, end);
    expect(await codeOf(listTar(path))).toBe(code);
  });

  it.each(hostileArchives)(
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
