import { describe, expect, it } from 'vitest';
import { openSet } from '../../../core/archive/index.ts';
import { SluiceError } from '../../../core/contract/index.ts';
import { linkFiles } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { pulledMedium } from '../../faults/support/pulled-medium.ts';
import { codeOf, manifestInput, temporaryFolder, testBlob, testWriter } from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

const blobs = [1, 2, 3].map((seed) => testBlob(700, seed));

/** A set with blobs and link files. */
async function set(): Promise<string> {
  const folder = await temporaryFolder();
  const writer = await testWriter(folder);
  await writer.appendBuffers(blobs);
  const layers = new Set(blobs.map(({ digest }) => digest));
  await writer.appendFiles(linkFiles('lab/one', { tags: new Map(), revisions: new Set(), layers }));
  await writer.seal();
  await writer.commit({ manifest: manifestInput(), sideFiles: [], previous: 'keep' });
  await writer.close();
  return folder;
}

describe('when the medium of a set fails', () => {
  it('says so in words, whichever read it is at', async () => {
    const root = await set();
    const whole = pulledMedium({ root });
    await (await openSet(whole.fs, root)).close();
    expect(whole.calls).toBeGreaterThan(10);
    for (let at = 1; at <= whole.calls; at += 1) {
      const { fs } = pulledMedium({ root, at });
      const found = await openSet(fs, root).then(
        async (opened) => {
          await opened.close();
          return opened.problems.filter(({ level }) => level === 'error').map(({ code }) => code);
        },
        (error: unknown) => {
          expect(error, `read ${at}`).toBeInstanceOf(SluiceError);
          return [error instanceof SluiceError ? error.code : ''];
        },
      );
      expect(found, `read ${at}`).toContain('ARCHIVE_READ_FAILED');
    }
  });

  it.each([
    ['the folder cannot be made', /^mkdir /, 'ENOSPC', 'ARCHIVE_DISK_FULL'],
    ['a forgotten chunk cannot be removed', /^unlink /, 'EROFS', 'ARCHIVE_NOT_WRITABLE'],
  ])('says so when %s', async (_name, only, code, expected) => {
    const folder = await temporaryFolder();
    const earlier = await testWriter(folder);
    await earlier.appendBuffers(blobs);
    await earlier.close();
    const { fs } = faultyFileSystem({ at: 1, only, kind: 'fail', code });
    expect(await codeOf(testWriter(folder, { fs }))).toBe(expected);
  });

  it('is opened all the same when only its index cannot be read: the chunks are scanned', async () => {
    const root = await set();
    const fs = new Proxy(systemFileSystem, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (key !== 'open' || typeof member !== 'function') return member;
        return async (...parameters: unknown[]): Promise<unknown> => {
          const handle = (await Reflect.apply(member, target, parameters)) as object;
          if (!String(parameters[0]).endsWith('sluice-index.jsonl')) return handle;
          const read = (): Promise<never> => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
          return Object.assign(handle, { read });
        };
      },
    });
    const opened = await openSet(fs, root);
    expect(opened.problems.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'warning ARCHIVE_READ_FAILED',
    ]);
    expect(opened.blobs.size).toBe(blobs.length);
    await opened.close();
  });
});
