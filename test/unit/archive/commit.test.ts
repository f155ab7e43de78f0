import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openSet,
  parseManifest,
  readSetManifest,
  recoverCommit,
  type SetWriter,
} from '../../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import {
  codeOf,
  manifestInput,
  temporaryFolder,
  testBlob,
  testWriter,
  writeSet,
} from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

const oldBlobs = [1, 2, 3].map((seed) => testBlob(700, seed));
const newBlobs = [4, 5].map((seed) => testBlob(700, seed));

/** A folder with an old set of three chunks, and a sealed new set of two beside it. */
async function prepared(fs: FileSystem = systemFileSystem): Promise<{ folder: string; writer: SetWriter }> {
  const folder = await temporaryFolder();
  await writeSet(folder, oldBlobs, { payloadLimit: 700, manifest: { setId: 'the-old-set' } });
  const writer = await testWriter(folder, { fs, payloadLimit: 700 });
  await writer.appendBuffers(newBlobs);
  await writer.seal();
  return { folder, writer };
}

const commitNew = (writer: SetWriter, previous: 'keep' | 'remove') =>
  writer.commit({
    manifest: manifestInput({ setId: 'the-new-set', generation: 2 }),
    sideFiles: [{ name: 'imageset-config.yaml', bytes: Buffer.from('new') }],
    previous,
  });

/** The set in `folder` with all of its blobs read. */
async function wholeSet(folder: string): Promise<string | undefined> {
  const opened = await openSet(systemFileSystem, folder);
  // The partial chunks of an interrupted export are worth a word, and harm nothing.
  expect(opened.problems.filter(({ code }) => code !== 'ARCHIVE_SET_UNFINISHED')).toEqual([]);
  const expected = opened.manifest?.setId === 'the-old-set' ? oldBlobs : newBlobs;
  expect(opened.blobs.size).toBe(expected.length);
  for (const { digest } of expected) await opened.readBlob(digest, 1000);
  await opened.close();
  return opened.manifest?.setId;
}

describe('when a set replaces another', () => {
  it('keeps the old one whole in a folder of its own', async () => {
    const { folder, writer } = await prepared();
    const committed = await commitNew(writer, 'keep');
    await writer.close();
    expect(committed.previous).toBe('generation-000001');
    expect(await wholeSet(folder)).toBe('the-new-set');
    expect(await wholeSet(join(folder, 'generation-000001'))).toBe('the-old-set');
    const opened = await openSet(systemFileSystem, folder);
    expect(opened.earlier).toEqual(['generation-000001']);
    await opened.close();
  });

  it('removes the old one when asked', async () => {
    const { folder, writer } = await prepared();
    const committed = await commitNew(writer, 'remove');
    await writer.close();
    expect(committed.previous).toBeUndefined();
    expect(await wholeSet(folder)).toBe('the-new-set');
    expect((await readdir(folder)).sort()).toEqual([
      'imageset-config.yaml',
      'mirror_000001.tar',
      'mirror_000002.tar',
      'sluice-index.jsonl',
      'sluice-set.json',
    ]);
  });

  it("moves oc-mirror's archive aside as well, and leaves the user's files where they are", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mirror_000001.tar'), 'made by oc-mirror');
    await writeFile(join(folder, 'old_mirror_000009.tar.bak'), 'a note');
    await writeFile(join(folder, 'custody.jsonl'), '{}\n');
    await mkdir(join(folder, 'generation-000001'));
    const { previous } = await writeSet(folder, newBlobs);
    expect(previous).toBe('generation-000002');
    expect(await readdir(join(folder, 'generation-000002'))).toEqual(['mirror_000001.tar']);
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(['custody.jsonl', 'old_mirror_000009.tar.bak']),
    );
  });

  it('does so even when the old manifest is damaged', async () => {
    const { folder, writer } = await prepared();
    await writeFile(join(folder, 'sluice-set.json'), 'not JSON');
    await commitNew(writer, 'keep');
    await writer.close();
    expect(await wholeSet(folder)).toBe('the-new-set');
  });

  it('signs the exact bytes of the manifest', async () => {
    const folder = await temporaryFolder();
    const writer = await testWriter(folder);
    await writer.appendBuffers(newBlobs);
    await writer.seal();
    const signed: Buffer[] = [];
    await writer.commit({
      manifest: manifestInput(),
      sideFiles: [],
      previous: 'keep',
      sign: (bytes) => {
        signed.push(bytes);
        return Buffer.from('signature');
      },
    });
    await writer.close();
    expect(signed).toEqual([await readFile(join(folder, 'sluice-set.json'))]);
    const seen: unknown[] = [];
    const opened = await openSet(systemFileSystem, folder, {
      authenticate: (bytes, signature) => void seen.push(bytes, signature),
    });
    expect(seen).toEqual([signed[0], Buffer.from('signature')]);
    await opened.close();
  });

  it('gives no file a name that oc-mirror would take for a chunk', async () => {
    const { fs, calls } = faultyFileSystem();
    const { writer } = await prepared(fs);
    await commitNew(writer, 'keep');
    await writer.close();
    const named = calls
      .map((call) => call.split(' ')[1] ?? '')
      .filter((name) => /mirror_[0-9]{6}\.tar/.test(name));
    expect(named.filter((name) => !/^mirror_[0-9]{6}\.tar$/.test(name))).toEqual([]);
  });

  it.each(['mirror_000001.tar.sha256', 'sluice-set.json', '../x', 'a:b', '.hidden', 'custody.jsonl'])(
    'takes no side file called %s',
    async (name) => {
      const { writer } = await prepared();
      const sideFiles = [{ name, bytes: Buffer.from('x') }];
      const commit = writer.commit({ manifest: manifestInput(), sideFiles, previous: 'keep' });
      await expect(commit).rejects.toThrow(RangeError);
      await writer.close();
    },
  );
});

describe('when putting a set in place is interrupted', () => {
  it.each(['keep', 'remove'] as const)(
    'either set stands whole after every step (%s)',
    { timeout: 60_000 },
    async (previous) => {
      const count = faultyFileSystem();
      const counted = await prepared(count.fs);
      const before = count.calls.length;
      await commitNew(counted.writer, previous);
      await counted.writer.close();
      const steps = count.calls.length - before;
      expect(steps).toBeGreaterThan(25);
      const outcomes = new Set<string>();
      for (let step = 1; step <= steps; step += 1) {
        for (const kind of ['kill', 'fail'] as const) {
          const faulty = faultyFileSystem({ at: before + step, kind, torn: true });
          const { folder, writer } = await prepared(faulty.fs);
          await commitNew(writer, previous).catch(() => undefined);
          await writer.close();
          // Without recovery the folder is never taken for something that it is not.
          const seen = await codeOf(wholeSet(folder));
          expect(['none', 'ARCHIVE_COMMIT_INTERRUPTED']).toContain(seen);
          const recovery = await recoverCommit(systemFileSystem, folder);
          const set = await wholeSet(folder);
          expect(['the-old-set', 'the-new-set']).toContain(set);
          if (recovery.outcome === 'finished') expect(set).toBe('the-new-set');
          if (seen === 'none') expect(recovery.outcome).not.toBe('finished');
          expect((await readdir(folder)).filter((name) => /staged|commit/.test(name))).toEqual([]);
          expect((await recoverCommit(systemFileSystem, folder)).outcome).toBe('nothing');
          outcomes.add(recovery.outcome);
        }
      }
      expect([...outcomes].sort()).toEqual(['finished', 'nothing', 'rolled-back']);
    },
  );

  it('recovery may itself be interrupted at every step', { timeout: 60_000 }, async () => {
    const interruptedAt = async (only: RegExp): Promise<string> => {
      const faulty = faultyFileSystem({ at: 1, only, kind: 'kill' });
      const { folder, writer } = await prepared(faulty.fs);
      await commitNew(writer, 'keep').catch(() => undefined);
      await writer.close();
      return folder;
    };
    for (const only of [
      /^mkdir generation/,
      /^rename mirror_000002/,
      /^rename \.partial-000002/,
      /^unlink \.sluice-commit/,
    ]) {
      const count = faultyFileSystem();
      await recoverCommit(count.fs, await interruptedAt(only));
      for (let at = 1; at <= count.calls.length; at += 1) {
        const folder = await interruptedAt(only);
        const faulty = faultyFileSystem({ at, kind: 'kill' });
        await recoverCommit(faulty.fs, folder).catch(() => undefined);
        await recoverCommit(systemFileSystem, folder);
        expect(await wholeSet(folder)).toBe('the-new-set');
        expect(await wholeSet(join(folder, 'generation-000001'))).toBe('the-old-set');
      }
    }
  });

  it('no new set may be begun, nor this one opened, before recovery', async () => {
    const faulty = faultyFileSystem({ at: 1, only: /^rename \.partial/, kind: 'kill' });
    const { folder, writer } = await prepared(faulty.fs);
    expect(await codeOf(commitNew(writer, 'keep'))).toBe('ARCHIVE_WRITE_FAILED');
    await writer.close();
    expect(await codeOf(testWriter(folder))).toBe('ARCHIVE_COMMIT_INTERRUPTED');
    expect(await codeOf(openSet(systemFileSystem, folder))).toBe('ARCHIVE_COMMIT_INTERRUPTED');
    expect(await recoverCommit(systemFileSystem, folder)).toEqual({
      outcome: 'finished',
      setId: 'the-new-set',
    });
  });

  it('says so when a file was taken away meanwhile', async () => {
    const faulty = faultyFileSystem({ at: 1, only: /^rename \.partial-000002/, kind: 'kill' });
    const { folder, writer } = await prepared(faulty.fs);
    await commitNew(writer, 'keep').catch(() => undefined);
    await writer.close();
    await systemFileSystem.unlink(join(folder, '.partial-000002'));
    expect(await codeOf(recoverCommit(systemFileSystem, folder))).toBe('ARCHIVE_COMMIT_UNRECOVERABLE');
  });

  it('does not act on a record that names other folders', async () => {
    const folder = await temporaryFolder();
    const record = {
      version: 1,
      setId: 'x',
      previous: { action: 'remove', folder: '../..', files: ['a'] },
      renames: [{ from: '../a', to: 'b' }],
    };
    await writeFile(join(folder, '.sluice-commit.json'), JSON.stringify(record));
    expect(await codeOf(recoverCommit(systemFileSystem, folder))).toBe('ARCHIVE_COMMIT_UNRECOVERABLE');
  });

  it('has nothing to do in a folder that does not exist', async () => {
    const folder = join(await temporaryFolder(), 'absent');
    expect(await recoverCommit(systemFileSystem, folder)).toEqual({ outcome: 'nothing' });
  });
});

describe('when the manifest of a folder is asked for', () => {
  it('answers what stands there, or nothing', async () => {
    const folder = await temporaryFolder();
    expect(await readSetManifest(systemFileSystem, folder)).toBeUndefined();
    expect(await readSetManifest(systemFileSystem, join(folder, 'absent'))).toBeUndefined();
    const { bytes } = await writeSet(folder, newBlobs);
    expect(await readSetManifest(systemFileSystem, folder)).toEqual(parseManifest(bytes));
    await writeFile(join(folder, 'sluice-set.json'), '{');
    expect(await codeOf(readSetManifest(systemFileSystem, folder))).toBe('ARCHIVE_MANIFEST_INVALID');
  });
});
