import { SluiceError, type DriftPhase, type DriftView, type RegistryPlace } from '../../contract/index.ts';
import type { Desk } from '../app/desk.ts';
import type { HandlersOf } from '../app/handlers.ts';
import type { CountedSets } from '../enclaves/counted-sets.ts';
import type { EnclaveStore } from '../enclaves/enclave-store.ts';
import { findingMessage } from '../observer.ts';
import { checkedPlace } from '../run-request/to-mirror-request.ts';
import type { HostServices } from '../services.ts';
import type { OwnWorkplaces } from '../workplaces/create-workplaces.ts';
import { carryAgain } from './carry-again.ts';
import { checkDrift, type DriftContext, type DriftQuery } from './check-drift.ts';
import { readDriftView } from './drift-view.ts';
import { repairDrift } from './repair.ts';
import { readTimeline } from './timeline.ts';

export interface DriftDesk extends Pick<Desk, 'paths' | 'events' | 'settings'> {
  readonly workplaces: OwnWorkplaces;
  readonly enclaves: Pick<EnclaveStore, 'find'>;
  readonly counted: Pick<CountedSets, 'forget'>;
}

/** Milliseconds between two events: four a second are enough for a bar. */
const interval = 250;

/** `drift.*`. Receipts are kept at the enterprise; the registry is reached as from the enclave. */
export function driftHandlers(desk: DriftDesk): HandlersOf<'drift'> {
  const { paths, events, settings, workplaces, enclaves, counted } = desk;

  /** Throws JOB_ENCLAVE_UNKNOWN. */
  const at = async (id: string): Promise<{ readonly services: HostServices; readonly target: string }> => {
    const found = await enclaves.find(id);
    if (found === undefined) throw new SluiceError('JOB_ENCLAVE_UNKNOWN', { affected: [id] });
    const { services } = await workplaces.at('enterprise');
    return { services, target: found.target };
  };

  const lastView = async (services: HostServices, target: string): Promise<DriftView> => {
    const view = await readDriftView(services, target);
    if (view !== undefined) return view;
    throw new SluiceError('DRIFT_NEVER_COMPARED', { params: { target }, affected: [target] });
  };

  const changed = (enclaveId: string): void => {
    counted.forget(enclaveId);
    events.publish('enclaves.changed', {});
  };

  /** What every use of an enclave's registry has in common. */
  const reaching = async (
    enclaveId: string,
    registry: RegistryPlace,
    signal: AbortSignal,
  ): Promise<{
    readonly services: HostServices;
    readonly query: DriftQuery;
    readonly within: DriftContext;
  }> => {
    const { services, target } = await at(enclaveId);
    const place = checkedPlace(registry);
    const workplace = await workplaces.reaching('enclave', [place.host]);
    const { person } = settings.current();
    return {
      services,
      query: { ...workplace.network, ...place, target, ...(person !== undefined && { person }) },
      within: {
        // What it finds is in its answer.
        observer: () => undefined,
        signal,
        reach: workplace.services,
        onProgress: progressTeller(services, (phase, done, total) =>
          events.publish('drift.progress', { enclaveId, phase, done, total }),
        ),
      },
    };
  };

  return {
    'drift.last': async ({ enclaveId }) => {
      const { services, target } = await at(enclaveId);
      return { view: (await readDriftView(services, target)) ?? null };
    },
    'drift.check': async ({ enclaveId, registry }, { signal }) => {
      const { services, query, within } = await reaching(enclaveId, registry, signal);
      const { findings } = await checkDrift(services, query, within);
      events.publish('enclaves.changed', {});
      return { view: await lastView(services, query.target), findings: findings.map(findingMessage) };
    },
    'drift.carryAgain': async ({ enclaveId }) => {
      const { services, target } = await at(enclaveId);
      await carryAgain(services, target);
      changed(enclaveId);
      return { view: await lastView(services, target) };
    },
    'drift.repair': async ({ enclaveId, registry, folder, restoreTags }, { signal }) => {
      const { services, query, within } = await reaching(enclaveId, registry, signal);
      const from = paths.resolve(folder, ['archive-in']);
      const report = await repairDrift(services, { ...query, from, restoreTags }, within);
      events.publish('enclaves.changed', {});
      const { repairedImages, pushedBytes, findings } = report;
      return {
        view: await lastView(services, query.target),
        repairedImages,
        pushedBytes,
        findings: findings.map(findingMessage),
      };
    },
    'drift.timeline': async ({ enclaveId }) => {
      const { services, target } = await at(enclaveId);
      return { entries: [...(await readTimeline(services, target))] };
    },
  };
}

/** Tells each phase's beginning and end, and in between now and then. */
function progressTeller(
  { clock }: Pick<HostServices, 'clock'>,
  tell: (phase: DriftPhase, done: number, total: number) => void,
): (phase: DriftPhase, done: number, total: number) => void {
  let current: DriftPhase | undefined;
  let next = 0;
  return (phase, done, total) => {
    const now = clock.monotonic();
    if (phase === current && done < total && now < next) return;
    current = phase;
    next = now + interval;
    tell(phase, done, total);
  };
}
