import type { Finding } from '../../contract/index.ts';
import {
  appendRecord,
  installationLog,
  readChain,
  readHead,
  stateDirectory,
  writeHead,
  type ChainReport,
  type CustodyChain,
  type CustodyEntry,
  type CustodyHead,
  type SeenChain,
} from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { breakFinding, tornFindings } from './break-finding.ts';
import { allGone, isRecorded, lookedThrough } from './read-log.ts';

/** The installation's own log, compared with how far it is known to go. */
export interface InstallationLog {
  readonly path: string;
  /** Undefined: nothing was recorded yet, or the file is gone. */
  readonly report: ChainReport | undefined;
  readonly head: CustodyHead | undefined;
  readonly broken: ChainReport['broken'];
}

/** Throws CUSTODY_UNREADABLE, LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
export async function readInstallationLog(
  { fs, environment }: HostServices,
  keep: number,
): Promise<InstallationLog> {
  const state = stateDirectory(environment);
  const path = installationLog(state);
  const head = await readHead(fs, state);
  const seen: SeenChain | undefined = head === undefined || head.records === 0 ? undefined : head;
  const of: CustodyChain | undefined = head === undefined ? undefined : { kind: 'installation', id: head.id };
  const report = await readChain(fs, path, { keep, seen, ...(of !== undefined && { of }) });
  return { path, report, head, broken: report === undefined ? allGone(seen) : report.broken };
}

/**
 * Adds records to the installation's log. What is wrong with it is told, and does not keep the new ones out. Call it
 * under the log's lock. Throws LEDGER_WRITE_FAILED and what reading throws.
 */
export async function recordInInstallation(
  services: HostServices,
  entries: readonly CustodyEntry[],
  onlyMissing: boolean,
): Promise<Finding[]> {
  const { fs, environment, clock, random } = services;
  const state = stateDirectory(environment);
  const { path, report, head, broken } = await readInstallationLog(services, onlyMissing ? lookedThrough : 0);
  const id = head?.id ?? (report?.chain?.kind === 'installation' ? report.chain.id : random.uuid());
  const chain: CustodyChain = { kind: 'installation', id };
  const findings = tornFindings(path, report ?? {});
  if (broken !== undefined)
    findings.push(breakFinding('warning', path, broken, { found: report?.chain, expected: chain }));
  let found: Pick<ChainReport, 'tail' | 'tornBytes' | 'records'> | undefined = report;
  for (const entry of entries) {
    if (onlyMissing && isRecorded(report, entry)) continue;
    const { tail } = await appendRecord(fs, { path, found, chain, entry, now: clock.now(), mode: 0o600 });
    found = { tail, records: tail.records };
  }
  // A break stays a break: how far the log went before is not forgotten.
  if (found?.tail !== undefined && broken === undefined) {
    const { records, hash } = found.tail;
    await writeHead(fs, state, { id, records, hash });
  }
  return findings;
}
