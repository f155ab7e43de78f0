import { join } from 'node:path';
import { SluiceError, type CheckedInput, type Job } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import { verify } from '../media-commands.ts';
import { mirror } from '../mirror/mirror.ts';
import { holdJobs } from './hold-jobs.ts';
import { createJobManager } from './job-manager.ts';
import type { JobRecord, SetFacts } from './job-record.ts';
import { createJobStore } from './job-store.ts';
import type { LiveJob } from './live-job.ts';
import { groupFailures } from './failures.ts';
import { jobDocument } from './documents/job-document.ts';
import { readingFlow } from './new-job.ts';
import type { JobParts } from './parts.ts';
import { waitingOfCommandLine } from './waiting-of-command-line.ts';

/** What a finished job left in a registry or a folder: for other areas that know it by id. */
export interface JobOutcome {
  readonly record: JobRecord;
  readonly set: SetFacts | undefined;
}

/** The jobs of this machine. */
export interface Jobs {
  readonly handlers: HandlersOf<'jobs'> & HandlersOf<'runs'>;
  /** Whether a job is at work or about to be. */
  busy(): boolean;
  /** The same for jobs of the Practice environment only. */
  busyPractising(): boolean;
  /** Removes the jobs of the Practice environment. None of them may be at work. */
  forgetPractice(): Promise<void>;
  /** Drives were plugged in or taken away. */
  onDriveChange(): void;
  /** The newest whole set that was made for a saved enclave. */
  lastSetFor(enclaveId: string):
    | {
        readonly jobId: string;
        readonly generation: number;
        readonly at: string;
        readonly releases: string[];
      }
    | undefined;
  /** Throws JOB_UNKNOWN. */
  outcome(jobId: string): JobOutcome;
  /** Of the jobs that read or wrote this folder, newest first. */
  recordsIn(folder: string): readonly JobRecord[];
  /** Interrupts running jobs so that they can be resumed, and writes all down. */
  close(): Promise<void>;
}

/** Reads the jobs that are there; those that another process left at work are interrupted from now on. */
export async function createJobs(desk: Desk, parts: JobParts): Promise<Jobs> {
  const { services } = desk;
  const folder = join(desk.folder, 'jobs');
  const store = createJobStore(services.fs, folder);
  const engine = { mirror, verify, ...parts.engine };
  const manager = createJobManager({ desk, store, parts, engine });
  const hold = holdJobs(services, folder);
  /** Before anything is started or changed. Throws JOBS_HELD_ELSEWHERE. */
  const held = async (): Promise<void> => {
    if (await hold.take()) await manager.recover();
  };
  await held().catch((error: unknown) => {
    if (!(error instanceof SluiceError)) throw error;
  });

  const stopListening = desk.events.subscribe(({ topic }) => {
    if (topic === 'drives.changed') manager.onDriveChange();
  });
  const oneJob = (job: LiveJob): { job: Job } => ({ job: job.view() });
  const byId =
    (work: (id: string) => Promise<LiveJob>) =>
    async ({ jobId }: { readonly jobId: string }): Promise<{ job: Job }> => {
      await held();
      return oneJob(await work(jobId));
    };

  const handlers: Jobs['handlers'] = {
    'jobs.start': async ({ requests }) => {
      await held();
      const jobs = await manager.start(requests);
      return { jobs: jobs.map((job) => job.view()) };
    },
    'jobs.verify': async (input) => {
      await held();
      const { path, where } = await verificationOf(input);
      return oneJob(await manager.verify(path, where));
    },
    'jobs.list': ({ offset, limit }) => {
      const all = manager.all();
      const jobs = all.slice(offset, offset + limit).map((job) => job.view());
      return Promise.resolve({ jobs, total: all.length });
    },
    'jobs.get': async ({ jobId }) => Promise.resolve(oneJob(manager.get(jobId))),
    'jobs.pause': byId(manager.pause),
    'jobs.resume': byId(manager.resume),
    'jobs.cancel': byId(manager.cancel),
    'jobs.remove': async ({ jobId }) => {
      await held();
      await manager.remove(jobId);
      return {};
    },
    'jobs.items': async ({ jobId, ...filter }) => (await manager.get(jobId).items()).page(filter),
    'jobs.logs': async ({ jobId, after, limit }) => (await manager.get(jobId).logs()).page(after, limit),
    'jobs.failures': async ({ jobId }) => {
      const job = manager.get(jobId);
      return { groups: groupFailures(job.record, (await job.items()).failed()) };
    },
    'jobs.document': async ({ jobId, language, ...asked }) => {
      const job = manager.get(jobId);
      const items = (await job.items()).rows;
      const now = services.clock.now();
      return jobDocument({ record: job.record, view: job.view(), items, now, language }, asked);
    },
    'runs.waiting': () =>
      waitingOfCommandLine(
        services,
        folder,
        manager.all().map(({ record }) => record),
      ),
  };

  const verificationOf = async (
    input: CheckedInput<'jobs.verify'>,
  ): Promise<{ readonly path: string; readonly where: Pick<JobRecord, 'flow' | 'site' | 'practice'> }> => {
    if ('jobId' in input) {
      const { flow, site, practice, media } = manager.get(input.jobId).record;
      const medium = media.find(({ use }) => use === 'write') ?? media[0];
      if (medium === undefined) throw new SluiceError('JOB_DOCUMENT_UNAVAILABLE');
      return { path: medium.folder, where: { flow, site, practice } };
    }
    const path = desk.paths.resolve(input.folder, ['archive-in', 'archive-out']);
    const site = desk.settings.current().site ?? 'connected';
    // Reading a set back needs no network: it works while the practice servers are down, too.
    const place = await desk.workplaces.at(site).catch(() => undefined);
    const disk = place?.practiceDisk;
    const practice = disk !== undefined && (path === disk || path.startsWith(`${disk}/`));
    return { path, where: { flow: readingFlow[site], site, practice } };
  };

  return {
    handlers,
    busy: () => manager.busy(),
    busyPractising: () => manager.busy(({ practice }) => practice),
    async forgetPractice() {
      for (const { id, record } of manager.all()) {
        if (!record.practice) continue;
        // A job that is only paused holds nothing any more when its registries go.
        if (record.state.kind === 'paused') await manager.cancel(id);
        await manager.remove(id);
      }
    },
    onDriveChange: manager.onDriveChange,
    lastSetFor(enclaveId) {
      for (const { record } of manager.all()) {
        const { enclave, report, set, state, endedAt, run } = record;
        const made = state.kind === 'succeeded' || state.kind === 'incomplete';
        if (enclave?.id !== enclaveId || !made || report?.set === undefined) continue;
        // One that was made once more is not newer for that.
        if (run?.again !== undefined) continue;
        return {
          jobId: record.id,
          generation: report.set.generation,
          at: endedAt ?? record.createdAt,
          releases: (set?.releases ?? []).map(({ version }) => version),
        };
      }
      return undefined;
    },
    recordsIn: (place) =>
      manager
        .all()
        .map(({ record }) => record)
        .filter(({ media }) => media.some((medium) => medium.folder === place)),
    outcome(jobId) {
      const { record } = manager.get(jobId);
      return { record, set: record.set };
    },
    async close() {
      stopListening();
      await manager.close();
      await hold.release();
    },
  };
}
