import { join } from 'node:path';
import { chunkFilesOf, readSetManifest, recoverCommit, type SetManifest } from '../../archive/index.ts';
import { imageCategories, type MirrorReport } from '../../contract/index.ts';
import { imageCategory } from '../../image/index.ts';
import { redactedCommand } from '../../ledger/index.ts';
import { isDigest } from '../../reference/index.ts';
import { sha256Hex } from '../../transfer/index.ts';
import { commitHistory, readRecorded } from './baseline.ts';
import { recordExport } from './record-run.ts';
import { isHeldBack } from './outcome.ts';
import { startRun, untilEnd, type Ending } from './start-run.ts';
import type { MirrorTask } from './task.ts';
import { findUnfinishedExport } from './unfinished-export.ts';

/** A set that an earlier start put in place without living to say so. */
export interface FinishedExport {
  readonly runId: string;
  readonly manifest: SetManifest;
  /** It is all that this command asks for: nothing is left to do. */
  readonly answersCommand: boolean;
}

/**
 * Brings the folder out of whatever a cut-off run left, before anything is planned on it: an interrupted
 * commit is finished, and a run whose set stands whole gets its history and its end. Call it under the
 * folder's lock. Undefined when no set was waiting for its end.
 */
export async function finishInterrupted(
  task: MirrorTask,
  directory: string,
): Promise<FinishedExport | undefined> {
  const { fs } = task.services;
  await recoverCommit(fs, directory);
  const unfinished = await findUnfinishedExport(task, directory);
  if (unfinished?.state.setId === undefined) return undefined;
  const manifest = await readSetManifest(fs, directory);
  if (manifest?.setId !== unfinished.state.setId) return undefined;
  const { baseline } = unfinished.state;
  const { run } = await startRun(task, { directory });
  return untilEnd(task, run, { close: () => Promise.resolve() }, async () => {
    const recorded = await commitHistory(task, directory, manifest, {
      target: baseline?.target,
      base: await readRecorded(task, directory, baseline),
      added: new Set(Object.entries(manifest.closures).flat(2).filter(isDigest)),
      afterCrash: true,
    });
    await recordExport(task, directory, manifest, true);
    const answersCommand = answers(task, run.record().command, manifest);
    return { result: { runId: run.id, manifest, answersCommand }, ...endingOf(manifest, recorded) };
  });
}

/** What `runs` says of an export whose set stands. Without its history it is not over: the next start writes it. */
export function endingOf(
  { complete, missing, totals }: SetManifest,
  recorded: boolean,
): Omit<Ending<never>, 'result'> {
  const summary = { bytes: totals.bytes, missing: missing.length };
  if (!recorded) return { state: 'failed', summary: { ...summary, error: 'RUN_WITHOUT_HISTORY' } };
  return { state: complete, summary };
}

/** An incomplete set is no answer: what is missing is asked for again, by a new run. */
function answers(task: MirrorTask, command: readonly string[], manifest: SetManifest): boolean {
  return (
    manifest.complete !== 'incomplete' &&
    manifest.configuration.sha256 === sha256Hex(task.loaded.bytes) &&
    redactedCommand(task.command).join('\0') === command.join('\0')
  );
}

/** The report of a run whose set an earlier start had finished: nothing moved this time. */
export function reportFinished(
  task: Pick<MirrorTask, 'workflow' | 'services'>,
  directory: string,
  { runId, manifest }: Pick<FinishedExport, 'runId' | 'manifest'>,
  started: number,
): MirrorReport {
  const categories = imageCategories.map((category) => {
    const asked = manifest.images.filter(
      (image) => image.accessoryOf === undefined && imageCategory(image.type) === category,
    ).length;
    return { category, asked, copied: asked, present: 0, failed: 0, notAttempted: 0 };
  });
  // The set names what was held back and by which code; the rest of the reason went with the run that made it.
  const held = manifest.missing.filter(isHeldBack).map(({ origin, code }) => ({
    type: 'generic',
    origin,
    error: { code: 'APPROVAL_HELD_AT_EXPORT', params: { code: `<${code}>` }, affected: [origin] },
  }));
  return {
    workflow: task.workflow,
    runId,
    resumed: true,
    status: held.length === 0 ? 'complete' : 'complete-with-exceptions',
    exitCode: 0,
    categories: categories.filter(({ asked }) => asked > 0),
    failures: [],
    ...(held.length > 0 && { held }),
    bytesRead: 0,
    bytesStored: 0,
    bytesSkipped: manifest.totals.blobBytes,
    seconds: (task.services.clock.monotonic() - started) / 1000,
    resources: [],
    ...filesOf(directory, manifest),
  };
}

/** The set and its files, for a report. */
export function filesOf(
  directory: string,
  manifest: SetManifest,
): Pick<MirrorReport, 'files'> & Required<Pick<MirrorReport, 'set'>> {
  const files = chunkFilesOf(manifest);
  return {
    files: files.map(({ name }) => join(directory, name)),
    set: {
      id: manifest.setId,
      generation: manifest.generation,
      directory,
      chunks: files.map(({ name, size }) => ({ name, size })),
      totalBytes: manifest.totals.bytes,
      ...(manifest.signer !== undefined && { signer: manifest.signer }),
    },
  };
}
