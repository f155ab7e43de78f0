import {
  canResumeJob,
  isJobOver,
  SluiceError,
  type CheckedInput,
  type Finding,
  type JobState,
} from '../../contract/index.ts';
import { findingMessage, toMessage } from '../observer.ts';
import { attend, away, foldersOf, type AttemptReason, type AttendOptions } from './attend.ts';
import type { JobRecord } from './job-record.ts';
import { createLiveJob, type LiveJob } from './live-job.ts';
import type { MediumState } from './medium.ts';
import { mediaState, pause } from './medium-watch.ts';
import { newRuns, newVerification } from './new-job.ts';
import { noticeOf, tell } from './notices.ts';
import { claimsOf, startable, type Claimant } from './schedule.ts';
import { createNudge } from './stop.ts';

export type ManagerOptions = Omit<AttendOptions, 'nudge'>;

/** Runs jobs: one after the other where they share a place, side by side where they do not. */
export interface JobManager {
  /** Takes over what an earlier host left; jobs that were at work are interrupted now. */
  recover(): Promise<readonly Finding[]>;
  /** Newest first. */
  all(): readonly LiveJob[];
  /** Throws JOB_UNKNOWN. */
  get(id: string): LiveJob;
  start(requests: CheckedInput<'jobs.start'>['requests']): Promise<readonly LiveJob[]>;
  verify(folder: string, where: Pick<JobRecord, 'flow' | 'site' | 'practice'>): Promise<LiveJob>;
  pause(id: string): Promise<LiveJob>;
  resume(id: string): Promise<LiveJob>;
  cancel(id: string): Promise<LiveJob>;
  remove(id: string): Promise<void>;
  /** Drives were plugged in or taken away: waiting and running jobs look at theirs. */
  onDriveChange(): void;
  /** Whether a job is at work, of those that `only` names. */
  busy(only?: (record: JobRecord) => boolean): boolean;
  /** Interrupts what runs, waits until it has stopped. */
  close(): Promise<void>;
}

/** Milliseconds that running jobs are waited for when the host closes. */
const closingTime = 20_000;
const firstTime: AttemptReason = { byUser: false, goesOn: false };

export function createJobManager(options: ManagerOptions): JobManager {
  const { desk, store, parts } = options;
  const { fs, clock } = desk.services;
  const nudge = createNudge();
  const watched = { fs, clock, nudge, mediumOf: parts.mediumOf };
  /** Oldest first. */
  const jobs = new Map<string, LiveJob>();
  const attempts = new Map<string, Promise<void>>();
  const reasons = new Map<string, AttemptReason>();
  let closed = false;
  let saveTrouble = false;

  const onSaved = (failure: unknown): void => {
    // Once is enough: the next attempt to save comes within seconds.
    if (failure !== undefined && !saveTrouble) {
      desk.events.publish('notice', { level: 'warning', message: toMessage(failure) });
    }
    saveTrouble = failure !== undefined;
  };
  const adopt = (record: JobRecord): LiveJob => {
    const job = createLiveJob(desk, store, record, onSaved);
    jobs.set(record.id, job);
    return job;
  };
  const get = (id: string): LiveJob => {
    const job = jobs.get(id);
    if (job === undefined) throw new SluiceError('JOB_UNKNOWN', { params: { id }, affected: [id] });
    return job;
  };
  /** The job, when an attempt that has ended is through with its last words. */
  const settled = async (id: string): Promise<LiveJob> => {
    const job = get(id);
    if (job.stop === undefined) await attempts.get(id);
    return job;
  };

  const setState = async (job: LiveJob, state: JobState): Promise<void> => {
    job.update({ state, endedAt: isJobOver(state) ? clock.now().toISOString() : undefined });
    job.log({ level: 'info', event: { name: 'state', params: { state: state.kind } } });
    await job.save();
    job.flush();
  };
  const rest = async (job: LiveJob, state: JobState): Promise<void> => {
    await setState(job, state);
    const notice = noticeOf(job.record);
    if (notice !== undefined) tell(desk, notice);
    if (state.kind === 'paused' && state.reason === 'medium' && !closed) void waitForMedium(job);
  };
  const enqueue = async (job: LiveJob, reason: AttemptReason): Promise<void> => {
    reasons.set(job.id, reason);
    await setState(job, { kind: 'queued' });
    pump();
  };

  /** Goes on by itself when every medium of the job is in its place again. */
  const waitForMedium = async (job: LiveJob): Promise<void> => {
    const waiting = new AbortController();
    job.waiting?.abort();
    job.waiting = waiting;
    const { signal } = waiting;
    let told: MediumState = 'absent';
    for (;;) {
      await pause(watched, signal);
      if (signal.aborted) return;
      const state = await mediaState(watched, job.record.media);
      if (signal.aborted) return;
      if (state === 'same') break;
      // Another one is in its place now, or that one was taken out again: people are told.
      if (state !== told) await setState(job, away(job, state));
      told = state;
    }
    job.waiting = undefined;
    const message = { code: 'JOB_MEDIUM_BACK', params: { folder: foldersOf(job) }, affected: [] };
    tell(desk, { level: 'info', message, jobId: job.id });
    await enqueue(job, { byUser: false, goesOn: true });
  };
  const stopWaiting = (job: LiveJob): void => {
    job.waiting?.abort();
    job.waiting = undefined;
  };

  const pump = (): void => {
    if (closed) return;
    const claimant = (job: LiveJob): Claimant => ({ id: job.id, claims: claimsOf(job.record) });
    const all = [...jobs.values()];
    const running = all.filter(({ id }) => attempts.has(id)).map(claimant);
    const queued = all
      .filter(({ id, record }) => record.state.kind === 'queued' && !attempts.has(id))
      .map(claimant);
    for (const id of startable(queued, running)) {
      const attempt = attempted(get(id)).finally(() => {
        attempts.delete(id);
        pump();
      });
      attempts.set(id, attempt);
    }
  };
  const attempted = async (job: LiveJob): Promise<void> => {
    const reason = reasons.get(job.id) ?? firstTime;
    reasons.delete(job.id);
    const state = await attend({ ...options, nudge }, job, reason, () => setState(job, { kind: 'running' }));
    await rest(job, state);
  };

  return {
    async recover() {
      const { records, findings } = await store.load();
      for (const record of records.toReversed()) {
        if (jobs.has(record.id)) continue;
        const job = adopt(record);
        const next = afterRestart(record.state);
        if (next === undefined) continue;
        job.tracker.end('stopped');
        await setState(job, next);
      }
      for (const finding of findings) {
        desk.events.publish('notice', { level: 'warning', message: findingMessage(finding) });
      }
      return findings;
    },
    all: () => [...jobs.values()].reverse(),
    get,
    async start(requests) {
      const started = (await newRuns(options, requests)).map(adopt);
      for (const job of started) job.update({});
      pump();
      return started;
    },
    async verify(folder, where) {
      const job = adopt(await newVerification(options, folder, where));
      job.update({});
      pump();
      return job;
    },
    async pause(id) {
      const job = await settled(id);
      const { state } = job.record;
      const waits = state.kind === 'queued' || (state.kind === 'paused' && state.reason === 'medium');
      if (waits && job.stop === undefined) {
        stopWaiting(job);
        await setState(job, { kind: 'paused', reason: 'user' });
      } else if ((state.kind === 'running' || state.kind === 'queued') && job.stop !== undefined) {
        job.stop.stop('pause');
        await setState(job, { kind: 'pausing' });
      } else throw new SluiceError('JOB_CANNOT_PAUSE', { affected: [id] });
      return job;
    },
    async resume(id) {
      const job = await settled(id);
      const { state } = job.record;
      if (!canResumeJob(state) || attempts.has(id)) {
        throw new SluiceError('JOB_CANNOT_RESUME', { affected: [id] });
      }
      stopWaiting(job);
      await enqueue(job, { byUser: true, goesOn: state.kind === 'paused' });
      return job;
    },
    async cancel(id) {
      const job = await settled(id);
      const { kind } = job.record.state;
      if (job.stop !== undefined) {
        job.stop.stop('cancel');
        await setState(job, { kind: 'cancelling' });
      } else if (kind === 'queued' || kind === 'paused') {
        stopWaiting(job);
        await setState(job, { kind: 'cancelled' });
      } else throw new SluiceError('JOB_CANNOT_CANCEL', { affected: [id] });
      return job;
    },
    async remove(id) {
      const job = await settled(id);
      if (!isJobOver(job.record.state) || attempts.has(id)) {
        throw new SluiceError('JOB_STILL_ACTIVE', { affected: [id] });
      }
      await job.save();
      job.dispose();
      await store.remove(id);
      jobs.delete(id);
      desk.events.publish('job.removed', { jobId: id });
    },
    onDriveChange: nudge.nudge,
    busy: (only = () => true) =>
      [...jobs.values()].some(({ record }) => !restsIn(record.state) && only(record)),
    async close() {
      closed = true;
      for (const job of jobs.values()) {
        stopWaiting(job);
        job.stop?.stop('close');
      }
      const limit = new AbortController();
      await Promise.race([
        Promise.allSettled(attempts.values()),
        clock.sleep(closingTime, limit.signal).catch(() => undefined),
      ]);
      limit.abort();
      for (const job of jobs.values()) {
        const next = afterRestart(job.record.state);
        if (next !== undefined) await setState(job, next);
        job.dispose();
      }
    },
  };
}

function restsIn(state: JobState): boolean {
  return isJobOver(state) || state.kind === 'paused';
}

/** What a state becomes when the process that was to change it is gone; undefined: it stays. */
function afterRestart(state: JobState): JobState | undefined {
  switch (state.kind) {
    case 'queued':
    case 'running':
    case 'pausing':
      return { kind: 'interrupted' };
    case 'cancelling':
      return { kind: 'cancelled' };
    case 'paused':
      // Nobody looks for the medium any more: going on is for the user to say.
      return state.reason === 'medium' ? { kind: 'interrupted' } : undefined;
    case 'cancelled':
    case 'failed':
    case 'succeeded':
    case 'incomplete':
    case 'interrupted':
      return undefined;
  }
}
