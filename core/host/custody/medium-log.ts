import { join } from 'node:path';
import { manifestName } from '../../archive/index.ts';
import { SluiceError, type Finding } from '../../contract/index.ts';
import {
  appendRecord,
  custodyName,
  type ChainReport,
  type ChainTail,
  type CustodyChain,
  type CustodyEntry,
  type SeenChain,
} from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { breakFinding, tornFindings } from './break-finding.ts';
import { notRecorded } from './not-recorded.ts';
import { allGone, isRecorded, lookedThrough, readLog, setIds, witnessOf } from './read-log.ts';
import type { SetPlace } from './set-place.ts';
import { withLogLock } from './with-lock.ts';

/** What became of the log on a medium: for the installation's own record, and to be told. */
export interface MediumLog {
  readonly findings: readonly Finding[];
  /** The chain as it is now. */
  readonly chain?: SeenChain;
  /** `whole`, or the code of what is wrong with it. */
  readonly state: string;
}

export interface MediumRecords {
  readonly place: SetPlace;
  readonly setId: string;
  readonly entries: readonly CustodyEntry[];
  /** Only what is not recorded of this set yet: after a crash nobody knows. */
  readonly onlyMissing: boolean;
}

/**
 * Adds records to the log beside a set. What cannot be written or is broken is told as a finding: a medium without its
 * log is still good. Call it under the lock of the installation's log. Throws the codes of the witness' file.
 */
export async function recordOnMedium(services: HostServices, records: MediumRecords): Promise<MediumLog> {
  const { path, folder } = records.place;
  try {
    const lock = join(folder, `.${custodyName}.lock`);
    await requireSet(services, folder);
    return await withLogLock(services, lock, () => append(services, records));
  } catch (error) {
    const finding = notRecorded('medium', path, error);
    return { findings: [finding], state: finding.code };
  }
}

/** The medium may be gone: nothing is to be made in the empty folder that it was mounted on. Throws LEDGER_READ_FAILED. */
async function requireSet({ fs }: HostServices, folder: string): Promise<void> {
  const path = join(folder, manifestName);
  try {
    await fs.stat(path);
  } catch (error) {
    throw new SluiceError('LEDGER_READ_FAILED', {
      params: { path, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' },
      affected: [path],
      cause: error,
    });
  }
}

async function append(services: HostServices, records: MediumRecords): Promise<MediumLog> {
  const { fs, clock } = services;
  const { place, setId, entries, onlyMissing } = records;
  const { path, key } = place;
  const chain: CustodyChain = { kind: 'set', id: setId };
  const isMadeHere = entries[0]?.kind === 'created';
  const witness = witnessOf(services);
  const found = await readLog(services, place, setId, onlyMissing ? lookedThrough : 0);
  // Where the set is made now there may have been another log of it before: it went with its folder.
  const seen = isMadeHere && found.report === undefined ? undefined : found.seen;
  const report = isMadeHere ? allowingOther(found.report) : found.report;
  const broken = report?.broken ?? (report === undefined ? allGone(seen) : undefined);
  const findings: Finding[] = tornFindings(path, report ?? {});
  if (broken !== undefined)
    findings.push(breakFinding('warning', path, broken, { found: report?.chain, expected: chain }));
  const state = findings.find(({ level }) => level === 'warning')?.code ?? 'whole';
  if (!takesRecords(report)) return { findings, state };
  let tail: ChainTail | undefined = report?.tail;
  let current: Pick<ChainReport, 'tail' | 'tornBytes' | 'records'> | undefined = report;
  for (const entry of entries) {
    if (onlyMissing && isRecorded(report, entry)) continue;
    const added = await appendRecord(fs, {
      path,
      found: current,
      chain,
      entry,
      now: clock.now(),
      mode: 0o644,
    });
    tail = added.tail;
    current = { tail, records: tail.records };
  }
  // A break stays a break: what was seen before it is not forgotten for what was found.
  if (tail !== undefined && broken === undefined)
    await witness.remember(key, setIds(setId, report), tail, clock.now());
  return { findings, state, ...(tail !== undefined && { chain: tail }) };
}

/** Nothing is added to what is not this set's, nor behind what is not understood. A gap is gone on after. */
function takesRecords(report: ChainReport | undefined): boolean {
  if (report === undefined || report.records === 0) return true;
  const { how } = report.broken ?? {};
  return report.tail !== undefined && how !== 'foreign' && how !== 'newer';
}

/** The next set in a folder is named by the record that is about to be written. */
function allowingOther(report: ChainReport | undefined): ChainReport | undefined {
  if (report?.broken?.how !== 'foreign' || report.chain?.kind !== 'set') return report;
  const { broken: _, ...rest } = report;
  return rest;
}
