import {
  openWitness,
  readChain,
  stateDirectory,
  type ChainReport,
  type CustodyEntry,
  type CustodyWitness,
  type SeenChain,
} from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import type { SetPlace } from './set-place.ts';

/** A log beside a set as it is, and what this installation saw of it before. */
export interface FoundLog {
  /** Undefined: there is none. */
  readonly report: ChainReport | undefined;
  readonly seen: SeenChain | undefined;
}

export function witnessOf({ fs, environment }: HostServices): CustodyWitness {
  return openWitness({ fs, stateDirectory: stateDirectory(environment) });
}

/** Checks the log of a set from its beginning. Throws CUSTODY_UNREADABLE and the codes of the witness' file. */
export async function readLog(
  services: HostServices,
  { path, key }: SetPlace,
  setId: string,
  keep: number,
): Promise<FoundLog> {
  const witness = witnessOf(services);
  const check = (seen: SeenChain | undefined): Promise<ChainReport | undefined> =>
    readChain(services.fs, path, { keep, seen, of: { kind: 'set', id: setId } });
  const seen = await witness.seen(key, [setId]);
  const report = await check(seen);
  if (report?.chain === undefined || report.chain.id === setId) return { report, seen };
  // The folder held another set before: how far its log was seen counts as well.
  const longer = await witness.seen(key, setIds(setId, report));
  return longer?.records === seen?.records ? { report, seen } : { report: await check(longer), seen: longer };
}

/** The set, and the first one of its folder: the log goes on from one to the next. */
export function setIds(setId: string, report: Pick<ChainReport, 'chain'> | undefined): string[] {
  return [...new Set([setId, ...(report?.chain === undefined ? [] : [report.chain.id])])];
}

/** A log that was seen and is not there any more. */
export function allGone(seen: SeenChain | undefined): ChainReport['broken'] {
  return seen === undefined ? undefined : { how: 'cut', record: 1, missing: seen.records };
}

/** How many records are looked through for one of the same kind and set. */
export const lookedThrough = 1000;

/** Whether one of the newest records says the same of the same set. */
export function isRecorded(report: ChainReport | undefined, { kind, setId }: CustodyEntry): boolean {
  return report?.newest.some(({ record }) => record.kind === kind && record.setId === setId) ?? false;
}
