import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { context, jobsWorld } from '../../support/jobs-world.ts';

const failure = {
  type: 'generic',
  origin: 'quay.io/a/b:1',
  error: { code: 'IMAGE_NOT_FOUND', params: { image: 'a', repository: 'b', tag: '1' }, affected: [] },
};

describe('a job from its start to its end', () => {
  it('is queued, runs, and succeeds, and is written down for its owner only', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    const run = await world.run(0);
    expect(run.request).toMatchObject({ destination: { kind: 'archive', directory: join(world.disk, 'a') } });
    expect(readFileSync(run.request.config, 'utf8')).toBe('kind: ImageSetConfiguration\n');
    expect((await world.until(id, 'running')).attempts).toBe(1);
    expect(world.jobs.busy()).toBe(true);
    run.finish();
    const job = await world.until(id, 'succeeded');
    expect(job.progress.fraction).toBe(1);
    expect(job.endedAt).toBeDefined();
    const file = join(world.desk.folder, 'jobs', id, 'job.json');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(join(world.desk.folder, 'jobs', id)).mode & 0o077).toBe(0);
    await world.jobs.close();
    expect(world.notices()).toContain('JOB_EXPORT_DONE');
    expect(world.jobs.busy()).toBe(false);
  });

  it('pauses and goes on with the same request', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    const first = await world.run(0);
    await world.jobs.handlers['jobs.pause']({ jobId: id }, context);
    expect((await world.until(id, 'paused')).state).toEqual({ kind: 'paused', reason: 'user' });
    expect(first.context.signal.aborted).toBe(true);
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const second = await world.run(1);
    expect(second.request).toEqual(first.request);
    expect(second.context.command).toEqual(first.context.command);
    second.finish();
    expect((await world.until(id, 'succeeded')).attempts).toBe(2);
    await world.jobs.close();
  });

  it('is cancelled, and can be resumed all the same', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    await world.run(0);
    await world.jobs.handlers['jobs.cancel']({ jobId: id }, context);
    await world.until(id, 'cancelled');
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    (await world.run(1)).finish();
    await world.until(id, 'succeeded');
    const again = world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    await expect(again).rejects.toMatchObject({ code: 'JOB_CANNOT_RESUME' });
    const cancelled = world.jobs.handlers['jobs.cancel']({ jobId: id }, context);
    await expect(cancelled).rejects.toMatchObject({ code: 'JOB_CANNOT_CANCEL' });
    const paused = world.jobs.handlers['jobs.pause']({ jobId: id }, context);
    await expect(paused).rejects.toMatchObject({ code: 'JOB_CANNOT_PAUSE' });
    await world.jobs.close();
  });

  it('fails in the words of its failure, and a full disk can be mended and gone on with', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    const params = { file: '.partial-000001', reason: 'ENOSPC' };
    (await world.run(0)).fail(new SluiceError('ARCHIVE_DISK_FULL', { params }));
    const failed = await world.until(id, 'failed');
    expect(failed.state).toMatchObject({ error: { code: 'ARCHIVE_DISK_FULL', params } });
    const { groups } = await world.jobs.handlers['jobs.failures']({ jobId: id }, context);
    expect(groups.map(({ message }) => message.code)).toEqual(['ARCHIVE_DISK_FULL']);
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    (await world.run(1)).finish();
    await world.until(id, 'succeeded');
    await world.jobs.close();
    expect(world.notices()).toEqual(['ARCHIVE_DISK_FULL', 'JOB_EXPORT_DONE']);
  });

  it('is incomplete when something is missing, and retries what is missing', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    (await world.run(0)).finish({ status: 'incomplete', exitCode: 8, failures: [failure] });
    expect((await world.until(id, 'incomplete')).state).toEqual({ kind: 'incomplete', count: 1 });
    const { groups } = await world.jobs.handlers['jobs.failures']({ jobId: id }, context);
    expect(groups).toMatchObject([{ count: 1, origins: ['quay.io/a/b:1'], retryable: false }]);
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    (await world.run(1)).finish();
    await world.until(id, 'succeeded');
    await world.jobs.close();
  });
});

describe('an export that is retried after it was incomplete', () => {
  const set = { id: 'a', generation: 1, directory: '/d', chunks: [], totalBytes: 1 };

  it('names the sets of all its attempts, for the last builds on those before', async () => {
    const world = await jobsWorld();
    const asked = await world.exportTo(join(world.disk, 'a'));
    const [started] = await world.start({ ...asked, options: { ...asked.options, replacePrevious: true } });
    const id = started?.id ?? '';
    const first = await world.run(0);
    expect(first.request.replacePrevious).toBe(true);
    first.finish({ status: 'incomplete', failures: [failure], set });
    expect((await world.until(id, 'incomplete')).earlierSets).toBeUndefined();
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const second = await world.run(1);
    // What the first set holds is not carried again: it must not go.
    expect(second.request.replacePrevious).toBe(false);
    second.finish({ status: 'incomplete', failures: [failure], set: { ...set, id: 'b', generation: 2 } });
    await world.until(id, 'incomplete');
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    (await world.run(2)).finish({ set: { ...set, id: 'c', generation: 3 } });
    expect((await world.until(id, 'succeeded')).earlierSets).toEqual([
      { id: 'a', generation: 1 },
      { id: 'b', generation: 2 },
    ]);
    await world.jobs.close();
  });

  it('has one set when an attempt made none of its own', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    (await world.run(0)).finish({ status: 'incomplete', failures: [failure] });
    await world.until(id, 'incomplete');
    await world.jobs.handlers['jobs.resume']({ jobId: id }, context);
    (await world.run(1)).finish({ set });
    expect((await world.until(id, 'succeeded')).earlierSets).toBeUndefined();
    await world.jobs.close();
  });
});

describe('checks that somebody overruled', () => {
  it.each([
    ['en', 'Checks that failed and were overruled', '"Overruled check","Clock"'],
    ['zh', '未通过但被放行的检查', '"放行的检查","时钟"'],
  ] as const)('are in every form of the report (%s)', async (language, heading, line) => {
    const world = await jobsWorld();
    const message = { code: 'NAME_EMPTY', params: {}, affected: [] };
    const exceptions = [{ check: 'clock', message }];
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a'), { exceptions }));
    const id = started?.id ?? '';
    (await world.run(0)).finish();
    await world.until(id, 'succeeded');
    const textOf = async (format: 'html' | 'json' | 'csv'): Promise<string> => {
      const asked = { jobId: id, document: 'report', format, language } as const;
      return (await world.jobs.handlers['jobs.document'](asked, context)).text;
    };
    const page = await textOf('html');
    expect(page).toContain(heading);
    expect(page).toContain('NAME_EMPTY');
    expect(JSON.parse(await textOf('json'))).toMatchObject({ job: { exceptions } });
    expect(await textOf('csv')).toContain(line);
    await world.jobs.close();
  });
});

describe('several jobs', () => {
  it('into one folder run one after the other, into others side by side, two at most', async () => {
    const world = await jobsWorld();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(world.disk, name));
    const [first] = await world.start(await world.exportTo(a ?? ''));
    const [second] = await world.start(await world.exportTo(a ?? ''));
    const [third, fourth] = await world.start(await world.exportTo(b ?? ''), await world.exportTo(c ?? ''));
    await world.run(1);
    const states = async () =>
      Promise.all(
        [first, second, third, fourth].map(async (job) => (await world.get(job?.id ?? '')).state.kind),
      );
    await world.until(third?.id ?? '', 'running');
    expect(await states()).toEqual(['running', 'queued', 'running', 'queued']);
    world.runs[0]?.finish();
    await world.until(second?.id ?? '', 'running');
    expect((await states())[3]).toBe('queued');
    for (const place of [1, 2, 3]) (await world.run(place)).finish();
    await world.until(fourth?.id ?? '', 'succeeded');
    await world.jobs.close();
  });

  it('are refused together when two of them write into one folder', async () => {
    const world = await jobsWorld();
    const request = await world.exportTo(join(world.disk, 'a'));
    await expect(world.start(request, request)).rejects.toMatchObject({ code: 'JOB_SAME_DESTINATION' });
    expect((await world.jobs.handlers['jobs.list']({ offset: 0, limit: 10 }, context)).total).toBe(0);
    expect(world.runs).toHaveLength(0);
    await world.jobs.close();
  });

  it('are listed newest first, page by page, and leave the list when they are over', async () => {
    const world = await jobsWorld();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const [job] = await world.start(await world.exportTo(join(world.disk, name)));
      ids.push(job?.id ?? '');
    }
    const page = await world.jobs.handlers['jobs.list']({ offset: 1, limit: 1 }, context);
    expect(page.total).toBe(3);
    expect(page.jobs.map(({ id }) => id)).toEqual([ids[1]]);
    const running = world.jobs.handlers['jobs.remove']({ jobId: ids[0] ?? '' }, context);
    await expect(running).rejects.toMatchObject({ code: 'JOB_STILL_ACTIVE' });
    await world.jobs.handlers['jobs.cancel']({ jobId: ids[2] ?? '' }, context);
    await world.until(ids[2] ?? '', 'cancelled');
    await world.jobs.handlers['jobs.remove']({ jobId: ids[2] ?? '' }, context);
    await expect(world.get(ids[2] ?? '')).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
    expect(existsSync(join(world.desk.folder, 'jobs', ids[2] ?? ''))).toBe(false);
    expect(world.events.some(({ topic }) => topic === 'job.removed')).toBe(true);
    await world.jobs.close();
  });
});

describe('when the host ends', () => {
  it('by itself, running jobs are interrupted and go on after the next start', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const id = started?.id ?? '';
    await world.run(0);
    await world.jobs.close();
    const next = await world.restarted();
    expect((await next.get(id)).state.kind).toBe('interrupted');
    await next.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const run = await next.run(0);
    expect(run.request.destination).toEqual(world.runs[0]?.request.destination);
    run.finish();
    await next.until(id, 'succeeded');
    await next.jobs.close();
  });

  it('by a kill, what its files say at work is interrupted, what was paused stays paused', async () => {
    const world = await jobsWorld();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const [job] = await world.start(await world.exportTo(join(world.disk, name)));
      ids.push(job?.id ?? '');
    }
    await world.until(ids[1] ?? '', 'running');
    await world.jobs.handlers['jobs.pause']({ jobId: ids[1] ?? '' }, context);
    await world.until(ids[1] ?? '', 'paused');
    await world.until(ids[2] ?? '', 'running');
    const files = ids.map((id) => join(world.desk.folder, 'jobs', id, 'job.json'));
    const left = files.map((file) => readFileSync(file, 'utf8'));
    await world.jobs.close();
    files.forEach((file, place) => writeFileSync(file, left[place] ?? ''));
    const next = await world.restarted();
    const kinds = await Promise.all(ids.map(async (id) => (await next.get(id)).state.kind));
    expect(kinds).toEqual(['interrupted', 'paused', 'interrupted']);
    await next.jobs.close();
  });

  it('a damaged job is told and left out, the others are there', async () => {
    const world = await jobsWorld();
    const [one, two] = await world.start(
      await world.exportTo(join(world.disk, 'a')),
      await world.exportTo(join(world.disk, 'b')),
    );
    await world.jobs.close();
    writeFileSync(join(world.desk.folder, 'jobs', one?.id ?? '', 'job.json'), '{"format":1');
    const next = await world.restarted();
    expect(next.notices()).toContain('JOB_RECORD_DAMAGED');
    const { jobs } = await next.jobs.handlers['jobs.list']({ offset: 0, limit: 10 }, context);
    expect(jobs.map(({ id }) => id)).toEqual([two?.id]);
    await next.jobs.close();
  });

  it('a second host shows the jobs and changes none', async () => {
    const world = await jobsWorld();
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    await world.until(started?.id ?? '', 'running');
    const other = await world.restarted();
    const refused = other.start(await other.exportTo(join(world.disk, 'b')));
    await expect(refused).rejects.toMatchObject({ code: 'JOBS_HELD_ELSEWHERE' });
    expect((await world.get(started?.id ?? '')).state.kind).toBe('running');
    await world.jobs.close();
  });
});

describe('when the state cannot be written', () => {
  it('nothing is started, and the words say where there is no room', async () => {
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const world = await jobsWorld({ services: { fs: { ...systemFileSystem, rename: full } } });
    const refused = world.start(await world.exportTo(join(world.disk, 'a')));
    await expect(refused).rejects.toMatchObject({ code: 'JOB_NOT_SAVED', params: { reason: 'ENOSPC' } });
    expect(world.runs).toEqual([]);
    const { total } = await world.jobs.handlers['jobs.list']({ offset: 0, limit: 10 }, context);
    expect(total).toBe(0);
    await world.jobs.close();
  });

  it('a running job goes on, and it is told once', async () => {
    let full = false;
    const rename: FileSystem['rename'] = (from, to) =>
      full
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : systemFileSystem.rename(from, to);
    const world = await jobsWorld({ services: { fs: { ...systemFileSystem, rename } } });
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const run = await world.run(0);
    full = true;
    for (const phase of ['collect', 'resolve', 'transfer'] as const)
      run.context.observer({ type: 'phase', phase, state: 'start' });
    run.finish();
    await world.until(started?.id ?? '', 'succeeded');
    await world.jobs.close();
    expect(world.notices().filter((code) => code === 'JOB_NOT_SAVED')).toHaveLength(1);
  });
});

describe('while a job runs', () => {
  it('the machine is kept awake, and let go when no job runs', async () => {
    const awake: string[] = [];
    const notified: string[] = [];
    const world = await jobsWorld({
      ports: {
        keepAwake: (reason) => {
          awake.push(reason);
          return () => void awake.pop();
        },
        notify: ({ title }) => void notified.push(title),
      },
    });
    const [started] = await world.start(await world.exportTo(join(world.disk, 'a')));
    const run = await world.run(0);
    expect(awake).toHaveLength(1);
    run.finish();
    await world.until(started?.id ?? '', 'succeeded');
    await world.jobs.close();
    expect(awake).toEqual([]);
    expect(notified).toEqual([`The transfer set for ${join(world.disk, 'a')} is complete.`]);
  });

  it('knows the enclave that it is for, and the last set made for it', async () => {
    const world = await jobsWorld();
    const request = await world.exportTo(join(world.disk, 'a'), {
      flow: 'enclave-export',
      site: 'enterprise',
      source: { kind: 'registry', place: { host: 'registry.corp:5000', namespace: '' } },
      enclaveId: 'e1',
    });
    const [started] = await world.start(request);
    const run = await world.run(0);
    expect(run.request.target).toBe('e1');
    const directory = join(world.disk, 'a');
    run.finish({ set: { id: 'set-00001', generation: 3, directory, chunks: [], totalBytes: 0 } });
    const job = await world.until(started?.id ?? '', 'succeeded');
    expect(job.enclave).toBe('Enclave e1');
    expect(world.jobs.lastSetFor('e1')).toMatchObject({ jobId: job.id, generation: 3 });
    expect(world.jobs.lastSetFor('e2')).toBeUndefined();
    const [again] = await world.start({ ...request, again: 1 });
    const second = await world.run(1);
    expect(second.request).toMatchObject({ target: 'e1', again: 1 });
    expect(second.context.command.join(' ')).toContain('--target e1 --again 1');
    second.finish({ set: { id: 'set-00000', generation: 1, directory, chunks: [], totalBytes: 0 } });
    await world.until(again?.id ?? '', 'succeeded');
    expect(world.jobs.lastSetFor('e1')).toMatchObject({ jobId: job.id, generation: 3 });
    await world.jobs.close();
  });
});
