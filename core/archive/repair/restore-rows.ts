import { SluiceError } from '../../contract/index.ts';
import type { BlockFiles } from './block-files.ts';
import { solveFor } from './cauchy.ts';
import { blockAt } from './geometry.ts';
import { multiplesOf } from './gf256.ts';
import { rowsAtOnce, sumRows } from './groups.ts';
import { createRowSums, type RowSums } from './row-sums.ts';
import { lossOf, type RowLoss, type Survey } from './survey.ts';
import type { RepairTable } from './table.ts';

export interface Restoring {
  readonly table: RepairTable;
  readonly survey: Survey;
  readonly data: BlockFiles;
  readonly volumes: BlockFiles;
  readonly signal: AbortSignal | undefined;
  /** Receives each block that was lost, whole. */
  readonly onBlock: (block: number, content: Buffer) => Promise<void>;
  /** Rows done, of all damaged ones. */
  readonly onRows: (done: number, total: number) => void;
}

/**
 * Computes every lost block from what is left of its row. All damaged rows must be mendable. Throws REPAIR_UNSTEADY when
 * a block does not come out as it was: what was read before has changed since.
 */
export async function restoreRows(work: Restoring): Promise<void> {
  const { table, survey } = work;
  const { geometry } = table;
  const losses: RowLoss[] = [];
  for (let row = 0; row < geometry.rows; row += 1) {
    const loss = lossOf(geometry, survey, row);
    if (loss.lost.length > 0) losses.push(loss);
  }
  if (losses.length === 0) return;
  const atOnce = rowsAtOnce(geometry);
  const sums = createRowSums(geometry.positions, geometry.repairs, atOnce * geometry.blockSize);
  let done = 0;
  for (const group of neighbours(losses, atOnce)) {
    const from = group[0]?.row ?? 0;
    const to = (group.at(-1)?.row ?? 0) + 1;
    await sumRows({ ...work, geometry }, sums, from, to, (block) => survey.lost[block] !== 1);
    for (const loss of group) {
      await restoreRow(work, sums, loss, (loss.row - from) * geometry.blockSize);
      work.onRows((done += 1), losses.length);
    }
  }
}

/** Damaged rows that lie close together, so that what is between them is read only when it costs little. */
function* neighbours(losses: readonly RowLoss[], atOnce: number): Generator<RowLoss[]> {
  let group: RowLoss[] = [];
  for (const loss of losses) {
    const [first] = group;
    const last = group.at(-1);
    const isNear = first !== undefined && last !== undefined && loss.row - first.row < atOnce;
    if (!isNear || loss.row - last.row > nearby) {
      if (group.length > 0) yield group;
      group = [];
    }
    group.push(loss);
  }
  if (group.length > 0) yield group;
}

/** Rows between two damaged ones that are rather read than skipped. */
const nearby = 8;

async function restoreRow(work: Restoring, sums: RowSums, loss: RowLoss, offset: number): Promise<void> {
  const { table, volumes, onBlock } = work;
  const { geometry } = table;
  const { blockSize, repairs, rows } = geometry;
  const chosen = loss.spare.slice(0, loss.lost.length);
  const differences: Buffer[] = [];
  for (const repair of chosen) {
    const stored = Buffer.alloc(blockSize);
    await volumes.read(repair * rows + loss.row, stored);
    if (!table.repair.matches(repair * rows + loss.row, stored)) throw unsteady(work, loss.row);
    addBytes(stored, sums.sumsFor(repair).subarray(offset, offset + blockSize));
    differences.push(stored);
  }
  const matrix = solveFor(loss.lost, chosen, repairs);
  for (const [index, position] of loss.lost.entries()) {
    const content = Buffer.alloc(blockSize);
    for (const [k, difference] of differences.entries()) {
      addMultiple(content, difference, multiplesOf(matrix[index]?.[k] ?? 0));
    }
    const block = blockAt(geometry, loss.row, position);
    if (block === undefined || !table.data.matches(block, content)) throw unsteady(work, loss.row);
    await onBlock(block, content);
  }
}

function unsteady({ table, data }: Restoring, row: number): SluiceError {
  const file = data.spanOf(blockAt(table.geometry, row, 0) ?? 0)?.file.name ?? '';
  return new SluiceError('REPAIR_UNSTEADY', { params: { file }, affected: [file], retryable: true });
}

function addBytes(target: Buffer, other: Buffer): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) ^ (other[index] ?? 0);
  }
}

function addMultiple(target: Buffer, other: Buffer, multiples: Uint8Array): void {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] ?? 0) ^ (multiples[other[index] ?? 0] ?? 0);
  }
}
