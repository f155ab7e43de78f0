import type { FileSystem } from '../../ports/index.ts';
import { storageFault } from '../storage-fault.ts';
import type { RepairProgress } from './make.ts';
import { tableCopies } from './names.ts';
import { refuseOtherSet } from './protected.ts';
import { lossOf, surveyBlocks, type FileDamage, type Survey } from './survey.ts';
import { readTable } from './table-files.ts';
import type { RepairTable } from './table.ts';

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Called for every piece; sample it. */
  readonly onProgress?: (progress: RepairProgress) => void;
}

/** What is damaged, and whether the repair blocks that are left can mend it. */
export interface RepairReport {
  readonly setId: string;
  /** Nothing of the set is damaged. */
  readonly whole: boolean;
  readonly mendable: boolean;
  readonly files: readonly FileDamage[];
  readonly blocks: number;
  readonly blockSize: number;
  readonly lostBlocks: number;
  readonly repairBlocks: number;
  readonly lostRepairBlocks: number;
  /** The row that is worst off: blocks that it lost, and repair blocks that it has. */
  readonly worst: { readonly lost: number; readonly spare: number };
  /** Copies of the table of sums that are whole, of so many. */
  readonly tables: { readonly whole: number; readonly of: number };
}

/** What checking found, with what mending needs of it. */
export interface Checked {
  readonly report: RepairReport;
  readonly table: RepairTable;
  readonly survey: Survey;
}

/**
 * Reads every block of the set in `directory` and every repair block, and compares them with their sums. Throws
 * REPAIR_ABSENT, REPAIR_TABLE_DAMAGED, REPAIR_OTHER_SET, ARCHIVE_READ_FAILED, and the signal's reason.
 */
export async function checkRepair(
  fs: FileSystem,
  directory: string,
  options: CheckOptions = {},
): Promise<Checked> {
  const { table, wholeCopies } = await readTable(fs, directory);
  await refuseOtherSet(fs, directory, table);
  const { signal, onProgress } = options;
  const survey = await surveyBlocks(fs, directory, table, {
    ...(signal !== undefined && { signal }),
    onProgress: (bytes, total) => onProgress?.({ phase: 'checking', bytes, total }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw storageFault(error, directory, 'read');
  });
  const { geometry } = table;
  const worst = worstRow(table, survey);
  const count = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);
  const report: RepairReport = {
    setId: table.setId,
    whole: survey.files.every(({ state }) => state === 'whole'),
    mendable: worst.lost <= worst.spare,
    files: survey.files,
    blocks: geometry.blocks,
    blockSize: geometry.blockSize,
    lostBlocks: count(survey.lost),
    repairBlocks: survey.lostRepair.length,
    lostRepairBlocks: count(survey.lostRepair),
    worst,
    tables: { whole: wholeCopies, of: tableCopies },
  };
  return { report, table, survey };
}

/** Of the rows that lost something, the one with the least room. */
function worstRow({ geometry }: RepairTable, survey: Survey): RepairReport['worst'] {
  let worst: RepairReport['worst'] | undefined;
  for (let row = 0; row < geometry.rows; row += 1) {
    const { lost, spare } = lossOf(geometry, survey, row);
    const room = spare.length - lost.length;
    if (
      lost.length > 0 &&
      room < (worst === undefined ? Number.POSITIVE_INFINITY : worst.spare - worst.lost)
    ) {
      worst = { lost: lost.length, spare: spare.length };
    }
  }
  return worst ?? { lost: 0, spare: geometry.repairs };
}
