import type { SetHost } from '../../archive/index.ts';
import type { Journal } from '../../ledger/index.ts';
import { replayExport, type ExportRecord } from '../../transfer/index.ts';
import { mergeHosts } from '../answering-hosts.ts';
import type { MirrorTask } from './task.ts';

/**
 * Journals who answered, each once. Call it before a blob counts as stored, so that a later session, which does not
 * ask for that blob again, knows whom it came from.
 */
export function hostJournal({ network }: MirrorTask, journal: Journal<ExportRecord>): () => void {
  let told = 0;
  return () => {
    const seen = network.hosts();
    for (const host of seen.slice(told)) journal.append({ type: 'host', ...host });
    told = seen.length;
  };
}

/**
 * Who answered in all sessions of an export, and for content out of another set also who that set says answered then.
 * Undefined when that set does not say, and for a reproducible set: a certificate that was renewed would make it
 * another one.
 */
export function hostsOfSet(
  { network, request, source }: MirrorTask,
  journal: Journal<ExportRecord>,
): SetHost[] | undefined {
  if (request.reproducible) return undefined;
  const earlier = source.set === undefined ? [] : source.set.manifest?.hosts;
  if (earlier === undefined) return undefined;
  return [...mergeHosts(earlier, replayExport(journal.records).hosts, network.hosts())];
}
