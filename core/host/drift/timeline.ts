import type { TimelineEntry, TimelineKind } from '../../contract/index.ts';
import type { Acknowledgement, DriftCheck, TargetExport } from '../../ledger/index.ts';
import { readInstallationCustody } from '../custody/index.ts';
import { readTarget } from '../receipts/target-sets.ts';
import type { HostServices } from '../services.ts';
import { isDrift } from './compare.ts';
import { driftChecksOf } from './check-drift.ts';
import { mergeLogs } from './merge-logs.ts';

type Event = Omit<TimelineEntry, 'clockDiffers'>;

/** Records of the custody log that are looked through, the newest. */
const mostRecords = 1000;
/** Entries that are told, the newest. */
const mostEntries = 5000;

/** Kinds of the custody log that no other source tells better. */
const fromCustody: ReadonlySet<string> = new Set<TimelineKind>([
  'written',
  'copied',
  'verified',
  'inspected',
  'approved',
  'imported',
  'repaired',
]);

/**
 * What is known of an enclave's sets and of its registry, newest first: sets made, what the custody log of this
 * installation says of them, receipts and marks, comparisons. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED,
 * LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED.
 */
export async function readTimeline(services: HostServices, name: string): Promise<readonly TimelineEntry[]> {
  const { target, records } = await readTarget(services, name);
  const checks = await driftChecksOf(services).list(name);
  const placed = mergeLogs(target.exports.map(madeEvent), [
    records.map(recordEvent),
    await custodyEvents(services, name, target.exports),
    checks.map(checkEvent),
  ]);
  return placed
    .toReversed()
    .slice(0, mostEntries)
    .map(({ event, clockDiffers }) => ({ ...event, clockDiffers }));
}

function madeEvent({ setId, generation, time, bytes, images }: TargetExport): Event {
  return { key: `made-${setId}`, kind: 'made', time, generation, bytes, images };
}

function recordEvent(record: Acknowledgement, index: number): Event {
  const facts = { key: `record-${index}`, time: record.time };
  switch (record.type) {
    case 'receipt': {
      const { generation, result, images } = record;
      return { ...facts, kind: 'received', generation, result, images };
    }
    case 'statement':
      return { ...facts, kind: 'stated', registry: record.registry, digests: record.digests };
    case 'lost':
      return { ...facts, kind: 'lost', generation: record.generation, reason: record.reason };
    case 'carry-again':
      return { ...facts, kind: 'carry-again', registry: record.registry, digests: record.digests };
    case 'found':
    case 'made-again':
      return { ...facts, kind: record.type, generation: record.generation };
  }
}

/** Nothing when the log cannot be read: its own page says why. */
async function custodyEvents(
  services: HostServices,
  target: string,
  sets: readonly TargetExport[],
): Promise<readonly Event[]> {
  const generations = new Map(sets.map(({ setId, generation }) => [setId, generation]));
  const log = await readInstallationCustody(services, mostRecords).catch(() => undefined);
  return (log?.newest ?? []).flatMap((record): Event[] => {
    const { kind, setId = '', details, person, medium, sealNumber, result, time } = record;
    const isOurs = generations.has(setId) || details['target'] === target;
    if (!isOurs || !isTold(kind)) return [];
    const generation = generations.get(setId);
    return [
      {
        key: `custody-${record.record}`,
        kind,
        time,
        person,
        result,
        ...(generation !== undefined && { generation }),
        ...(medium !== undefined && { medium }),
        ...(sealNumber !== undefined && { sealNumber }),
        ...(kind === 'repaired' &&
          typeof details['registry'] === 'string' && { registry: details['registry'] }),
      },
    ];
  });
}

function isTold(kind: string): kind is TimelineKind {
  return fromCustody.has(kind);
}

function checkEvent({ id, time, person, registry, images, gone, counts }: DriftCheck): Event {
  return {
    key: `check-${id}`,
    kind: 'compared',
    time,
    person,
    registry,
    images,
    digests: gone,
    result: hasDrift(counts) ? 'drifted' : 'as-told',
  };
}

export function hasDrift(counts: DriftCheck['counts']): boolean {
  return Object.keys(counts).some((kind) => isDrift({ kind: kind as keyof DriftCheck['counts'] }));
}
