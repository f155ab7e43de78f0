import type { SetManifest } from '../../archive/index.ts';
import type { CustodyResult, MirrorReport } from '../../contract/index.ts';
import { recordCustody, type CustodyCircumstances } from '../custody/index.ts';
import { showFindings, toMessage } from '../observer.ts';
import { destinationText, type MirrorTask } from './task.ts';

const ofSet: Readonly<Record<SetManifest['complete'], CustodyResult>> = {
  complete: 'good',
  'complete-with-exceptions': 'exceptions',
  incomplete: 'incomplete',
};

/** Who acts and under which seal, as the request says. */
function circumstancesOf({ request }: MirrorTask): CustodyCircumstances {
  return { person: request.person, sealNumber: request.sealNumber };
}

/**
 * Records in the custody logs that a set was made and stands on its medium. Call it before the run's end is written
 * down: the next start then records what a crash left out (`afterCrash`). Never throws.
 */
export async function recordExport(
  task: MirrorTask,
  directory: string,
  manifest: SetManifest,
  afterCrash: boolean,
): Promise<void> {
  const { setId, generation, images, totals, chunks, target, missing } = manifest;
  const set = { setId, generation, result: ofSet[manifest.complete] };
  const created = {
    target,
    images: images.length,
    blobs: totals.blobs,
    missing: missing.length,
    // Which manifest this is: a set that is made once more has the same name.
    manifestSum: manifest.checksum,
    ...(task.again !== undefined && { again: 'yes' }),
  };
  const { approvedFor } = task.request;
  const approved = { enclave: approvedFor, images: images.length, held: missing.length };
  const written = { chunks: chunks.length, bytes: totals.bytes, manifestSum: manifest.checksum };
  const findings = await recordCustody(
    task.services,
    [
      { kind: 'created', ...set, details: created },
      ...(approvedFor === undefined ? [] : [{ kind: 'approved' as const, ...set, details: approved }]),
      { kind: 'written', ...set, details: written },
    ],
    { ...circumstancesOf(task), folder: directory, onlyMissing: afterCrash },
  );
  showFindings(task.observer, findings);
}

/** Records how an import from a folder ended. From a registry nothing crossed a gap. Never throws. */
async function recordImport(
  task: MirrorTask,
  result: CustodyResult,
  details: Readonly<Record<string, string | number | undefined>>,
): Promise<void> {
  const { from } = task.request;
  if (from === undefined) return;
  const { manifest } = task.source.set ?? {};
  const registry = destinationText(task.request.destination);
  const findings = await recordCustody(
    task.services,
    [
      {
        kind: 'imported',
        result,
        setId: manifest?.setId,
        generation: manifest?.generation,
        details: { registry, manifestSum: manifest?.checksum, ...details },
      },
    ],
    { ...circumstancesOf(task), folder: from },
  );
  showFindings(task.observer, findings);
}

const ofReport: Readonly<Record<MirrorReport['status'], CustodyResult>> = {
  complete: 'good',
  'complete-with-exceptions': 'exceptions',
  incomplete: 'incomplete',
  interrupted: 'interrupted',
  'dry-run': 'good',
};

/** Does an import and records how it ended, also when it fails. Throws what `work` throws. */
export async function recordingImport(
  task: MirrorTask,
  work: () => Promise<MirrorReport>,
): Promise<MirrorReport> {
  let report: MirrorReport;
  try {
    report = await work();
  } catch (error) {
    await recordImport(task, task.signal.aborted ? 'interrupted' : 'failed', {
      error: toMessage(error).code,
    });
    throw error;
  }
  const { categories, bytesStored, failures, status } = report;
  const total = (key: 'copied' | 'present'): number => categories.reduce((sum, each) => sum + each[key], 0);
  await recordImport(task, ofReport[status], {
    images: total('copied') + total('present'),
    missing: failures.length,
    bytesWritten: bytesStored,
  });
  return report;
}
