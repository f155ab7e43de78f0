import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLock } from '../../../core/ledger/lock-file.ts';
import { readBounded, systemFileSystem } from '../../../core/ports/index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-bounded-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what somebody else put where a small file belongs', () => {
  const place = (): string => join(folder, 'file');
  const read = (): Promise<Buffer> => readBounded(systemFileSystem, place(), 100);

  it('is read when it is a file within the limit, and refused beyond', async () => {
    await writeFile(place(), 'x'.repeat(100));
    expect(await read()).toHaveLength(100);
    await writeFile(place(), 'x'.repeat(101));
    await expect(read()).rejects.toThrow(RangeError);
  });

  it.each([
    ['a pipe', () => Promise.resolve(execFileSync('mkfifo', [place()]))],
    ['a link to a device that never ends', () => symlink('/dev/zero', place())],
  ])('is not waited for when it is %s', async (_what, put) => {
    await put();
    await expect(read()).rejects.toThrow(RangeError);
    expect(await readLock(systemFileSystem, place())).toMatchObject({
      token: expect.stringMatching(/^unreadable-/) as string,
    });
  });

  it('is a lock of nobody when it is larger than any', async () => {
    await writeFile(place(), `{"token": "${'x'.repeat(70_000)}"}`);
    expect((await readLock(systemFileSystem, place()))?.holder).toBeUndefined();
  });
});
