/*
 * Names of the files with repair blocks. Never oc-mirror's `mirror_NNNNNN.tar`, which it looks for anywhere in a name.
 */

export const tableCopies = 3;

/** File `number` (from 1) with repair blocks. */
export function volumeName(number: number): string {
  return `sluice-repair-${String(number).padStart(5, '0')}.bin`;
}

/** Copy `copy` (from 1) of the table with the sums of all blocks. */
export function tableName(copy: number): string {
  return `sluice-repair-table-${copy}.bin`;
}

export function isTableName(name: string): boolean {
  return /^sluice-repair-table-[1-9]\.bin$/.test(name);
}

/** Whether a file belongs to the repair blocks of a set. */
export function isRepairName(name: string): boolean {
  return isTableName(name) || /^sluice-repair-\d{5}\.bin$/.test(name);
}

/** While they are being written. */
export const unfinishedPrefix = '.sluice-repair-new-';
/** A file that is being put together again. */
export const mendingPrefix = '.sluice-repair-mend-';
