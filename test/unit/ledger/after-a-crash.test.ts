import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  acquireLock,
  openJournal,
  openRuns,
  readJournal,
  writeHistory,
  type Journal,
  type NewRun,
} from '../../../core/ledger/index.ts';
import { systemFileSystem, systemRandom, type FileSystem } from '../../../core/ports/index.ts';
import { faultyFileSystem } from '../../support/faulty-file-system.ts';
import { environmentOf, manualClock, temporaryFolder } from '../../support/ledger-world.ts';

/** The pid of a process that has just ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('when a power cut left a block of a journal unwritten', () => {
  const schema = z.object({ number: z.number(), text: z.string() });
  const records = Array.from({ length: 40 }, (_, number) => ({ number, text: 'x'.repeat(60) }));
  const open = (path: string): Promise<Journal<z.infer<typeof schema>>> =>
    openJournal({ fs: systemFileSystem, path, schema });

  it('keeps what is before it, says how much is dropped, and goes on', async () => {
    const path = join(temporaryFolder(), 'journal.jsonl');
    const journal = await open(path);
    for (const record of records) journal.append(record);
    await journal.close();
    const content = readFileSync(path);
    for (let block = 0; block * 512 < content.length; block += 1) {
      const gapped = Buffer.from(content);
      gapped.fill(0, block * 512, Math.min(content.length, (block + 1) * 512));
      writeFileSync(path, gapped);
      const whole = content.subarray(0, block * 512).filter((byte) => byte === 0x0a).length;
      expect(await readJournal({ fs: systemFileSystem, path, schema })).toEqual(records.slice(0, whole));
      const again = await open(path);
      expect(again.records, `block ${block}`).toEqual(records.slice(0, whole));
      const kept = content.subarray(0, block * 512).lastIndexOf(0x0a) + 1;
      expect(again.findings).toMatchObject([
        { code: 'LEDGER_JOURNAL_TORN', params: { bytes: content.length - kept } },
      ]);
      await again.close();
      expect(readFileSync(path)).toEqual(content.subarray(0, kept));
    }
  });
});

describe('when a process died while it began or ended a run', () => {
  const newRun: NewRun = { key: 'k', kind: 'export', command: [], source: 'registry', target: 'file:///usb' };
  function world() {
    const stateDirectory = temporaryFolder();
    const clock = manualClock();
    const options = { fs: systemFileSystem, stateDirectory, environment: environmentOf(), clock };
    return { root: join(stateDirectory, 'runs'), runs: openRuns({ ...options, random: systemRandom }) };
  }
  const unrecorded = '20261122T171838Z-0000000a';

  it('the next run removes the folder that never became one', async () => {
    const { root, runs } = world();
    mkdirSync(join(root, unrecorded), { recursive: true });
    writeFileSync(join(root, unrecorded, `.run.json.${deadPid()}-1.tmp`), '{');
    const run = await runs.create(newRun);
    expect(readdirSync(root)).toEqual([run.id]);
    await run.release();
  });

  it('leaves a folder alone in which a living process is at work, or that holds anything else', async () => {
    const { root, runs } = world();
    mkdirSync(join(root, unrecorded), { recursive: true });
    const lock = await acquireLock({
      fs: systemFileSystem,
      path: join(root, unrecorded, 'lock'),
      environment: environmentOf(),
      clock: manualClock(),
      random: systemRandom,
      command: 'sluice mirror',
    });
    const other = '20261122T171838Z-0000000b';
    mkdirSync(join(root, other));
    writeFileSync(join(root, other, 'journal.jsonl'), '');
    const run = await runs.create(newRun);
    expect(readdirSync(root).sort()).toEqual([run.id, unrecorded, other].sort());
    await run.release();
    await lock.release();
  });

  it('the next run removes the journal of a finished one', async () => {
    const { runs } = world();
    const finished = await runs.create(newRun);
    await finished.end('complete');
    writeFileSync(finished.journalPath, '');
    await (await runs.create(newRun)).release();
    expect(existsSync(finished.journalPath)).toBe(false);
  });
});

describe('when a process died while it wrote a history', () => {
  it('the next history takes away what it left', async () => {
    const folder = temporaryFolder();
    const theirs = '.notes.1.tmp';
    writeFileSync(join(folder, `..history-2026-01-03T00:00:00Z.${deadPid()}-3.tmp`), 'sha256:');
    writeFileSync(join(folder, theirs), '');
    const file = await writeHistory(systemFileSystem, folder, { base: [], added: [], now: new Date() });
    expect(readdirSync(folder).sort()).toEqual([file, theirs].sort());
  });
});

describe('when the medium goes while its lock is taken', () => {
  /** Takes the lock on a disk that is gone from one call on. */
  const take = (path: string, fs: FileSystem): ReturnType<typeof acquireLock> =>
    acquireLock({
      fs,
      path,
      environment: environmentOf(),
      clock: manualClock(),
      random: systemRandom,
      command: 'sluice mirror',
    });

  it('is free for the same process when the medium is back', async () => {
    const path = join(temporaryFolder(), 'lock');
    // The file is made and filled, and can neither be synced nor removed.
    const { fs } = faultyFileSystem({ at: 1, only: /^sync lock$/, kind: 'kill' });
    await expect(take(path, fs)).rejects.toMatchObject({ code: 'LEDGER_WRITE_FAILED' });
    expect(existsSync(path)).toBe(true);
    const lock = await take(path, systemFileSystem);
    await lock.release();
    expect(existsSync(path)).toBe(false);
  });
});
