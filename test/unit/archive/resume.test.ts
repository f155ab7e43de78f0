import { open, readFile, readdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createChunkHasher,
  linkFiles,
  openSet,
  recoverCommit,
  type ResumeState,
  type WrittenEntry,
} from '../../../core/archive/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import {
  codeOf,
  manifestInput,
  pieces,
  temporaryFolder,
  testBlob,
  testWriter,
} from '../../support/archive-world.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';

const blobs = [700, 1_500_000, 20, 4000, 512].map((size, seed) => testBlob(size, seed + 1));
const files = linkFiles('lab/one', {
  tags: new Map([['v1', blobs[0]?.digest ?? testBlob(1, 1).digest]]),
  revisions: new Set(blobs.slice(0, 1).map((blob) => blob.digest)),
  layers: new Set(blobs.slice(1).map((blob) => blob.digest)),
});
const extra = { name: 'working-dir/internal/oc-mirror-version.json', bytes: Buffer.from('{}') };

/** A journal as the caller keeps it: entries as they are finished. */
function stateOf(entries: readonly WrittenEntry[], durable?: number): ResumeState {
  const lengths = new Map<number, number>();
  for (const entry of entries) lengths.set(entry.chunk, Math.max(lengths.get(entry.chunk) ?? 0, entry.end));
  return {
    entries,
    chunks: [...lengths].map(([chunk, length]) => ({
      chunk,
      length,
      ...(durable !== undefined && { durable }),
    })),
  };
}

/** Everything a run does, skipping what it already has. */
async function run(
  fs: FileSystem,
  folder: string,
  journal: WrittenEntry[],
  setId: string,
  tuning: { readonly payloadLimit?: number; readonly fileLimit?: number } = {},
): Promise<void> {
  await recoverCommit(fs, folder);
  const earlier = journal.splice(0);
  const writer = await testWriter(folder, {
    fs,
    ...tuning,
    maxOpenChunks: 2,
    hasher: createChunkHasher(fs),
    resume: stateOf(earlier),
    onEntry: (entry) => journal.push(entry),
  });
  try {
    journal.push(...writer.entries);
    for (const { digest, bytes } of blobs) {
      if (!writer.hasBlob(digest)) await writer.appendBlob(digest, bytes.length, pieces(bytes, 65_536));
    }
    await writer.appendFiles([...files, extra].filter((file) => !writer.hasFile(file.name)));
    await writer.seal();
    const sideFiles = [{ name: 'imageset-config.yaml', bytes: Buffer.from(setId) }];
    await writer.commit({ manifest: manifestInput({ setId }), sideFiles, previous: 'keep' });
  } finally {
    await writer.close();
  }
}

async function expectWhole(folder: string, setId: string): Promise<void> {
  const opened = await openSet(systemFileSystem, folder);
  expect(opened.problems).toEqual([]);
  expect(opened.manifest?.setId).toBe(setId);
  for (const { digest, bytes } of blobs) {
    expect((await opened.readBlob(digest, bytes.length)).equals(bytes)).toBe(true);
  }
  expect((await opened.readFile(extra.name, 100)).toString()).toBe('{}');
  expect(opened.repositories.get('lab/one')?.tags.get('v1')).toBe(blobs[0]?.digest);
  await opened.close();
}

describe('when the program is killed at any moment of a run', () => {
  const chunked = { payloadLimit: 1_501_000 };
  /** The large blob is laid down in four parts. */
  const parted = { fileLimit: 400_000 };

  it.each([
    ['chunks', false, chunked],
    ['chunks', true, chunked],
    ['parts', false, parted],
    ['parts', true, parted],
  ] as const)(
    'the next run completes the set (%s, torn writes: %s)',
    { timeout: 240_000 },
    async (_, torn, tuning) => {
      const count = faultyFileSystem();
      await run(count.fs, await temporaryFolder(), [], 'set-counted', tuning);
      expect(count.calls.length).toBeGreaterThan(30);
      for (let at = 1; at <= count.calls.length; at += 1) {
        const folder = await temporaryFolder();
        const journal: WrittenEntry[] = [];
        const faulty = faultyFileSystem({ at, kind: 'kill', torn });
        await run(faulty.fs, folder, journal, 'set-interrupted', tuning).catch(() => undefined);
        expect(faulty.struck).toBe(true);
        const recovery = await recoverCommit(systemFileSystem, folder);
        if (recovery.outcome !== 'finished' && !(await readdir(folder)).includes('sluice-set.json')) {
          await run(systemFileSystem, folder, journal, 'set-interrupted', tuning);
        }
        await expectWhole(folder, 'set-interrupted');
        const left = (await readdir(folder)).filter((name) => name.startsWith('.'));
        expect(left, `killed at call ${at}: ${count.calls[at - 1]}`).toEqual([]);
      }
    },
  );

  it.each([chunked, parted])(
    'every write error leaves a state from which the next run completes (%o)',
    { timeout: 240_000 },
    async (tuning) => {
      const count = faultyFileSystem();
      await run(count.fs, await temporaryFolder(), [], 'set-counted', tuning);
      for (let at = 1; at <= count.calls.length; at += 1) {
        const folder = await temporaryFolder();
        const journal: WrittenEntry[] = [];
        const faulty = faultyFileSystem({ at, kind: 'fail', code: 'ENOSPC', torn: true, lasting: true });
        const code = await codeOf(run(faulty.fs, folder, journal, 'set-full', tuning));
        expect(['none', 'ARCHIVE_DISK_FULL', 'ENOSPC'], `failed at ${count.calls[at - 1]}`).toContain(code);
        const present = await readdir(folder).catch((): string[] => []);
        if (!present.includes('sluice-set.json') || present.includes('.sluice-commit.json')) {
          const finished = (await recoverCommit(systemFileSystem, folder)).outcome === 'finished';
          if (!finished) await run(systemFileSystem, folder, journal, 'set-full', tuning);
        }
        await expectWhole(folder, 'set-full');
      }
    },
  );
});

describe('when a journal is taken up again', () => {
  async function interrupted(count = blobs.length): Promise<{ folder: string; entries: WrittenEntry[] }> {
    const folder = await temporaryFolder();
    const entries: WrittenEntry[] = [];
    const writer = await testWriter(folder, { onEntry: (entry) => entries.push(entry) });
    for (const { digest, bytes } of blobs.slice(0, count)) {
      await writer.appendBlob(digest, bytes.length, pieces(bytes));
    }
    await writer.close();
    return { folder, entries };
  }
  const partial = (folder: string): string => join(folder, '.partial-000001');

  it('keeps everything that is there', async () => {
    const { folder, entries } = await interrupted();
    const writer = await testWriter(folder, { resume: stateOf(entries) });
    expect(writer.entries).toEqual(entries);
    expect(writer.lost).toEqual([]);
    expect(blobs.every(({ digest }) => writer.hasBlob(digest))).toBe(true);
    await writer.close();
  });

  it('cuts off what the journal does not know', async () => {
    const { folder, entries } = await interrupted();
    const writer = await testWriter(folder, { resume: stateOf(entries.slice(0, 2)) });
    const { length } = await readFile(partial(folder));
    expect(length).toBe(entries[1]?.end);
    expect(writer.hasBlob(entries[2]?.digest ?? testBlob(1, 1).digest)).toBe(false);
    await writer.close();
  });

  it('deletes chunks that the journal does not know, and nothing else', async () => {
    const { folder } = await interrupted();
    await writeFile(join(folder, '.partial-notes'), '');
    await (await testWriter(folder)).close();
    expect(await readdir(folder)).toEqual(['.partial-notes']);
  });

  it('reports what was lost when the file is shorter than recorded', async () => {
    const { folder, entries } = await interrupted();
    await truncate(partial(folder), (entries[3]?.end ?? 0) - 1);
    const writer = await testWriter(folder, { resume: stateOf(entries) });
    expect(writer.entries).toEqual(entries.slice(0, 3));
    expect(writer.lost).toEqual(entries.slice(3));
    await writer.close();
  });

  it('reports everything lost when the file is gone', async () => {
    const { folder, entries } = await interrupted();
    await systemFileSystem.unlink(partial(folder));
    const writer = await testWriter(folder, { resume: stateOf(entries) });
    expect(writer.lost).toEqual(entries);
    await writer.appendBuffers(blobs);
    await writer.close();
  });

  it('does not trust a body that a power cut turned to zeros', async () => {
    const { folder, entries } = await interrupted();
    const third = entries[2];
    const handle = await open(partial(folder), 'r+');
    await handle.write(Buffer.alloc(third?.size ?? 0), 0, third?.size ?? 0, third?.offset ?? 0);
    await handle.close();
    const writer = await testWriter(folder, { resume: stateOf(entries) });
    expect(writer.entries).toEqual(entries.slice(0, 2));
    expect(writer.lost).toEqual(entries.slice(2));
    await writer.close();
  });

  it('reads no body again that is known to be on the medium', async () => {
    const { folder, entries } = await interrupted();
    const watched = async (durable: number): Promise<number> => {
      const { fs, reads } = faultyFileSystem();
      const hasher = {
        advance: () => undefined,
        finish: () => Promise.resolve({ sha256: '' }),
        close: () => Promise.resolve(),
      };
      await (await testWriter(folder, { fs, hasher, resume: stateOf(entries, durable) })).close();
      return reads.filter((call) => call.startsWith('read .partial')).length;
    };
    expect(await watched(entries.at(-1)?.end ?? 0)).toBeLessThan(await watched(0));
  });

  it('says how far everything is durable', async () => {
    const folder = await temporaryFolder();
    const { fs, calls } = faultyFileSystem();
    const writer = await testWriter(folder, { fs });
    const location = await writer.appendBlob(
      blobs[0]?.digest ?? testBlob(1, 1).digest,
      700,
      pieces(testBlob(700, 1).bytes),
    );
    expect(await writer.sync()).toEqual([{ chunk: 1, length: location.end, durable: location.end }]);
    expect(calls.at(-1)).toBe('sync .partial-000001');
    await writer.close();
  });

  it('does not follow a link that was put in place of a chunk', async () => {
    const { folder, entries } = await interrupted();
    const elsewhere = join(await temporaryFolder(), 'precious');
    await writeFile(elsewhere, 'precious');
    await systemFileSystem.unlink(partial(folder));
    await symlink(elsewhere, partial(folder));
    const writer = await testWriter(folder, { resume: stateOf(entries) });
    expect(writer.lost).toEqual(entries);
    await writer.appendBuffers(blobs);
    await writer.close();
    expect((await readFile(elsewhere)).toString()).toBe('precious');
  });
});
