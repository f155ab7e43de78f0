import {
  createChunkHasher,
  openSetWriter,
  type CommittedSet,
  type SetManifestInput,
  type SetWriter,
} from '../../archive/index.ts';
import { defaultArchiveSize } from '../../config/index.ts';
import type { Journal } from '../../ledger/index.ts';
import { fileLimitOf, readSpace, type Plan, type PlannedImage } from '../../plan/index.ts';
import {
  archiveFile,
  archiveSink,
  contentOf,
  createProgress,
  cutsOf,
  describeSetContent,
  exportRecordSchema,
  replayExport,
  sha256Hex,
  transfer,
  writeImageFiles,
  type ArchiveSink,
  type ExportRecord,
  type ImageWatch,
  type TransferResult,
} from '../../transfer/index.ts';
import { inPhase, showFindings } from '../observer.ts';
import { sampled } from '../progress-sampler.ts';
import type { Signer } from '../seal/index.ts';
import { toolVersion } from '../version.ts';
import type { MirrorCollection } from './collect.ts';
import type { Baseline } from './baseline.ts';
import { commitHistory } from './baseline.ts';
import { contentTest, resumeTrimmer } from './kept-content.ts';
import { endingOf } from './finish-interrupted.ts';
import { lastCatalogs } from './operators/last-catalogs.ts';
import { recordExport } from './record-run.ts';
import { contentSetId, setTime } from './reproducible.ts';
import { openRunJournal, startRun, untilEnd, type Ending } from './start-run.ts';
import { missingOf } from './outcome.ts';
import { setFiles, sideFiles } from './set-files.ts';
import { hostJournal, hostsOfSet } from './set-hosts.ts';
import { signedCommit } from './sign-set.ts';
import { destinationText, type MirrorTask } from './task.ts';

const gibibyte = 1024 ** 3;

export interface ExportResult {
  readonly runId: string;
  readonly resumed: boolean;
  readonly transfer: TransferResult;
  /** Absent when the run was interrupted before the set was whole, and when no image could be read. */
  readonly set?: CommittedSet;
}

/** What an export moves, on what it builds, and who is told of its images. */
export interface ExportWork {
  readonly plan: Plan;
  readonly collection: MirrorCollection;
  readonly baseline: Baseline;
  readonly images: ImageWatch;
  /** Who signs the set when it is whole; absent: nobody. */
  readonly signer?: Signer;
}

/** Content bytes that a chunk may hold. */
export function payloadLimitOf(task: MirrorTask): number {
  return (task.loaded.configuration.archiveSize || defaultArchiveSize) * gibibyte;
}

/**
 * Moves a plan into an archive set: journal, chunks, manifests and links, side files, commit,
 * history, in this order (docs/architecture.md, read and write ordering). Whatever stops it,
 * the next start of the same command goes on; the earlier set stands until the new one is whole.
 * Call it under the folder's lock, when `finishInterrupted` has tidied the folder.
 */
export async function runExport(
  task: MirrorTask,
  directory: string,
  { plan, collection, baseline, images: watch, signer }: ExportWork,
): Promise<ExportResult> {
  const { observer } = task;
  const { run, resumed } = await startRun(task, { directory });
  observer({ type: 'run', id: run.id, workflow: task.workflow, resumed });
  const journal = await openRunJournal(task, run, exportRecordSchema);
  return untilEnd(task, run, journal, async (running): Promise<Ending<ExportResult>> => {
    const { writer, setId } = await openWriter(running, directory, journal, plan);
    try {
      const sink = archiveSink({ writer, streams: streamsFor(plan) });
      const moved = await moveContent(running, { plan, collection, images: watch }, sink, writer, journal);
      const result = { runId: run.id, resumed, transfer: moved };
      if (moved.interrupted) return { result, state: 'interrupted' };
      const images = orderLike(plan.images, sink.images);
      // Not one image could be read: an empty set would take the place of the one that stands there.
      if (images.length === 0) return { result, state: 'failed' };
      const missing = missingOf(plan, collection, moved.outcomes);
      journal.append({ type: 'baseline', ...baseline.recorded });
      await journal.sync();
      const finishing = { writer, images, setId, missing, journal, signer };
      const finished = await inPhase(observer, 'finish', async () => {
        const committed = await finishSet(running, plan, collection, baseline, finishing);
        const recorded = await commitHistory(running, directory, committed.manifest, {
          target: task.request.target,
          base: baseline.base,
          added: contentOf(images),
          afterCrash: false,
        });
        await recordExport(running, directory, committed.manifest, false);
        return { committed, recorded };
      }).catch(stoppedByUser(running));
      if (finished === undefined)
        return { result: { ...result, transfer: asInterrupted(moved) }, state: 'interrupted' };
      const { committed: set, recorded } = finished;
      return { result: { ...result, set }, ...endingOf(set.manifest, recorded) };
    } finally {
      await writer.close();
    }
  });
}

/** Undefined for the user's own stop; anything else is passed on. */
function stoppedByUser({ signal }: MirrorTask): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted || error !== signal.reason) throw error;
    return undefined;
  };
}

function asInterrupted(moved: TransferResult): TransferResult {
  return { ...moved, interrupted: true };
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

/** Opens the set where an interrupted run left it; the journal says from then on what was found again. */
async function openWriter(
  task: MirrorTask,
  directory: string,
  journal: Journal<ExportRecord>,
  plan: Plan,
): Promise<{ readonly writer: SetWriter; readonly setId: string }> {
  const { fs, random } = task.services;
  const state = replayExport(journal.records);
  const space = await readSpace(fs, directory);
  const fileLimit = fileLimitOf(task.request.fileLimit, space);
  const maxOpenChunks = task.request.reproducible ? 1 : openChunksFor(plan);
  const writer = await openSetWriter({
    fs,
    directory,
    payloadLimit: payloadLimitOf(task),
    ...(fileLimit !== undefined && { fileLimit }),
    strict: task.request.strictArchive,
    maxOpenChunks,
    mtime: Math.floor(setTime(task).getTime() / 1000),
    hasher: createChunkHasher(fs),
    resume: resumeTrimmer(task)(state.resume, contentTest(plan)),
    signal: task.signal,
    ...(task.confirmHeld !== undefined && { confirmHeld: task.confirmHeld }),
    onEntry: ({ name, digest, chunk, offset, size, end }) => {
      if (digest !== undefined) journal.append({ type: 'entry', name, digest, chunk, offset, size, end });
    },
  });
  // When nothing is found again, the set may have been put in place and carried away: another one needs its own id.
  const allLost = state.resume.entries.length > 0 && writer.entries.length === 0;
  const setId = allLost ? random.uuid() : (state.setId ?? random.uuid());
  for (const cut of cutsOf(state.resume, writer.entries)) journal.append(cut);
  journal.append({ type: 'session', setId });
  // Before anything is written where the lost entries were: a power cut must not bring their old places back.
  await journal.sync();
  return { writer, setId };
}

/** Bytes between two points from which even a power cut loses nothing. */
const durableEvery = 256 * 1024 * 1024;

async function moveContent(
  task: MirrorTask,
  { plan, collection, images }: Pick<ExportWork, 'plan' | 'collection' | 'images'>,
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
  const journalHosts = hostJournal(task, journal);
  const durable = {
    ...sink,
    failure: () => writer.failure ?? journal.failure,
    async storeBlob(work: Parameters<ArchiveSink['storeBlob']>[0]) {
      const outcome = await sink.storeBlob(work);
      journalHosts();
      // Only then is the next blob begun: what a kill can cost is what is on its way, and no more.
      await journal.written();
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
        images,
        last: lastCatalogs(task, collection),
        inOrder: task.request.reproducible,
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
  readonly journal: Journal<ExportRecord>;
  readonly signer: Signer | undefined;
}

async function finishSet(
  task: MirrorTask,
  plan: Plan,
  collection: MirrorCollection,
  baseline: Baseline,
  { writer, images, setId, missing, journal, signer }: Finishing,
): Promise<CommittedSet> {
  const { request, loaded, signal } = task;
  const now = setTime(task);
  await writeImageFiles(writer, images);
  signal.throwIfAborted();
  await writer.appendFiles(setFiles(task, collection, now));
  await writer.seal();
  signal.throwIfAborted();
  const hosts = hostsOfSet(task, journal);
  const described = describeSetContent({
    setId,
    generation: baseline.generation,
    ...(baseline.parent !== undefined && { parent: baseline.parent }),
    createdAt: now,
    toolVersion,
    // Where a set was made is nobody's business who compares it.
    target: request.target ?? (request.reproducible ? '-' : destinationText(request.destination)),
    configurationSha256: sha256Hex(loaded.bytes),
    layout: request.layout,
    images,
    blobs: plan.blobs,
    gone: baseline.gone,
    releases: collection.releases,
    missing,
    ...(hosts !== undefined && { hosts }),
  });
  const { commit, findings } = signedCommit(await named(task, journal, described), signer);
  const committed = await writer.commit({
    ...commit,
    sideFiles: [archiveFile('imageset-config.yaml', loaded.bytes), ...sideFiles(task, plan, collection, now)],
    previous: request.replacePrevious ? 'remove' : 'keep',
  });
  showFindings(task.observer, findings);
  return committed;
}

/**
 * A set that is made again is the same set, and a reproducible one is named by its content. The journal learns such an
 * id before the set is put in place: a start after a crash knows the set by that.
 */
async function named(
  task: MirrorTask,
  journal: Journal<ExportRecord>,
  description: SetManifestInput,
): Promise<SetManifestInput> {
  const { again, request } = task;
  const setId = again?.manifest.setId ?? (request.reproducible ? contentSetId(description) : undefined);
  if (setId === undefined) return description;
  journal.append({ type: 'session', setId });
  await journal.sync();
  return { ...description, setId };
}

/**
 * The images in the plan's order, whatever order they finished in: the same plan gives the same set. Last, those
 * that took the place of one of the plan.
 */
function orderLike(order: readonly PlannedImage[], images: readonly PlannedImage[]): PlannedImage[] {
  const wanted = new Set(images);
  const planned = new Set(order);
  return [...order.filter((image) => wanted.has(image)), ...images.filter((image) => !planned.has(image))];
}
