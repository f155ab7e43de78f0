import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import {
  codeOf,
  manifestInput,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';

/** The real file system, on which a folder can come to lie on another disk. */
function unmountable(): { readonly fs: FileSystem; unmount: () => void } {
  let unmounted = false;
  const fs = new Proxy(systemFileSystem, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (key !== 'stat' || typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        const stats = (await Reflect.apply(member, target, parameters)) as { dev: number };
        return unmounted ? Object.assign(stats, { dev: stats.dev + 1 }) : stats;
      };
    },
  });
  return { fs, unmount: () => (unmounted = true) };
}

const blobs = [1, 2].map((seed) => testBlob(700, seed));

describe('when the medium is unmounted while a set is written to it', () => {
  it('begins no chunk on the disk below', async () => {
    const folder = await temporaryFolder();
    const { fs, unmount } = unmountable();
    const writer = await testWriter(folder, { fs, payloadLimit: 700 });
    await writer.appendBuffers(blobs.slice(0, 1));
    unmount();
    await expect(writer.appendBuffers(blobs.slice(1))).rejects.toMatchObject({
      code: 'ARCHIVE_WRITE_FAILED',
      params: { file: folder, reason: 'ENODEV' },
    });
    expect(writer.failure?.code).toBe('ARCHIVE_WRITE_FAILED');
    expect(await readdir(folder)).toEqual(['.partial-000001']);
    await writer.close();
  });

  it('puts no set in place there', async () => {
    const folder = await temporaryFolder();
    await writeSet(folder, blobs.slice(0, 1), { manifest: { setId: 'the-old-set' } });
    const before = await readdir(folder);
    const { fs, unmount } = unmountable();
    const writer = await testWriter(folder, { fs });
    await writer.appendBuffers(blobs);
    await writer.seal();
    unmount();
    const committed = writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    expect(await codeOf(committed)).toBe('ARCHIVE_WRITE_FAILED');
    expect((await readdir(folder)).sort()).toEqual([...before, '.partial-000001'].sort());
    await writer.close();
  });

  it('says so when the folder cannot be looked at any more', async () => {
    const folder = await temporaryFolder();
    let gone = false;
    const fs = new Proxy(systemFileSystem, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (key !== 'stat' || !gone) return member;
        return () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
      },
    });
    const writer = await testWriter(folder, { fs });
    await writer.appendBuffers(blobs);
    await writer.seal();
    gone = true;
    const committed = writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
    expect(await codeOf(committed)).toBe('ARCHIVE_WRITE_FAILED');
    await writer.close();
  });
});
