import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { openSet } from '../read/open-set.ts';
import { storageFault } from '../storage-fault.ts';
import { verifySet, type VerifyReport } from '../verify/verify-set.ts';
import { openBlockFiles } from './block-files.ts';
import { checkRepair, type Checked, type CheckOptions, type RepairReport } from './check.ts';
import { openMendedFile, type MendedFile } from './mended-file.ts';
import { restoreRows } from './restore-rows.ts';
import { openVolumes } from './volumes.ts';

export interface MendReport {
  /** What was damaged before. */
  readonly before: RepairReport;
  /** Files that were put right. */
  readonly mended: readonly string[];
  /** Every byte of the set as it is now, compared with the set's own sums. */
  readonly verification: VerifyReport;
}

/**
 * Puts the set in `directory` right: computes the lost blocks, writes them and nothing else, brings files to their size,
 * and then verifies the whole set by its own manifest. May be stopped at any time and called again. Throws what checking
 * throws; REPAIR_TOO_MUCH when more is lost than can be mended, upon which nothing was touched; REPAIR_UNSTEADY,
 * REPAIR_FILE_KIND, REPAIR_STILL_DAMAGED, ARCHIVE_WRITE_FAILED and its like, and the signal's reason.
 */
export async function mendRepair(
  fs: FileSystem,
  directory: string,
  options: CheckOptions = {},
): Promise<MendReport> {
  const { signal, onProgress } = options;
  const checked = await checkRepair(fs, directory, options);
  const { report } = checked;
  refuseTooMuch(directory, report);
  const wanted = report.files.filter(({ state }) => state !== 'whole').map(({ name }) => name);
  if (wanted.length > 0) await writeMended(fs, directory, checked, options, new Set(wanted));
  const set = await openSet(fs, directory, signal === undefined ? {} : { signal });
  try {
    const verification = await verifySet(set, {
      ...(signal !== undefined && { signal }),
      onProgress: ({ bytes, total }) => onProgress?.({ phase: 'verifying', bytes, total }),
    });
    if (!verification.ok) {
      const bad = verification.chunks.filter(({ findings }) => findings.length > 0).map(({ name }) => name);
      throw new SluiceError('REPAIR_STILL_DAMAGED', { params: { directory }, affected: bad });
    }
    return { before: report, mended: wanted, verification };
  } finally {
    await set.close();
  }
}

function refuseTooMuch(directory: string, { mendable, worst, files }: RepairReport): void {
  if (mendable) return;
  throw new SluiceError('REPAIR_TOO_MUCH', {
    params: { directory, lost: worst.lost, spare: worst.spare },
    affected: files.filter(({ state }) => state !== 'whole').map(({ name }) => name),
  });
}

async function writeMended(
  fs: FileSystem,
  directory: string,
  { table, survey }: Checked,
  { signal, onProgress }: CheckOptions,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { blockSize } = table.geometry;
  const data = openBlockFiles(fs, directory, table.files, blockSize);
  const volumes = openVolumes(fs, directory, table.geometry);
  const open = new Map<string, MendedFile>();
  let name = '';
  try {
    for (const file of table.files) {
      name = file.name;
      if (wanted.has(name)) open.set(name, await openMendedFile(fs, directory, file));
    }
    await restoreRows({
      table,
      survey,
      data,
      volumes,
      signal,
      onRows: (done, total) => onProgress?.({ phase: 'mending', bytes: done, total }),
      onBlock: async (block, content) => {
        const span = data.spanOf(block);
        if (span === undefined) return;
        name = span.file.name;
        const position = (block - span.first) * blockSize;
        const bytes = content.subarray(0, Math.min(blockSize, span.file.size - position));
        await open.get(name)?.write(bytes, position);
      },
    });
    for (const [finished, file] of open) {
      name = finished;
      open.delete(finished);
      await file.finish();
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw storageFault(error, name, 'write');
  } finally {
    for (const file of open.values()) await file.abandon().catch(() => undefined);
    await data.close();
    await volumes.close();
  }
}
