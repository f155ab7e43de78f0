import type { MirrorReport, Verification } from '../../contract/index.ts';
import { SluiceError } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { recordVerification } from '../custody/index.ts';
import { findingMessage, toMessage } from '../observer.ts';
import type { EngineRequest } from '../run-request/to-mirror-request.ts';
import type { HostServices } from '../services.ts';
import { commandOf, engineRequest } from './engine-request.ts';
import { finishedBefore } from './finished-before.ts';
import { driveOf, type Medium, type StoredRun } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import type { LiveJob, RecordChange } from './live-job.ts';
import { isReadFailure, lostSource } from './medium.ts';
import type { Engine, JobParts } from './parts.ts';
import { readSetFacts } from './set-facts.ts';
import type { Stop } from './stop.ts';
import { chunkDamaged, damageOf, verifyOnMedium } from './verify-phase.ts';

export interface AttemptOptions {
  readonly desk: Desk;
  readonly store: JobStore;
  readonly parts: JobParts;
  readonly engine: Engine;
  /** Whoever looks after the medium should look now: something was not read, or something of ours is there now. */
  readonly onMedium: () => void;
}

/** Thrown for a run that came to its end although its source was away for a part of it. */
export class SourceLost extends Error {
  override readonly name = 'SourceLost';
  /** What is missing if the medium was there all the time and only cannot be read. */
  readonly missing: number;

  constructor(missing: number) {
    super('the source was not readable');
    this.missing = missing;
  }
}

/**
 * One attempt at a job: the engine's run, reading back, ejecting, each unless an earlier attempt is through with it.
 * Answers how much is missing at the end. Throws the engine's errors, and the signal's reason when it is stopped.
 */
export async function runAttempt(options: AttemptOptions, job: LiveJob, stop: Stop): Promise<number> {
  const missing = await moveContent(options, job, stop);
  const damaged = await readBack(options, job, stop);
  const left = missing + damaged;
  if (left === 0) await ejectMedium(options, job);
  return left;
}

/** Whether the engine has done all that was asked for: running it once more would make another, empty set. */
function isMoved({ record }: LiveJob): boolean {
  const status = record.report?.status;
  return status === 'complete' || status === 'complete-with-exceptions';
}

async function moveContent(options: AttemptOptions, job: LiveJob, stop: Stop): Promise<number> {
  const { desk, store } = options;
  const { run } = job.record;
  if (run === undefined || isMoved(job)) return 0;
  const former = job.record.report?.set;
  const asked = await engineRequest(desk, store.folder(job.id), {
    ...job.record,
    run: former === undefined ? run : keepingEarlier(run),
  });
  stop.signal.throwIfAborted();
  const before = await finishedBefore(asked, job.record);
  if (before !== undefined) job.settleItems('copied');
  // What is read back belongs to the set that this attempt makes.
  else job.update({ verification: undefined });
  const report = before ?? (await runEngine(options, job, stop, asked));
  job.update({ report, ...(former !== undefined && laidAside(job, former, report)) });
  if (report.status === 'interrupted') throw stop.signal.reason ?? new SluiceError('HOST_UNEXPECTED');
  const facts = await describeSet(desk.services, job, report);
  if (facts !== undefined) job.update({ set: facts });
  // From here on this attempt's work is not done again, whatever happens.
  await job.save();
  if (run.source.kind === 'archive' && lostSource(report)) throw new SourceLost(missingIn(report));
  return missingIn(report);
}

/** The set of an attempt before is a part of this job: what it holds is not carried again, so it is not thrown away. */
function keepingEarlier(run: StoredRun): StoredRun {
  return { ...run, options: { ...run.options, replacePrevious: false } };
}

/** Notes the set of an attempt before when this one has put another in its place. */
function laidAside(
  { record }: LiveJob,
  former: NonNullable<MirrorReport['set']>,
  { set }: MirrorReport,
): Pick<RecordChange, 'earlierSets'> {
  const { id, generation } = former;
  if (set === undefined || set.id === id) return {};
  return { earlierSets: [...(record.earlierSets ?? []), { id, generation }] };
}

function runEngine(
  { engine, onMedium }: AttemptOptions,
  job: LiveJob,
  stop: Stop,
  asked: EngineRequest,
): Promise<MirrorReport> {
  return engine.mirror(asked.services, asked.request, {
    signal: stop.signal,
    command: commandOf(asked),
    observer: (event) => {
      job.observe(event);
      const unread = event.type === 'image' && isReadFailure(event.error?.code ?? '');
      if (unread || (event.type === 'phase' && event.state === 'start')) onMedium();
    },
  });
}

/** The set that was made, or the one that was read. */
async function describeSet(
  { fs }: HostServices,
  { record }: LiveJob,
  report: MirrorReport,
): Promise<Awaited<ReturnType<typeof readSetFacts>>> {
  const wanted = record.kind === 'export' ? 'write' : 'read';
  const folder = record.media.find(({ use }) => use === wanted)?.folder;
  // An export that could read nothing left the earlier set where it stands: that one is not this job's.
  if (folder === undefined || (wanted === 'write' && report.set === undefined)) return record.set;
  return (await readSetFacts(fs, folder)) ?? record.set;
}

/** Counted as the engine counts: images, and what could not even be looked up. */
function missingIn({ categories, failures, status }: MirrorReport): number {
  const counted = categories.reduce((sum, { failed, notAttempted }) => sum + failed + notAttempted, 0);
  const known = Math.max(counted, failures.length);
  return status === 'incomplete' ? Math.max(1, known) : known;
}

function wantsVerification({ record }: LiveJob): Medium | undefined {
  const { kind, run, report, media } = record;
  if (kind === 'verify') return media[0];
  if (kind !== 'export' || run?.afterwards.verify !== true || report?.set === undefined) return undefined;
  return media.find(({ use }) => use === 'write');
}

async function readBack(options: AttemptOptions, job: LiveJob, stop: Stop): Promise<number> {
  const medium = wantsVerification(job);
  if (medium === undefined) return 0;
  const { desk, engine, parts } = options;
  job.enter('verify');
  const facts = job.record.set ?? (await readSetFacts(desk.services.fs, medium.folder));
  if (facts !== undefined) job.update({ set: facts });
  const verification = await verifyOnMedium({
    services: desk.services,
    folder: medium.folder,
    facts,
    signal: stop.signal,
    verify: engine.verify,
    dropFromCache: parts.dropFromCache,
    onBytes: (done, total, rate) => {
      job.tracker.bytes(done, total, rate);
      job.update({});
    },
  });
  job.update({ verification });
  await recordReading(options, job, medium.folder, verification);
  const { files, count } = damageOf(verification);
  for (const problem of verification.problems) job.finding('error', problem);
  for (const file of files) job.finding('error', chunkDamaged(file));
  if (count === 0 && !verification.pastCache) {
    job.finding('warning', { code: 'JOB_NOT_PAST_CACHE', params: {}, affected: [medium.folder] });
  }
  return count;
}

/** The custody logs learn of the reading where the job's site keeps its state. What could not be recorded is told. */
async function recordReading(
  { desk }: AttemptOptions,
  job: LiveJob,
  folder: string,
  verification: Verification,
): Promise<void> {
  const { site, practice, run } = job.record;
  const place = await desk.workplaces.at(site, { practice }).catch(() => undefined);
  const findings = await recordVerification(
    place?.services ?? desk.services,
    { ok: damageOf(verification).count === 0, bytes: verification.bytes, chunks: verification.chunks },
    {
      folder,
      person: run?.options.person?.trim() || desk.settings.current().person,
      sealNumber: run?.options.sealNumber,
      pastCache: verification.pastCache,
    },
  );
  for (const finding of findings) job.finding(finding.level, findingMessage(finding));
}

/** Content that is whole stays whole when its medium does not come off: that is a warning. */
async function ejectMedium({ parts }: AttemptOptions, job: LiveJob): Promise<void> {
  const { run, ejected, media } = job.record;
  if (run?.afterwards.eject !== true || ejected) return;
  job.enter('eject');
  const driveId = driveOf(job.record);
  if (driveId === undefined) {
    const folder = (media.find(({ use }) => use === 'write') ?? media[0])?.folder ?? '';
    job.finding('warning', { code: 'JOB_NO_DRIVE', params: { folder }, affected: [folder] });
    return;
  }
  try {
    const { safeToUnplug } = await parts.eject(driveId);
    job.update({ ejected: safeToUnplug });
    if (safeToUnplug) job.finding('note', { code: 'JOB_SAFE_TO_UNPLUG', params: {}, affected: [] });
  } catch (error) {
    const { code, params, affected, detail } = toMessage(error);
    // The reason is a coded message too: its words are put in by whoever shows this one.
    job.finding('warning', {
      code: 'JOB_EJECT_FAILED',
      params: { reason: `<${code}>` },
      affected,
      ...(detail !== undefined && { detail }),
    });
    if (error instanceof SluiceError) job.finding('warning', { code, params, affected });
  }
}
