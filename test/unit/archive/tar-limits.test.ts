import { describe, expect, it } from 'vitest';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { defaultTarLimits } from '../../../core/archive/tar/limits.ts';
import { readEntries } from '../../../core/archive/tar/read-entries.ts';
import { join } from 'node:path';
import { rawEntry, writeTar } from '../../support/archive-tar.ts';
import { codeOf, temporaryFolder } from '../../support/archive-world.ts';

async function listed(bodies: readonly string[], emptyFiles: number): Promise<number> {
  const path = join(await temporaryFolder(), 'mirror_000001.tar');
  await writeTar(
    path,
    bodies.map((body, index) => rawEntry({ name: `working-dir/${index}`, body })),
  );
  const handle = await systemFileSystem.open(path, 'r');
  try {
    let count = 0;
    const limits = { ...defaultTarLimits, emptyFiles };
    for await (const { size } of readEntries(handle, { file: 'x', limits })) count += size >= 0 ? 1 : 0;
    return count;
  } finally {
    await handle.close();
  }
}

describe('when an archive is mostly empty', () => {
  it('reads as many empty files as there may be, and all others', async () => {
    expect(await listed(['', 'a', '', 'b', 'c'], 2)).toBe(5);
  });

  it('stops at the first beyond', async () => {
    expect(await codeOf(listed(['', 'a', '', 'b', ''], 2))).toBe('ARCHIVE_TOO_MANY_ENTRIES');
  });
});
