import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SluiceError, type Job } from '../../../core/contract/index.ts';
import { describeMedium, mediumState, speaksOfMedium } from '../../../core/host/jobs/medium.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { context, jobsWorld, report, type JobsWorld } from '../../support/jobs-world.ts';
import { manualClock, temporaryFolder } from '../../support/ledger-world.ts';

const fs = systemFileSystem;
const noDrive = { fs, mediumOf: () => Promise.resolve(undefined) };

/** Drives by the folder that they are mounted at. */
function drives(): { readonly at: Map<string, string>; mediumOf(path: string): Promise<string | undefined> } {
  const at = new Map<string, string>();
  return {
    at,
    mediumOf: (path) =>
      Promise.resolve([...at].find(([folder]) => path === folder || path.startsWith(`${folder}/`))?.[1]),
  };
}

async function messageOf(world: JobsWorld, id: string): Promise<string | undefined> {
  const { state } = await world.get(id);
  return state.kind === 'paused' ? state.message?.code : state.kind;
}

describe('how a medium is known again', () => {
  it('by its drive, wherever files of ours are', async () => {
    const folder = temporaryFolder();
    const { at, mediumOf } = drives();
    at.set(folder, 'stick-1');
    const medium = await describeMedium({ fs, mediumOf }, folder, 'write');
    expect(await mediumState({ fs, mediumOf }, medium)).toBe('same');
    at.set(folder, 'stick-2');
    expect(await mediumState({ fs, mediumOf }, medium, true)).toBe('other');
    at.delete(folder);
    expect(await mediumState({ fs, mediumOf }, medium)).toBe('absent');
  });

  it('by the files of ours that were in the folder, when the system knows no drive', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.partial-000001'), '');
    writeFileSync(join(folder, 'holiday.jpg'), '');
    const medium = await describeMedium(noDrive, folder, 'write');
    expect(medium.names).toEqual(['.partial-000001']);
    renameSync(join(folder, '.partial-000001'), join(folder, 'x'));
    expect(await mediumState(noDrive, medium)).toBe('other');
    expect(await mediumState(noDrive, medium, true)).toBe('same');
    renameSync(folder, `${folder}-gone`);
    expect(await mediumState(noDrive, medium, true)).toBe('absent');
    renameSync(`${folder}-gone`, folder);
  });

  it('not by a question that fails at the moment', async () => {
    const folder = temporaryFolder();
    const medium = { folder, use: 'write', driveId: 'stick-1', names: [] } as const;
    const state = await mediumState(
      { fs, mediumOf: () => Promise.reject(new Error('busy')) },
      { ...medium, names: [] },
    );
    expect(state).toBe('same');
  });
});

describe('which failures may come from a medium that is gone', () => {
  it.each([
    [new SluiceError('ARCHIVE_WRITE_FAILED', { params: { file: 'a', reason: 'EIO' } }), true],
    [new SluiceError('ARCHIVE_NOT_WRITABLE', { params: { file: 'a', reason: 'EROFS' } }), true],
    [new SluiceError('LEDGER_LOCK_LOST', { params: { path: 'a' } }), true],
    [Object.assign(new Error('gone'), { code: 'ENODEV' }), true],
    [new SluiceError('PLAN_REFUSED', { cause: Object.assign(new Error('x'), { code: 'ENXIO' }) }), true],
    [new SluiceError('ARCHIVE_DISK_FULL', { params: { file: 'a', reason: 'ENOSPC' } }), false],
    [new SluiceError('REGISTRY_LOGIN_FAILED'), false],
    [new Error('other'), false],
  ])('%s: %s', (error, expected) => {
    expect(speaksOfMedium(error)).toBe(expected);
  });
});

describe('a job whose medium goes away', () => {
  it('pauses at the failure, says where it stopped, and waits for the same drive', async () => {
    const { at, mediumOf } = drives();
    const clock = manualClock();
    const world = await jobsWorld({ parts: { mediumOf }, clock });
    const stick = join(world.disk, 'stick');
    mkdirSync(stick);
    at.set(stick, 'stick-1');
    const [started] = await world.start(await world.exportTo(stick));
    const id = started?.id ?? '';
    const run = await world.run(0);
    run.context.observer({ type: 'phase', phase: 'transfer', state: 'start' });
    run.context.observer({
      type: 'progress',
      progress: {
        phase: 'transfer',
        bytesDone: 512,
        bytesTotal: 1024,
        blobsDone: 1,
        blobsTotal: 2,
        imagesDone: 1,
        imagesTotal: 2,
        imagesFailed: 0,
        rate: 10,
        inFlight: [],
      },
    });
    at.delete(stick);
    run.fail(new SluiceError('ARCHIVE_WRITE_FAILED', { params: { file: '.partial-000001', reason: 'EIO' } }));
    const paused = await world.until(id, 'paused');
    expect(paused.state).toMatchObject({
      reason: 'medium',
      message: { code: 'JOB_MEDIUM_AWAY', params: { folder: stick, done: '512 B', total: '1.0 KiB' } },
    });
    at.set(stick, 'stick-2');
    await clock.untilAsleep(2000);
    world.jobs.onDriveChange();
    await expect.poll(() => messageOf(world, id)).toBe('JOB_MEDIUM_OTHER');
    expect(world.runs).toHaveLength(1);
    at.set(stick, 'stick-1');
    await clock.untilAsleep(2000);
    clock.advance(2000);
    const second = await world.run(1);
    second.finish();
    await world.until(id, 'succeeded');
    await world.jobs.close();
  });

  it('is stopped as soon as drives change, before the system reports an error', async () => {
    const { at, mediumOf } = drives();
    const world = await jobsWorld({ parts: { mediumOf } });
    const stick = join(world.disk, 'stick');
    mkdirSync(stick);
    at.set(stick, 'stick-1');
    const [started] = await world.start(await world.exportTo(stick));
    await world.run(0);
    await expect
      .poll(async () => {
        at.delete(stick);
        world.jobs.onDriveChange();
        return messageOf(world, started?.id ?? '');
      })
      .toBe('JOB_MEDIUM_AWAY_EARLY');
    await world.jobs.close();
  });

  it('does not write to another drive when somebody resumes it', async () => {
    const { at, mediumOf } = drives();
    const world = await jobsWorld({ parts: { mediumOf } });
    const stick = join(world.disk, 'stick');
    mkdirSync(stick);
    at.set(stick, 'stick-1');
    const [started] = await world.start(await world.exportTo(stick));
    const id = started?.id ?? '';
    await world.run(0);
    await world.jobs.handlers['jobs.pause']({ jobId: id }, context);
    await world.until(id, 'paused');
    at.set(stick, 'stick-2');
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    await expect.poll(() => messageOf(world, id)).toBe('JOB_MEDIUM_OTHER');
    expect(world.runs).toHaveLength(1);
    await world.jobs.handlers['jobs.cancel']({ jobId: id }, context);
    await world.until(id, 'cancelled');
    await world.jobs.close();
  });

  it('waits when its source went away in the middle of an import, and is incomplete when it only cannot be read', async () => {
    const { at, mediumOf } = drives();
    const world = await jobsWorld({ parts: { mediumOf } });
    const stick = join(world.disk, 'stick');
    mkdirSync(stick);
    at.set(stick, 'stick-1');
    const request = {
      ...(await world.exportTo(stick)),
      flow: 'enclave-import' as const,
      site: 'enclave' as const,
      source: { kind: 'archive' as const, folder: await world.token(stick, 'archive-in') },
      destination: { kind: 'registry' as const, place: { host: 'registry.lab:5000', namespace: '' } },
    };
    const unread = {
      ...report,
      workflow: 'import' as const,
      status: 'incomplete' as const,
      failures: [
        {
          type: 'generic',
          origin: 'a',
          error: {
            code: 'ARCHIVE_READ_FAILED',
            params: { file: 'mirror_000001.tar', reason: 'EIO' },
            affected: [],
          },
        },
      ],
    };
    const [started] = await world.start(request);
    const id = started?.id ?? '';
    const run = await world.run(0);
    at.delete(stick);
    run.finish(unread);
    await world.until(id, 'paused');
    at.set(stick, 'stick-1');
    await expect
      .poll(() => {
        world.jobs.onDriveChange();
        return world.runs.length;
      })
      .toBe(2);
    (await world.run(1)).finish(unread);
    const job: Job = await world.until(id, 'incomplete');
    expect(job.state).toEqual({ kind: 'incomplete', count: 1 });
    await world.jobs.close();
  });

  it('fails in plain words when the run has removed its own files and the folder never went away', async () => {
    let looks = 0;
    const counting = {
      ...fs,
      readdir: (path: string) => {
        looks += 1;
        return fs.readdir(path);
      },
    };
    const world = await jobsWorld({ parts: noDrive, services: { fs: counting as FileSystem } });
    const folder = join(world.disk, 'folder');
    mkdirSync(folder);
    const lock = join(folder, '.sluice-lock');
    writeFileSync(lock, '');
    const [started] = await world.start(await world.exportTo(folder));
    const id = started?.id ?? '';
    const run = await world.run(0);
    // Noted before the start, compared at the start, and seen by the watch.
    await expect.poll(() => looks).toBeGreaterThanOrEqual(3);
    rmSync(lock);
    run.fail(new SluiceError('REGISTRY_LOGIN_FAILED'));
    const { state } = await world.until(id, 'failed');
    expect(state).toMatchObject({ error: { code: 'REGISTRY_LOGIN_FAILED' } });
    await world.jobs.close();
  });

  it('fails in plain words when the disk is full, though the medium is there', async () => {
    const { at, mediumOf } = drives();
    const world = await jobsWorld({ parts: { mediumOf } });
    const stick = join(world.disk, 'stick');
    mkdirSync(stick);
    at.set(stick, 'stick-1');
    const [started] = await world.start(await world.exportTo(stick));
    (await world.run(0)).fail(
      new SluiceError('ARCHIVE_DISK_FULL', { params: { file: 'x', reason: 'ENOSPC' } }),
    );
    await world.until(started?.id ?? '', 'failed');
    await world.jobs.close();
  });
});
