import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeWriting, systemFileSystem } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-probe-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('finding out whether a folder can be written', () => {
  it('leaves nothing behind, also many at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => probeWriting(systemFileSystem, folder)));
    expect(await readdir(folder)).toEqual([]);
  });

  it('follows no link that somebody put in its place', async () => {
    const theirs = join(folder, 'theirs');
    await writeFile(theirs, 'precious');
    const { fs, calls } = faultyFileSystem();
    await probeWriting(fs, folder);
    const used = Number(/probe-\d+-(\d+)/.exec(calls.join('\n'))?.[1]);
    expect(used).toBeGreaterThan(0);
    for (let next = used + 1; next < used + 4; next++)
      await symlink(theirs, join(folder, `.sluice-probe-${process.pid}-${next}`));
    await probeWriting(systemFileSystem, folder);
    expect(await readFile(theirs, 'utf8')).toBe('precious');
  });

  it('says what the system says', async () => {
    const { fs } = faultyFileSystem({ at: 1, kind: 'fail', code: 'EROFS' });
    await expect(probeWriting(fs, folder)).rejects.toMatchObject({ code: 'EROFS' });
  });
});
