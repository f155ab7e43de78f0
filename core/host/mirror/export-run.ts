import { join } from 'node:path';
import {
  createWorkerHasher,
  openSetWriter,
  recoverCommit,
  type CommittedSet,
  type SetWriter,
} from '../../archive/index.ts';
import { defaultArchiveSize } from '../../config/index.ts';
import { acquireLock, openJournal, type Journal } from '../../ledger/index.ts';
import { readSpace, type Plan, type PlannedImage } from '../../plan/index.ts';
import {
  archiveFile,
  archiveSink,
  contentOf,
  createProgress,
  describeSetContent,
  exportRecordSchema,
  replayExport,
  sha256Hex,
  transfer,
  writeImageFiles,
  type ArchiveSink,
  type ExportRecord,
  type TransferResult,
} from '../../transfer/index.ts';
import { inPhase } from '../observer.ts';
import { sampled } from '../progress-sampler.ts';
import { toolVersion } from '../version.ts';
import type { MirrorCollection } from './collect.ts';
import type { Baseline } from './baseline.ts';
import { commitHistory } from './baseline.ts';
import { bootIdentity } from './boot-identity.ts';
import { startRun } from './start-run.ts';
import { missingOf } from './outcome.ts';
import { setFiles, sideFiles } from './set-files.ts';
import { destinationText, type MirrorTask } from './task.ts';

const gibibyte = 1024 ** 3;

export interface ExportResult {
  readonly runId: string;
  readonly resumed: boolean;
  readonly transfer: TransferResult;
  /** Absent when the run was interrupted before the set was whole. */
  readonly set?: CommittedSet;
}

/** Content bytes that a chunk may hold. */
export function payloadLimitOf(task: MirrorTask): number {
  return (task.loaded.configuration.archiveSize || defaultArchiveSize) * gibibyte;
}

/**
 * Moves a plan into an archive set: journal, chunks, manifests and links, side files, commit,
 * history, in this order (docs/architecture.md, read and write ordering). Whatever stops it,
 * the next start of the same command goes on; the earlier set stands until the new one is whole.
 */
export async function runExport(
  task: MirrorTask,
  directory: string,
  plan: Plan,
  collection: MirrorCollection,
  baseline: Baseline,
): Promise<ExportResult> {
  const { services, observer } = task;
  const { fs } = services;
  await fs.mkdir(directory, { recursive: true });
  const lock = await acquireLock({
    ...services,
    path: join(directory, '.sluice-lock'),
    command: task.command.join(' '),
  });
  try {
    await recoverCommit(fs, directory);
    const { run, resumed } = await startRun(task, { directory });
    const journal = await openJournal({ fs, path: run.journalPath, schema: exportRecordSchema });
    let ended = false;
    try {
      const bootId = await bootIdentity(fs);
      const state = replayExport(journal.records, bootId);
      const setId = state.setId ?? services.random.uuid();
      journal.append({ type: 'session', bootId, setId });
      observer({ type: 'run', id: run.id, workflow: task.workflow, resumed });
      const streams = streamsFor(plan);
      const writer = await openWriter(task, directory, journal, state.resume, openChunksFor(plan));
      try {
        const sink = archiveSink({ writer, streams });
        const moved = await moveContent(task, plan, sink, writer, journal);
        if (moved.interrupted) {
          await journal.sync();
          return { runId: run.id, resumed, transfer: moved };
        }
        const set = await inPhase(observer, 'finish', async () => {
          const committed = await finishSet(task, plan, collection, baseline, {
            writer,
            images: orderLike(plan.images, sink.images),
            setId,
            missing: missingOf(plan, collection, moved.outcomes),
          });
          await commitHistory(task, directory, baseline, committed, contentOf(sink.images));
          return committed;
        });
        const complete = set.manifest.complete === 'complete';
        await journal.close();
        await run.end('complete', { bytes: set.manifest.totals.bytes, complete });
        ended = true;
        return { runId: run.id, resumed, transfer: moved, set };
      } finally {
        await writer.close();
      }
    } finally {
      if (!ended) {
        await journal.close();
        await run.end('interrupted');
      }
    }
  } finally {
    await lock.release();
  }
}

const smallSet = 64 * 1024 * 1024;

/** One chunk for each large stream and one for small blobs; a small set is one file. */
function openChunksFor(plan: Plan): number {
  const toMove = plan.totals.blobBytes - plan.totals.expectedBytes;
  return toMove < smallSet ? 1 : streamsFor(plan) + 1;
}

/** Open chunks cost seeks on slow media: as many as the content deserves, and no more. */
export function streamsFor(plan: Plan): number {
  const toMove = plan.totals.blobBytes - plan.totals.expectedBytes;
  return Math.max(1, Math.min(4, Math.ceil(toMove / (128 * 1024 * 1024))));
}

async function openWriter(
  task: MirrorTask,
  directory: string,
  journal: Journal<ExportRecord>,
  resume: NonNullable<Parameters<typeof openSetWriter>[0]['resume']>,
  maxOpenChunks: number,
): Promise<SetWriter> {
  const { fs, clock } = task.services;
  const space = await readSpace(fs, directory);
  const fileLimit = task.request.fileLimit ?? space.limited?.fileLimit;
  return openSetWriter({
    fs,
    directory,
    payloadLimit: payloadLimitOf(task),
    ...(fileLimit !== undefined && { fileLimit }),
    strict: task.request.strictArchive,
    maxOpenChunks,
    mtime: Math.floor(clock.now().getTime() / 1000),
    hasher: createWorkerHasher(),
    resume,
    signal: task.signal,
    onEntry: ({ name, digest, chunk, offset, size, end }) => {
      if (digest !== undefined) journal.append({ type: 'entry', name, digest, chunk, offset, size, end });
    },
  });
}

/** Bytes between two points from which even a power cut loses nothing. */
const durableEvery = 256 * 1024 * 1024;

async function moveContent(
  task: MirrorTask,
  plan: Plan,
  sink: ArchiveSink,
  writer: SetWriter,
  journal: Journal<ExportRecord>,
): Promise<TransferResult> {
  const { services, observer, signal } = task;
  const progress = createProgress();
  let synced = 0;
  let syncing: Promise<void> | undefined;
  const makeDurable = async (): Promise<void> => {
    for (const { chunk, length } of await writer.sync()) journal.append({ type: 'durable', chunk, length });
    await journal.sync();
  };
  const durable = {
    ...sink,
    async storeBlob(work: Parameters<ArchiveSink['storeBlob']>[0]) {
      const outcome = await sink.storeBlob(work);
      if (progress.counters.bytesDone - synced >= durableEvery && syncing === undefined) {
        synced = progress.counters.bytesDone;
        syncing = makeDurable().finally(() => (syncing = undefined));
        await syncing;
      }
      return outcome;
    },
  };
  return inPhase(observer, 'transfer', () =>
    sampled({ clock: services.clock, observer, phase: 'transfer', progress }, async () => {
      const { workers } = task.request;
      const result = await transfer({
        plan,
        sink: durable,
        progress,
        signal,
        ...(workers !== undefined && { workers: Math.max(2, workers * 3) }),
      });
      await syncing;
      return result;
    }),
  );
}

interface Finishing {
  readonly writer: SetWriter;
  readonly images: readonly PlannedImage[];
  readonly setId: string;
  readonly missing: ReturnType<typeof missingOf>;
}

async function finishSet(
  task: MirrorTask,
  plan: Plan,
  collection: MirrorCollection,
  baseline: Baseline,
  { writer, images, setId, missing }: Finishing,
): Promise<CommittedSet> {
  const { request, services, loaded } = task;
  const now = services.clock.now();
  await writeImageFiles(writer, images);
  await writer.appendFiles(setFiles(task, collection, now));
  await writer.seal();
  return writer.commit({
    manifest: describeSetContent({
      setId,
      generation: baseline.generation,
      ...(baseline.parent !== undefined && { parent: baseline.parent }),
      createdAt: now,
      toolVersion,
      target: request.target ?? destinationText(request.destination),
      configurationSha256: sha256Hex(loaded.bytes),
      layout: request.layout,
      images,
      blobs: plan.blobs,
      releases: collection.releases,
      missing,
    }),
    sideFiles: [archiveFile('imageset-config.yaml', loaded.bytes), ...sideFiles(task, plan, now)],
    previous: request.replacePrevious ? 'remove' : 'keep',
  });
}

/** The images in the plan's order, whatever order they finished in: the same plan gives the same set. */
function orderLike(order: readonly PlannedImage[], images: readonly PlannedImage[]): PlannedImage[] {
  const wanted = new Set(images);
  return order.filter((image) => wanted.has(image));
}
