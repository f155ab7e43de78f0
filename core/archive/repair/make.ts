import { join } from 'node:path';
import { SluiceError, formatBytes } from '../../contract/index.ts';
import { syncDirectory, type FileHandle, type FileSystem } from '../../ports/index.ts';
import { openSet } from '../read/open-set.ts';
import { storageFault } from '../storage-fault.ts';
import { verifySet } from '../verify/verify-set.ts';
import { removeIfPresent } from '../write/chunk-pool.ts';
import { openBlockFiles } from './block-files.ts';
import { chooseGeometry, repairBytes, volumePlace, volumesOf, type Geometry } from './geometry.ts';
import { rowsAtOnce, sumRows } from './groups.ts';
import { isRepairName, isTableName, unfinishedPrefix, volumeName } from './names.ts';
import { protectedSet } from './protected.ts';
import { createRowSums } from './row-sums.ts';
import { surveyBlocks } from './survey.ts';
import { writeTable } from './table-files.ts';
import { emptyTable, type RepairTable } from './table.ts';

export interface RepairProgress {
  readonly phase: 'verifying' | 'making' | 'checking' | 'mending';
  /** Bytes of this phase, of `total`. */
  readonly bytes: number;
  readonly total: number;
}

export interface MakeOptions {
  /** How much of the set may be lost, in percent of its blocks: 1 - 100. */
  readonly percent: number;
  readonly signal?: AbortSignal;
  /** Called for every piece; sample it. */
  readonly onProgress?: (progress: RepairProgress) => void;
}

export interface MadeRepair {
  readonly setId: string;
  /** Bytes of the set that are protected. */
  readonly protectedBytes: number;
  readonly repairBytes: number;
  /** Files written beside the set. */
  readonly files: number;
  readonly geometry: Geometry;
}

/**
 * Writes repair blocks beside the set in `directory`, in place of earlier ones, after every byte of it was verified:
 * blocks for a damaged set would keep the damage. The set itself is not touched. Without its table, which comes last, what
 * is written counts as not there. Throws REPAIR_SET_ABSENT, REPAIR_SET_DAMAGED, REPAIR_NO_SPACE, REPAIR_UNSTEADY, the codes of opening
 * a set and of writing (ARCHIVE_…), and the signal's reason.
 */
export async function makeRepair(
  fs: FileSystem,
  directory: string,
  options: MakeOptions,
): Promise<MadeRepair> {
  const { percent, signal } = options;
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) throw new RangeError('1 - 100 percent');
  const { manifest, manifestSha256, files } = await protectedSet(fs, directory);
  await refuseDamaged(fs, directory, options);
  const geometry = chooseGeometry(files, percent);
  const table = emptyTable({ setId: manifest.setId, manifestSha256, files, geometry });
  try {
    await removeOld(fs, directory);
    await refuseFullDisk(fs, directory, geometry);
    await writeVolumes(fs, directory, table, options);
    await readBack(fs, directory, table, options);
    await writeTable(fs, directory, table);
    await syncDirectory(fs, directory);
  } catch (error) {
    await removeUnfinished(fs, directory).catch(() => undefined);
    signal?.throwIfAborted();
    throw storageFault(error, volumeName(1), 'write');
  }
  const written = volumesOf(geometry).length;
  return {
    setId: manifest.setId,
    protectedBytes: files.reduce((sum, { size }) => sum + size, 0),
    repairBytes: repairBytes(geometry),
    files: written + 3,
    geometry,
  };
}

async function refuseDamaged(
  fs: FileSystem,
  directory: string,
  { signal, onProgress }: MakeOptions,
): Promise<void> {
  const set = await openSet(fs, directory, signal === undefined ? {} : { signal });
  try {
    const { ok, chunks, problems } = await verifySet(set, {
      ...(signal !== undefined && { signal }),
      onProgress: ({ bytes, total }) => onProgress?.({ phase: 'verifying', bytes, total }),
    });
    if (ok) return;
    const bad = chunks.filter(({ findings }) => findings.length > 0).map(({ name }) => name);
    const named = bad.length > 0 ? bad : [...new Set(problems.flatMap(({ affected }) => affected))];
    const params = { directory, files: named.slice(0, 5).join(', ') };
    throw new SluiceError('REPAIR_SET_DAMAGED', { params, affected: named });
  } finally {
    await set.close();
  }
}

/** The table first: without it the rest counts as nothing. */
async function removeOld(fs: FileSystem, directory: string): Promise<void> {
  await removeUnfinished(fs, directory);
  const names = (await fs.readdir(directory)).filter(isRepairName);
  for (const name of names.filter(isTableName)) await fs.unlink(join(directory, name));
  if (names.length > 0) await syncDirectory(fs, directory);
  for (const name of names.filter((each) => !isTableName(each))) await fs.unlink(join(directory, name));
}

async function removeUnfinished(fs: FileSystem, directory: string): Promise<void> {
  for (const name of await fs.readdir(directory)) {
    if (name.startsWith(unfinishedPrefix)) await removeIfPresent(fs, join(directory, name));
  }
}

async function refuseFullDisk(fs: FileSystem, directory: string, geometry: Geometry): Promise<void> {
  const { bavail, bsize } = await fs.statfs(directory);
  const free = bavail * bsize;
  const sums = 3 * 17 * (geometry.blocks + geometry.rows * geometry.repairs);
  const needed = repairBytes(geometry) + sums + 1024 * 1024;
  if (needed <= free) return;
  const params = { directory, needed: formatBytes(needed), free: formatBytes(free) };
  throw new SluiceError('REPAIR_NO_SPACE', { params, affected: [directory] });
}

/**
 * Sums of what was misread would have mending spoil good blocks: everything is read once more before the table counts.
 * Throws REPAIR_UNSTEADY.
 */
async function readBack(
  fs: FileSystem,
  directory: string,
  table: RepairTable,
  { signal, onProgress }: MakeOptions,
): Promise<void> {
  const { files, lostRepair } = await surveyBlocks(fs, directory, table, {
    ...(signal !== undefined && { signal }),
    onProgress: (bytes, total) => onProgress?.({ phase: 'checking', bytes, total }),
  });
  const bad = files.filter(({ state }) => state !== 'whole').map(({ name }) => name);
  if (bad.length === 0 && !lostRepair.includes(1)) return;
  await removeOld(fs, directory);
  const file = bad[0] ?? volumeName(1);
  throw new SluiceError('REPAIR_UNSTEADY', { params: { file }, affected: [file], retryable: true });
}

async function writeVolumes(
  fs: FileSystem,
  directory: string,
  table: RepairTable,
  { signal, onProgress }: MakeOptions,
): Promise<void> {
  const { geometry, files } = table;
  const { blockSize, rows, repairs, positions } = geometry;
  const volumes = volumesOf(geometry);
  const handles = new Map<number, FileHandle>();
  const data = openBlockFiles(fs, directory, files, blockSize, 'whole');
  const atOnce = rowsAtOnce(geometry);
  const sums = createRowSums(positions, repairs, atOnce * blockSize);
  try {
    for (const { volume } of volumes) {
      const path = join(directory, unfinishedPrefix + volumeName(volume));
      handles.set(volume, await fs.open(path, 'wx'));
    }
    for (let from = 0; from < rows; from += atOnce) {
      const to = Math.min(rows, from + atOnce);
      await sumRows({ geometry, data, signal }, sums, from, to, (block, content) => {
        table.data.set(block, content);
        return true;
      });
      for (let repair = 0; repair < repairs; repair += 1) {
        const bytes = sums.sumsFor(repair);
        for (let row = from; row < to; row += 1) {
          const content = bytes.subarray((row - from) * blockSize, (row - from + 1) * blockSize);
          table.repair.set(repair * rows + row, content);
          const { volume, block } = volumePlace(geometry, repair, row);
          await writeAll(handles.get(volume), content, block * blockSize);
        }
      }
      onProgress?.({ phase: 'making', bytes: to, total: rows });
    }
    for (const handle of handles.values()) await handle.sync();
  } finally {
    await data.close();
    for (const handle of handles.values()) await handle.close();
  }
  for (const { volume } of volumes) {
    const name = volumeName(volume);
    await fs.rename(join(directory, unfinishedPrefix + name), join(directory, name));
  }
  await syncDirectory(fs, directory);
}

async function writeAll(handle: FileHandle | undefined, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await handle?.write(bytes, done, bytes.length - done, position + done);
    done += written?.bytesWritten ?? bytes.length;
  }
}
