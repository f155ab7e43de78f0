import type { Job, JobPhase, Message, RunEvent } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import { coalesce } from './coalesce.ts';
import { createItemTable, type ItemTable } from './item-table.ts';
import { createJobLog, lineOf, type JobLog, type NewLine } from './job-log.ts';
import { createProgressTracker, type ProgressTracker } from './job-progress.ts';
import { driveOf, type JobRecord } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import { phasesOf } from './phase-weights.ts';
import type { Stop } from './stop.ts';

/** Milliseconds between two snapshots or batches of one job: at most ten a second (DESIGN section 3). */
const interval = 100;
/** Milliseconds between two savings of a job that only moves on. */
const saveInterval = 10_000;
/** Failures in a job that travels; `jobs.failures` and `jobs.items` give all. */
const failuresShown = 100;

export type RecordChange = { readonly [Key in keyof JobRecord]?: JobRecord[Key] | undefined };

/** A job in this process: its record with everything that changes while it runs. */
export interface LiveJob {
  readonly id: string;
  readonly record: JobRecord;
  readonly tracker: ProgressTracker;
  /** Set while an attempt is under way. */
  stop: Stop | undefined;
  /** Set while it waits for its medium: ends the waiting. */
  waiting: AbortController | undefined;
  /** Changes the record and tells it; undefined removes. It is written to the disk with `save`. */
  update(change: RecordChange): void;
  observe(event: RunEvent): void;
  log(line: NewLine): void;
  /** Tells a finding of the job's own. */
  finding(level: 'error' | 'warning' | 'note', message: Message): void;
  enter(phase: JobPhase): void;
  /** Images and log, read from the disk when they are asked for the first time. */
  items(): Promise<ItemTable>;
  logs(): Promise<JobLog>;
  /** The attempt is over for the images: those that are still under way or waiting get this status. */
  settleItems(as: 'not-attempted' | 'copied'): void;
  view(): Job;
  /** Writes the record, and what changed of images and log. A failure is told, not thrown. */
  save(): Promise<void>;
  /** Tells at once what was not told yet. */
  flush(): void;
  /** Nothing is told or written any more. */
  dispose(): void;
}

export function createLiveJob(
  desk: Pick<Desk, 'services' | 'events'>,
  store: JobStore,
  initial: JobRecord,
  /** Told how each saving went. */
  onSaved: (failure: unknown) => void,
): LiveJob {
  const { clock } = desk.services;
  let record = initial;
  const afterwards = initial.run?.afterwards ?? { verify: true, eject: false };
  const phases = phasesOf(initial.kind, afterwards, initial.run?.options.verifyFirst);
  const tracker = createProgressTracker(clock, phases, initial.progress);
  let table: ItemTable | undefined;
  let log: JobLog | undefined;
  let unsaved: ReturnType<JobLog['news']> = [];
  let itemsUnsaved = false;
  let disposed = false;
  let revision = 0;
  let saving: Promise<void> = Promise.resolve();

  const itemTable = async (): Promise<ItemTable> =>
    (table ??= createItemTable(await store.readItems(record.id)));
  const jobLog = async (): Promise<JobLog> => (log ??= createJobLog(clock, await store.readLog(record.id)));
  const progress = (): JobRecord['progress'] => tracker.view(table?.counts());

  const snapshot = coalesce(clock, interval, () => desk.events.publish('job.snapshot', { job: live.view() }));
  const deltas = coalesce(clock, interval, () => {
    const rows = table?.changes() ?? [];
    if (rows.length > 0) desk.events.publish('job.items', { jobId: record.id, rows });
    const lines = log?.news() ?? [];
    unsaved.push(...lines);
    if (lines.length > 0) desk.events.publish('job.log', { jobId: record.id, lines });
  });
  // The first of a burst is not worth writing: what begins is saved by whoever begins it.
  const saver = coalesce(clock, saveInterval, () => void live.save());

  const saveNow = async (): Promise<void> => {
    if (disposed) return;
    deltas.flush();
    record = { ...record, progress: progress() };
    const lines = unsaved;
    unsaved = [];
    try {
      await store.save(record);
      await store.appendLog(record.id, lines);
      if (itemsUnsaved && table !== undefined) {
        itemsUnsaved = false;
        await store.saveItems(record.id, table.rows);
      }
      onSaved(undefined);
    } catch (error) {
      onSaved(error);
    }
  };

  const live: LiveJob = {
    id: initial.id,
    get record() {
      return record;
    },
    tracker,
    stop: undefined,
    waiting: undefined,
    update(change) {
      const kept = Object.entries({ ...record, ...change }).filter(([, value]) => value !== undefined);
      record = Object.fromEntries(kept) as JobRecord;
      snapshot.touch();
    },
    observe(event) {
      const shown = tracker.take(event);
      if (table?.take(event) === true) {
        itemsUnsaved = true;
        deltas.touch();
      }
      const line = lineOf(event);
      if (line !== undefined) live.log(line);
      switch (event.type) {
        case 'run':
          if (!record.runIds.includes(event.id)) record = { ...record, runIds: [...record.runIds, event.id] };
          void live.save();
          break;
        case 'finding':
          if (event.level !== 'note') record = { ...record, warnings: record.warnings + 1 };
          break;
        case 'phase':
          if (event.state === 'start') void live.save();
          break;
        case 'progress':
        case 'image':
          saver.touch();
          break;
        case 'planned':
        case 'image-begun':
        case 'host':
        case 'log':
        case 'file':
          break;
      }
      if (shown) snapshot.touch();
    },
    log(line) {
      if (log === undefined) return;
      log.add(line);
      deltas.touch();
    },
    finding(level, message) {
      live.observe({ type: 'finding', level, message });
    },
    enter(phase) {
      live.log({ level: 'info', event: { name: 'phase', params: { phase, state: 'start' } } });
      tracker.enter(phase);
      snapshot.touch();
      void live.save();
    },
    items: itemTable,
    logs: jobLog,
    settleItems(as) {
      if (table === undefined) return;
      table.settle(as);
      if (table.changed) itemsUnsaved = true;
      deltas.touch();
    },
    view: () => {
      // Not counted from 0: a host that was started again goes on where the one before ended.
      revision = Math.max(revision + 1, clock.now().getTime());
      return viewOf(record, progress(), revision);
    },
    save() {
      saving = saving.then(saveNow);
      return saving;
    },
    flush() {
      deltas.flush();
      snapshot.flush();
    },
    dispose() {
      disposed = true;
      for (const coalescer of [snapshot, deltas, saver]) coalescer.stop();
    },
  };
  return live;
}

function viewOf(record: JobRecord, progress: JobRecord['progress'], revision: number): Job {
  const { report, enclave } = record;
  const driveId = driveOf(record);
  const again = againOf(record);
  return {
    id: record.id,
    revision,
    kind: record.kind,
    flow: record.flow,
    site: record.site,
    practice: record.practice,
    state: record.state,
    source: record.source,
    destination: record.destination,
    ...(enclave !== undefined && { enclave: enclave.name }),
    createdAt: record.createdAt,
    ...(record.startedAt !== undefined && { startedAt: record.startedAt }),
    ...(record.endedAt !== undefined && { endedAt: record.endedAt }),
    attempts: record.attempts,
    progress,
    warnings: record.warnings,
    ...(driveId !== undefined && { driveId }),
    ...(again !== undefined && { again }),
    ...(report !== undefined && {
      report: {
        ...report,
        failures: report.failures.slice(0, failuresShown),
        ...(report.held !== undefined && { held: report.held.slice(0, failuresShown) }),
      },
    }),
    ...(record.verification !== undefined && { verification: record.verification }),
    ...(record.earlierSets !== undefined && { earlierSets: record.earlierSets }),
    ...(record.run?.exceptions !== undefined && { exceptions: record.run.exceptions }),
    ejected: record.ejected,
  };
}

/**
 * The engine keeps what makes a set once more for sets of named targets that lack nothing but what was held back, and
 * makes them from registries.
 */
function againOf({ enclave, run, set }: JobRecord): Job['again'] {
  if (enclave === undefined || run?.source.kind !== 'registry' || run.target === undefined) return undefined;
  const isWhole = set?.complete === 'complete' || set?.complete === 'complete-with-exceptions';
  if (!isWhole || set.target !== run.target || set.generation === undefined) return undefined;
  return { enclaveId: enclave.id, generation: set.generation, source: run.source.place };
}
