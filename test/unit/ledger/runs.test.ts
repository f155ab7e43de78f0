import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openJournal, openRuns, runKey, type NewRun, type Runs } from '../../../core/ledger/index.ts';
import { systemFileSystem, systemRandom, type FileSystem } from '../../../core/ports/index.ts';
import { environmentOf, type ManualClock, manualClock, temporaryFolder } from '../../support/ledger-world.ts';

interface World {
  readonly stateDirectory: string;
  readonly clock: ManualClock;
  readonly runs: Runs;
}

function world(): World {
  const stateDirectory = join(temporaryFolder(), 'state');
  const clock = manualClock(Date.parse('2026-11-22T17:18:38.123Z'));
  const environment = environmentOf();
  const options = { fs: systemFileSystem, stateDirectory, environment, clock, random: systemRandom };
  return { stateDirectory, clock, runs: openRuns(options) };
}

const newRun: NewRun = {
  key: runKey({ kind: 'export', config: 'sha256:1', target: 'enclave-b' }),
  kind: 'export',
  command: ['sluice', 'export', '-c', 'isc.yaml', '--dest-creds', 'admin:canary', 'file:///mnt/usb'],
  source: 'registry',
  target: 'file:///mnt/usb',
};

describe('when a run starts', () => {
  it('has a folder of its own, for its owner only, with a record without secrets', async () => {
    const { runs, stateDirectory } = world();
    const run = await runs.create(newRun);
    expect(run.id).toMatch(/^20261122T171838Z-[0-9a-f]{8}$/);
    expect(run.directory).toBe(join(stateDirectory, 'runs', run.id));
    const text = readFileSync(join(run.directory, 'run.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      kind: 'export',
      state: 'running',
      attempts: 1,
      target: newRun.target,
    });
    expect(text).toContain('***');
    expect(text + readFileSync(join(run.directory, 'lock'), 'utf8')).not.toContain('canary');
    if (process.platform !== 'win32') {
      expect(statSync(stateDirectory).mode & 0o777).toBe(0o700);
      expect(statSync(join(run.directory, 'run.json')).mode & 0o777).toBe(0o600);
    }
    await run.release();
  });

  it('is alive in the list, and a second process cannot go on with it', async () => {
    const { runs } = world();
    const run = await runs.create(newRun);
    expect((await runs.list()).runs).toMatchObject([
      { alive: true, record: { id: run.id, state: 'running' } },
    ]);
    await expect(runs.resume(run.id)).rejects.toMatchObject({ code: 'LEDGER_LOCKED' });
    await run.release();
  });
});

describe('when a run is cut off', () => {
  it('shows as interrupted and goes on where it was', async () => {
    const { runs, clock } = world();
    const first = await runs.create(newRun);
    const journal = await openJournal({ fs: systemFileSystem, path: first.journalPath, schema: z.string() });
    journal.append('sha256:done');
    await journal.close();
    await first.update({ bytes: 7 });
    await first.release();

    const found = await runs.findUnfinished(newRun.key);
    expect(found).toMatchObject({ alive: false, record: { id: first.id, state: 'interrupted' } });
    clock.advance(60_000);
    const second = await runs.resume(first.id, ['sluice', 'export']);
    expect(second.record()).toMatchObject({ state: 'running', attempts: 2, summary: { bytes: 7 } });
    const again = await openJournal({ fs: systemFileSystem, path: second.journalPath, schema: z.string() });
    expect(again.records).toEqual(['sha256:done']);
    await again.close();
    await second.end('interrupted');
    expect((await runs.list()).runs[0]?.record.updated).toBe('2026-11-22T17:19:38.123Z');
  });

  it('is found for the same work only, the newest first', async () => {
    const { runs, clock } = world();
    const older = await runs.create(newRun);
    await older.end('failed', { code: 'REGISTRY_UNREACHABLE' });
    clock.advance(2_000);
    const newer = await runs.create(newRun);
    await newer.end('interrupted');
    clock.advance(2_000);
    await (await runs.create({ ...newRun, key: 'other' })).end('failed');
    expect((await runs.findUnfinished(newRun.key))?.record.id).toBe(newer.id);
    expect(await runs.findUnfinished('never')).toBeUndefined();
    expect((await runs.list()).runs).toHaveLength(3);
  });
});

describe('when a run ends', () => {
  it.each(['complete', 'complete-with-exceptions', 'incomplete'] as const)(
    '%s: the journal goes, the record stays',
    async (state) => {
      const { runs } = world();
      const run = await runs.create(newRun);
      writeFileSync(run.journalPath, '');
      await run.end(state, { images: 28 });
      expect(existsSync(run.journalPath)).toBe(false);
      expect(existsSync(join(run.directory, 'lock'))).toBe(false);
      expect((await runs.list()).runs).toMatchObject([
        { alive: false, record: { state, summary: { images: 28 } } },
      ]);
      expect(await runs.findUnfinished(newRun.key)).toBeUndefined();
      await expect(runs.resume(run.id)).rejects.toMatchObject({
        code: 'LEDGER_RUN_FINISHED',
        params: { id: run.id, state },
      });
      expect(existsSync(join(run.directory, 'lock'))).toBe(false);
    },
  );

  it.each(['failed', 'interrupted'] as const)('%s: the journal stays for the next start', async (state) => {
    const { runs } = world();
    const run = await runs.create(newRun);
    writeFileSync(run.journalPath, '');
    await run.end(state);
    expect(existsSync(run.journalPath)).toBe(true);
    expect((await runs.findUnfinished(newRun.key))?.record.state).toBe(state);
  });

  it('says of its last attempt only: an earlier failure does not stay in a complete run', async () => {
    const { runs } = world();
    const failed = await runs.create(newRun);
    await failed.update({ bytes: 7 });
    await failed.end('failed', { error: 'ARCHIVE_DISK_FULL' });
    const again = await runs.resume(failed.id);
    expect(again.record().summary).toEqual({ error: 'ARCHIVE_DISK_FULL' });
    await again.end('complete', { images: 28 });
    expect((await runs.list()).runs[0]?.record).toMatchObject({ attempts: 2, summary: { images: 28 } });
    expect((await runs.list()).runs[0]?.record.summary['error']).toBeUndefined();
  });

  it('tidies the journal that a crash left behind a finished run, and no other', async () => {
    const { runs, clock } = world();
    const finished = await runs.create(newRun);
    await finished.end('complete');
    clock.advance(1_000);
    const unfinished = await runs.create({ ...newRun, key: 'other' });
    writeFileSync(unfinished.journalPath, '');
    await unfinished.release();
    writeFileSync(finished.journalPath, '');
    expect(await runs.tidy()).toBe(1);
    expect(await runs.tidy()).toBe(0);
    expect([existsSync(finished.journalPath), existsSync(unfinished.journalPath)]).toEqual([false, true]);
  });
});

describe('when two runs start at the same moment', () => {
  it('keeps the folder of each, though the other tidies up before the lock lies in it', async () => {
    const { runs: other, stateDirectory, clock } = world();
    const fs: FileSystem = {
      ...systemFileSystem,
      open: async (path, ...rest) => {
        if (String(path).endsWith('lock')) await other.tidy();
        return systemFileSystem.open(path, ...rest);
      },
    };
    const runs = openRuns({ fs, stateDirectory, environment: environmentOf(), clock, random: systemRandom });
    const run = await runs.create(newRun);
    await run.end('complete');
    expect((await other.list()).runs).toMatchObject([{ record: { id: run.id, state: 'complete' } }]);
  });

  it('tidies at once what was cut off while its record was written, with and without the dead one’s lock', async () => {
    const { runs, stateDirectory } = world();
    const folders = ['20261122T171838Z-0a1b2c3d', '20261122T171838Z-0a1b2c3e'].map((id) =>
      join(stateDirectory, 'runs', id),
    );
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, '.run.json.29609-538.tmp'), '{');
    }
    writeFileSync(join(folders[0] ?? '', 'lock'), '');
    expect(await runs.tidy()).toBe(2);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
  });

  it('keeps what another run recorded while it was looked at', async () => {
    const { stateDirectory, clock } = world();
    const folder = join(stateDirectory, 'runs', '20261122T171838Z-0a1b2c3d');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.run.json.29609-538.tmp'), '{');
    const fs: FileSystem = {
      ...systemFileSystem,
      stat: (async (path, options) => {
        if (String(path).endsWith('lock')) writeFileSync(join(folder, 'run.json'), '{}');
        return await systemFileSystem.stat(path, options);
      }) as FileSystem['stat'],
    };
    const runs = openRuns({ fs, stateDirectory, environment: environmentOf(), clock, random: systemRandom });
    expect(await runs.tidy()).toBe(0);
    expect(existsSync(folder)).toBe(true);
  });

  it('tidies a folder that was cut off an hour ago before it was recorded', async () => {
    const { runs, stateDirectory, clock } = world();
    const folder = join(stateDirectory, 'runs', '20261122T171838Z-0a1b2c3d');
    mkdirSync(folder, { recursive: true });
    clock.advance(59 * 60_000);
    expect(await runs.tidy()).toBe(0);
    clock.advance(60_000);
    expect(await runs.tidy()).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('when the registry of runs is asked for what it has not', () => {
  it('has no runs without a state directory', async () => {
    const { runs } = world();
    expect(await runs.list()).toEqual({ runs: [], findings: [] });
    expect(await runs.tidy()).toBe(0);
  });

  it.each(['20261122T171838Z-00000000', '../../etc', '', 'x'.repeat(1000)])('knows no run %j', async (id) => {
    const { runs, stateDirectory } = world();
    await expect(runs.resume(id)).rejects.toMatchObject({ code: 'LEDGER_RUN_UNKNOWN' });
    expect(existsSync(join(stateDirectory, 'runs'))).toBe(false);
  });

  it('lists the others when one record is damaged, and says which', async () => {
    const { runs, stateDirectory, clock } = world();
    await (await runs.create(newRun)).end('failed');
    clock.advance(1_000);
    const damaged = await runs.create(newRun);
    await damaged.end('failed');
    writeFileSync(join(damaged.directory, 'run.json'), '{"format":1');
    mkdirSync(join(stateDirectory, 'runs', 'lost+found'));
    const { runs: listed, findings } = await runs.list();
    expect(listed).toHaveLength(1);
    expect(findings).toMatchObject([{ code: 'LEDGER_RUN_UNREADABLE', params: { path: damaged.directory } }]);
    await expect(runs.resume(damaged.id)).rejects.toMatchObject({ code: 'LEDGER_STATE_DAMAGED' });
  });
});

describe('when a run has lost its lock', () => {
  it('records nothing any more', async () => {
    const { runs, clock } = world();
    const run = await runs.create(newRun);
    await clock.untilAsleep(10_000);
    writeFileSync(join(run.directory, 'lock'), '{}');
    clock.advance(10_000);
    await new Promise((resolve) => run.lost.addEventListener('abort', resolve, { once: true }));
    await expect(run.end('complete')).rejects.toMatchObject({ code: 'LEDGER_LOCK_LOST' });
    expect(JSON.parse(readFileSync(join(run.directory, 'run.json'), 'utf8'))).toMatchObject({
      state: 'running',
    });
  });
});

describe('when a key is made for a run', () => {
  it('depends on every part and on no order', () => {
    expect(runKey({ a: '1', b: '2' })).toBe(runKey({ b: '2', a: '1' }));
    expect(runKey({ a: '1', b: '2' })).not.toBe(runKey({ a: '12', b: '' }));
  });
});
