import { join } from 'node:path';
import { readJournal, type ListedRun } from '../../ledger/index.ts';
import { exportRecordSchema, replayExport, type ExportState } from '../../transfer/index.ts';
import { findRun } from './start-run.ts';
import type { MirrorTask } from './task.ts';

/** An export into the folder that did not come to its end, and what its journal says. */
export interface UnfinishedExport {
  readonly run: ListedRun;
  readonly state: ExportState;
}

/** Looks only: the run may be alive. Undefined when there is none. Throws LEDGER_JOURNAL_DAMAGED and its like. */
export async function findUnfinishedExport(
  task: MirrorTask,
  directory: string,
): Promise<UnfinishedExport | undefined> {
  const { fs } = task.services;
  const run = await findRun(task, { directory });
  if (run === undefined) return undefined;
  const path = join(run.directory, 'journal.jsonl');
  const records = await readJournal({ fs, path, schema: exportRecordSchema });
  return { run, state: replayExport(records) };
}
