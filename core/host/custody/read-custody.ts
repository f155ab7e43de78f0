import { SluiceError, type CustodyRecordView, type CustodyView, type Finding } from '../../contract/index.ts';
import {
  type ChainBreak,
  type ChainReport,
  type CustodyChain,
  type CustodyRecord,
} from '../../ledger/index.ts';
import { findingMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { breakFinding, tornFindings } from './break-finding.ts';
import { readInstallationLog } from './installation-log.ts';
import { allGone, readLog, setIds, witnessOf } from './read-log.ts';
import { setIn, setPlace, type SetPlace } from './set-place.ts';
import { withInstallationLock } from './with-lock.ts';

/** What is found in a log: the parts of a view. */
interface Found {
  readonly place: CustodyView['place'];
  readonly path: string;
  readonly report: ChainReport | undefined;
  readonly broken: ChainBreak | undefined;
  readonly expected: CustodyChain;
  readonly notices: readonly Finding[];
}

/**
 * The log of the set in `folder`, checked from its beginning and compared with what this installation saw of it; the
 * newest `newest` records. Throws CUSTODY_UNREADABLE, and ARCHIVE_SET_ABSENT for a folder with neither set nor log.
 */
export async function readSetCustody(
  services: HostServices,
  folder: string,
  newest: number,
): Promise<CustodyView> {
  const place = await setPlace(services, folder);
  const setId = (await setIn(services, folder))?.setId;
  if (setId === undefined) return withoutSet(services, place);
  const { report, seen } = await readLog(services, place, setId, newest);
  const broken = report === undefined ? allGone(seen) : report.broken;
  const longer = await longerElsewhere(services, place, setId, report);
  if (report?.tail !== undefined && broken === undefined)
    await noteSeen(services, place, setId, report.tail, report);
  const expected: CustodyChain = { kind: 'set', id: setId };
  return viewOf({ place: 'set', path: place.path, report, broken, expected, notices: longer });
}

/** The log of everything that was recorded with this state directory. Throws CUSTODY_UNREADABLE, LEDGER_STATE_DAMAGED. */
export async function readInstallationCustody(services: HostServices, newest: number): Promise<CustodyView> {
  const { path, report, head, broken } = await readInstallationLog(services, newest);
  const expected: CustodyChain = { kind: 'installation', id: head?.id ?? report?.chain?.id ?? '-' };
  return viewOf({ place: 'installation', path, report, broken, expected, notices: [] });
}

/** oc-mirror's archives have no log of their own; whose log might lie there nobody can say. */
async function withoutSet({ fs }: HostServices, { folder, path }: SetPlace): Promise<CustodyView> {
  const isFolder = await fs.stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new SluiceError('ARCHIVE_SET_ABSENT', { params: { directory: folder }, affected: [folder] });
  return { place: 'set', display: path, state: 'absent', records: 0, newest: [], notices: [] };
}

async function longerElsewhere(
  services: HostServices,
  { key, path }: SetPlace,
  setId: string,
  report: ChainReport | undefined,
): Promise<Finding[]> {
  const other = await witnessOf(services).elsewhere(key, [setId]);
  const records = report?.records ?? 0;
  if (other === undefined || other.records <= records) return [];
  const params = { path, found: records, records: other.records, day: other.time.slice(0, 10) };
  return [{ level: 'note', code: 'CUSTODY_ELSEWHERE_LONGER', params, affected: [path] }];
}

/** Whoever saw a log can tell later when it was cut. That it cannot be noted costs nothing now. */
async function noteSeen(
  services: HostServices,
  { key }: SetPlace,
  setId: string,
  tail: NonNullable<ChainReport['tail']>,
  report: ChainReport,
): Promise<void> {
  const witness = witnessOf(services);
  const ids = setIds(setId, report);
  const known = await witness.seen(key, ids);
  if (known !== undefined && known.records >= tail.records) return;
  try {
    await withInstallationLock(services, () => witness.remember(key, ids, tail, services.clock.now()));
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
  }
}

function viewOf({ place, path, report, broken, expected, notices }: Found): CustodyView {
  const finding =
    broken === undefined
      ? undefined
      : breakFinding('error', path, broken, { found: report?.chain, expected });
  const all = [...tornFindings(path, report ?? {}), ...notices];
  return {
    place,
    display: path,
    state: finding !== undefined ? 'broken' : (report?.records ?? 0) === 0 ? 'absent' : 'whole',
    ...(finding !== undefined &&
      broken !== undefined && { broken: { record: broken.record, message: findingMessage(finding) } }),
    records: report?.records ?? 0,
    newest: (report?.newest ?? []).map(({ line, record }) => viewOfRecord(line, record, broken)),
    ...(report?.tail !== undefined && { hash: report.tail.hash }),
    notices: all.map((each) => ({ level: each.level, message: findingMessage(each) })),
  };
}

function viewOfRecord(
  line: number,
  record: CustodyRecord,
  broken: ChainBreak | undefined,
): CustodyRecordView {
  const { medium, details, clockSeconds, mendedBytes } = record;
  const name = [medium?.label, medium?.id].filter((part) => part !== undefined).join(' · ');
  return {
    record: line,
    time: record.time,
    kind: record.kind,
    person: record.person,
    host: record.host,
    tool: record.tool,
    ...(record.setId !== undefined && { setId: record.setId }),
    ...(record.generation !== undefined && { generation: record.generation }),
    ...(name !== '' && { medium: name }),
    ...(record.sealNumber !== undefined && { sealNumber: record.sealNumber }),
    result: record.result,
    details: { ...details },
    ...(clockSeconds !== undefined && { clockBack: clockSeconds }),
    ...(mendedBytes !== undefined && { mendedBytes }),
    vouched: broken === undefined || line < broken.record,
  };
}
