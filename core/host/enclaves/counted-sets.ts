import type { CountedSet, Enclave, PlanRequest, PlanView } from '../../contract/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import type { LastSetFor } from './enclaves-handlers.ts';

/**
 * What the next sets of enclaves came to when a page had them counted. Counting reads the registry and writes files of
 * its own, which a page that may only look must not start: it is told what the page in control counted.
 */
export interface CountedSets {
  /** Notes a plan of an enclave's next set; others are no such thing. */
  note(request: PlanRequest, view: PlanView): void;
  /** What it has already is another now than was counted. */
  forget(enclaveId: string): void;
  /** Undefined when its configuration, or what it has already, is another one than was counted. */
  of(enclave: Pick<Enclave, 'id' | 'yaml'>): CountedSet | undefined;
}

interface Counted {
  readonly yaml: string;
  readonly lastJobId: string | undefined;
  readonly figures: CountedSet;
}

const most = 200;

/** Kept in memory: after a start, the first page in control counts anew. */
export function createCountedSets(events: Pick<EventHub, 'publish'>, lastSetFor: LastSetFor): CountedSets {
  const byEnclave = new Map<string, Counted>();
  return {
    note({ enclaveId, destination, yaml }, { at, report: { totals, unplanned } }) {
      // A plan for a chosen medium is one of a run, with options of its own.
      if (enclaveId === undefined || destination.kind !== 'undecided') return;
      const { writeBytes, carriedBytes } = totals;
      byEnclave.delete(enclaveId);
      byEnclave.set(enclaveId, {
        yaml,
        lastJobId: lastSetFor(enclaveId)?.jobId,
        figures: { at, writeBytes, carriedBytes, unplanned: unplanned.length },
      });
      const [oldest] = byEnclave.keys();
      if (byEnclave.size > most && oldest !== undefined) byEnclave.delete(oldest);
      events.publish('enclaves.changed', {});
    },
    forget: (enclaveId) => void byEnclave.delete(enclaveId),
    of({ id, yaml }) {
      const counted = byEnclave.get(id);
      if (counted?.yaml !== yaml || counted.lastJobId !== lastSetFor(id)?.jobId) return undefined;
      return counted.figures;
    },
  };
}
