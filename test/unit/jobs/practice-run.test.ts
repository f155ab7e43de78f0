import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, RunEvent, RunRequest } from '../../../core/contract/index.ts';
import { mirror } from '../../../core/host/index.ts';
import { allowedHosts, stageServices } from '../../../core/host/practice/stage-services.ts';
import { receiptHandlers } from '../../../core/host/receipts/receipts-handlers.ts';
import { systemServices, type HostServices } from '../../../core/host/services.ts';
import { startPractice, type PracticeEnvironment } from '../../../core/practice/index.ts';
import { context, jobsWorld, type JobsWorld, type WorldOptions } from '../../support/jobs-world.ts';
import { temporaryFolder } from '../../support/ledger-world.ts';

let practice: PracticeEnvironment;
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  practice = await startPractice({ ...systemServices(), directory: join(folder, 'practice'), scale: 'tiny' });
});
afterEach(() => practice.stop());

const loopbackOnly = { sourceTlsVerify: false, destinationTlsVerify: false };

/** The application at the sites of the practice environment, with the real engine. */
function options(more: Partial<NonNullable<WorldOptions['parts']>> = {}): WorldOptions {
  const at = (services: HostServices) => (site: Job['site']) =>
    Promise.resolve({
      site,
      practice: true,
      services: stageServices(services, practice, site),
      network: { ...loopbackOnly, offlineAllow: allowedHosts(practice, site) },
    });
  return {
    parts: { engine: { mirror }, ...more },
    workplaces: (services) => ({ at: at(services), readingFrom: at(services) }),
  };
}

function yamlOf(stage: 'connected' | 'enterprise' | 'enclave'): string {
  return readFileSync(practice.stages[stage].imageSetConfig.path, 'utf8');
}

const exporting = (world: JobsWorld, more: Partial<RunRequest> = {}): Promise<RunRequest> =>
  world.exportTo(join(world.disk, 'set'), {
    yaml: yamlOf('connected'),
    afterwards: { verify: true, eject: false },
    ...more,
  });

async function importing(world: JobsWorld): Promise<RunRequest> {
  return {
    ...(await exporting(world)),
    flow: 'enterprise-import',
    site: 'enterprise',
    source: { kind: 'archive', folder: await world.token(join(world.disk, 'set'), 'archive-in') },
    destination: { kind: 'registry', place: { host: practice.hosts.enterprise, namespace: '' } },
  };
}

async function itemsOf(world: JobsWorld, jobId: string) {
  return world.jobs.handlers['jobs.items']({ jobId, offset: 0, limit: 500 }, context);
}

/** The real engine; `act` happens in the middle of its first run, at its first event of a type. */
function onFirst(type: RunEvent['type'], act: () => void): typeof mirror {
  let done = false;
  return (services, request, running) =>
    mirror(services, request, {
      ...running,
      observer: (event) => {
        running.observer(event);
        if (done || event.type !== type) return;
        done = true;
        act();
      },
    });
}

describe('with the real engine and the practice registries', () => {
  it('exports, reads back, and imports, with every image told and documents of it all', async () => {
    const world = await jobsWorld(options());
    const [started] = await world.start(await exporting(world));
    const exported = await world.until(started?.id ?? '', 'succeeded');
    expect(exported.verification?.chunks.every(({ state }) => state === 'verified')).toBe(true);
    expect(exported.verification?.chunks.length).toBe(exported.report?.set?.chunks.length);
    const { rows, counts, total } = await itemsOf(world, exported.id);
    expect(total).toBeGreaterThan(10);
    expect(counts.copied).toBe(total);
    expect(rows.every(({ bytes }) => bytes > 0)).toBe(true);
    expect(exported.progress).toMatchObject({ fraction: 1, imagesDone: total, imagesFailed: 0 });

    const [second] = await world.start(await importing(world));
    const imported = await world.until(second?.id ?? '', 'succeeded');
    expect((await itemsOf(world, imported.id)).counts.copied).toBe(total);
    expect(imported.report?.resources.some((path) => path.endsWith('idms-oc-mirror.yaml'))).toBe(true);
    expect(imported.report?.resources[0]?.startsWith(join(world.desk.folder, 'jobs', imported.id))).toBe(
      true,
    );
    const receipts = receiptHandlers({
      ...world.desk,
      jobs: world.jobs,
      enclaves: { find: () => Promise.resolve(undefined) },
      counted: { forget: () => undefined },
    });
    const { receipt } = await receipts['receipts.ofJob']({ jobId: imported.id }, context);
    expect(receipt).toMatchObject({ result: 'complete', missing: 0, generation: 1 });
    expect(receipt?.short).toHaveLength(22);
    expect(receipt?.qr).toHaveLength(37);
    const { text } = await receipts['receipts.file']({ jobId: imported.id }, context);
    expect(JSON.parse(text)).toMatchObject({ format: 'sluice-receipt', setId: receipt?.setId });
    expect(await receipts['receipts.ofJob']({ jobId: exported.id }, context)).toEqual({ receipt: null });
    await world.jobs.close();

    for (const document of ['report', 'sheet', 'label'] as const) {
      const made = await world.jobs.handlers['jobs.document'](
        { jobId: exported.id, document, format: 'html', language: 'zh' },
        context,
      );
      expect(made.text).toContain(exported.report?.set?.id ?? 'no set');
    }
    const fractions = world.events.flatMap(({ topic, payload }) =>
      topic === 'job.snapshot' && 'job' in payload && payload.job.id === exported.id
        ? [payload.job.progress.fraction]
        : [],
    );
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect((await world.jobs.handlers['runs.waiting']({}, context)).runs).toEqual([]);
  });

  it('makes the set of an enclave again when its medium was lost', async () => {
    const world = await jobsWorld(options());
    const [first] = await world.start(await exporting(world));
    // Its way was up to the enterprise, for no named receiver.
    expect((await world.until(first?.id ?? '', 'succeeded')).again).toBeUndefined();
    const [second] = await world.start(await importing(world));
    await world.until(second?.id ?? '', 'succeeded');
    const source = { host: practice.hosts.enterprise, namespace: '' };
    const forEnclave = async (name: string, more: Partial<RunRequest> = {}): Promise<Job> => {
      const request = await world.exportTo(join(world.disk, name), {
        flow: 'enclave-export',
        site: 'enterprise',
        yaml: yamlOf('enclave'),
        source: { kind: 'registry', place: source },
        enclaveId: 'e1',
        ...more,
      });
      const [started] = await world.start(request);
      return world.until(started?.id ?? '', 'succeeded');
    };
    const made = await forEnclave('lost');
    expect(made.again).toEqual({ enclaveId: 'e1', generation: 1, source });
    // What the enclave is to get by now does not count.
    const again = await forEnclave('found', { again: 1, yaml: yamlOf('connected') });
    expect(again.report?.set).toMatchObject({ id: made.report?.set?.id, generation: 1 });
    expect(again.again).toEqual(made.again);
    expect(world.jobs.lastSetFor('e1')).toMatchObject({ jobId: made.id });
    await world.jobs.close();
  });

  it('goes on after the host was closed in the middle, and reaches the same set', async () => {
    const copied = Promise.withResolvers<void>();
    const world = await jobsWorld(
      options({ engine: { mirror: onFirst('image', () => copied.resolve(world.jobs.close())) } }),
    );
    const [started] = await world.start(await exporting(world));
    const id = started?.id ?? '';
    await copied.promise;
    const next = await world.restarted({ engine: { mirror } });
    expect((await next.get(id)).state.kind).toBe('interrupted');
    await next.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const job = await next.until(id, 'succeeded');
    expect(job.verification?.problems).toEqual([]);
    const { counts, total } = await itemsOf(next, id);
    expect(counts.copied).toBe(total);
    await next.jobs.close();
  });

  it('goes on after a kill -9 in the middle, when the host starts again', async () => {
    const world = await jobsWorld(options());
    await world.jobs.close();
    const script = join(import.meta.dirname, '../../support/jobs-killed.ts');
    const place = JSON.stringify({
      top: world.folder,
      stages: practice.stages,
      hosts: practice.hosts,
      yaml: yamlOf('connected'),
    });
    const killed = await new Promise<string | null>((resolve) => {
      execFile(process.execPath, [script, place], (error) => resolve(error?.signal ?? null));
    });
    expect(killed).toBe('SIGKILL');
    const next = await world.restarted();
    const { jobs } = await next.jobs.handlers['jobs.list']({ offset: 0, limit: 10 }, context);
    expect(jobs.map(({ state }) => state.kind)).toEqual(['interrupted']);
    expect((await next.jobs.handlers['runs.waiting']({}, context)).runs).toEqual([]);
    const id = jobs[0]?.id ?? '';
    await next.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const job = await next.until(id, 'succeeded');
    expect(job.report?.resumed).toBe(true);
    expect(job.verification?.problems).toEqual([]);
    await next.jobs.close();
  });

  it('makes no second, empty set when it was killed between the end of the run and its own record', async () => {
    const world = await jobsWorld(
      options({
        engine: {
          mirror: async (...run) => {
            await mirror(...run);
            void world.jobs.close();
            throw new Error('killed');
          },
        },
      }),
    );
    const [started] = await world.start(await exporting(world));
    const id = started?.id ?? '';
    await world.until(id, 'interrupted');
    await world.jobs.close();
    const again: unknown[] = [];
    const next = await world.restarted({
      engine: {
        mirror: (...run) => {
          again.push(run);
          return mirror(...run);
        },
      },
    });
    await next.jobs.handlers['jobs.resume']({ jobId: id }, context);
    const job = await next.until(id, 'succeeded');
    expect(again).toEqual([]);
    expect(job).toMatchObject({ report: { set: { generation: 1 } }, verification: { problems: [] } });
    const { counts, total } = await itemsOf(next, id);
    expect(counts.copied).toBe(total);
    await next.jobs.close();
  });

  it('waits for a medium that is pulled out, and goes on when the same is back', async () => {
    const pull = (): void => {
      renameSync(set, `${set}-pulled`);
      world.jobs.onDriveChange();
    };
    const world = await jobsWorld(options({ engine: { mirror: onFirst('image-begun', pull) } }));
    const set = join(world.disk, 'set');
    const [started] = await world.start(await exporting(world));
    const id = started?.id ?? '';
    const paused = await world.until(id, 'paused');
    expect(paused.state).toMatchObject({ reason: 'medium', message: { code: 'JOB_MEDIUM_AWAY' } });
    // Another medium in the same place is left alone.
    mkdirSync(set);
    await expect
      .poll(
        async () => {
          world.jobs.onDriveChange();
          const { state } = await world.get(id);
          return state.kind === 'paused' ? state.message?.code : state.kind;
        },
        { timeout: 10_000 },
      )
      .toBe('JOB_MEDIUM_OTHER');
    expect(readdirSync(set)).toEqual([]);
    renameSync(set, `${set}-other`);
    renameSync(`${set}-pulled`, set);
    world.jobs.onDriveChange();
    const job = await world.until(id, 'succeeded');
    expect(job.attempts).toBe(2);
    expect(job.verification?.problems).toEqual([]);
    await world.jobs.close();
    expect(world.notices()).toEqual(['JOB_MEDIUM_AWAY', 'JOB_MEDIUM_BACK', 'JOB_EXPORT_DONE']);
  });
});
