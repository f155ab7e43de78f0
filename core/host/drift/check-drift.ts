import type { DriftPhase, Finding } from '../../contract/index.ts';
import {
  mostDifferences,
  mostGone,
  openDriftChecks,
  stateDirectory,
  type DriftCheck,
  type DriftChecks,
  type DriftDetails,
} from '../../ledger/index.ts';
import { actorOf, recordCustody } from '../custody/index.ts';
import { destinationText } from '../mirror/task.ts';
import { openNetwork, type Network, type NetworkRequest } from '../network.ts';
import { showFindings, type Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { toolVersion } from '../version.ts';
import { withLock } from '../with-lock.ts';
import { compareWithRegistry, isDrift, type Comparison } from './compare.ts';
import { setsWith, type HoldingSet } from './sets-with.ts';
import { readToldContent, type ToldContent } from './told-images.ts';

/** An enclave and where its registry is. */
export interface DriftQuery extends NetworkRequest {
  /** The name under which sets for the enclave are made. */
  readonly target: string;
  readonly host: string;
  /** Path below the host under which everything lies; empty: none. */
  readonly namespace: string;
  /** For the record; absent: see `actorOf`. */
  readonly person?: string;
}

export interface DriftContext {
  readonly observer: Observer;
  readonly signal: AbortSignal;
  readonly onProgress?: (phase: DriftPhase, done: number, total: number) => void;
  /** From where the registry is reached; absent: from where the receipts are kept. */
  readonly reach?: HostServices;
}

/** A comparison as it was recorded. */
export interface DriftReport extends DriftCheck {
  readonly target: string;
  /** Something is not as the receipts say. */
  readonly drifted: boolean;
  readonly differences: DriftDetails['differences'];
  /** Sets of the enclave that have something of what is gone, newest first. */
  readonly sets: readonly HoldingSet[];
  readonly findings: readonly Finding[];
}

export function driftChecksOf({ fs, environment }: Pick<HostServices, 'fs' | 'environment'>): DriftChecks {
  return openDriftChecks({ fs, stateDirectory: stateDirectory(environment) });
}

/**
 * Compares an enclave's registry with what its receipts say, and records what was found. Throws DRIFT_NOTHING_TOLD,
 * LEDGER_TARGET_NAME_INVALID, LEDGER_LOCKED, and what asking the registry throws: then nothing is recorded.
 */
export async function checkDrift(
  services: HostServices,
  query: DriftQuery,
  within: DriftContext,
): Promise<DriftReport> {
  return underDriftLock(services, query.target, () =>
    withRegistry(services, query, within, async (network) => {
      const told = await readToldContent(services, query.target, registryOf(query));
      const found = await compare(network, told, query, within);
      return recordCheck(services, query, within, told, found, false);
    }),
  );
}

export function registryOf({ host, namespace }: Pick<DriftQuery, 'host' | 'namespace'>): string {
  return destinationText({ kind: 'registry', host, namespace });
}

export function withRegistry<Result>(
  services: HostServices,
  query: DriftQuery,
  { observer, reach = services }: DriftContext,
  work: (network: Network) => Promise<Result>,
): Promise<Result> {
  return openNetwork(reach, query, observer).then(async (network) => {
    try {
      return await work(network);
    } finally {
      await network.close();
    }
  });
}

/**
 * One comparison of an enclave at a time: what is recorded comes in one order. Throws LEDGER_LOCKED,
 * LEDGER_TARGET_NAME_INVALID.
 */
export async function underDriftLock<Result>(
  services: HostServices,
  target: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return withLock(services, driftChecksOf(services).lockPath(target), 'sluice drift', work);
}

/** A repository's path at the host. */
export function pathAt({ namespace }: Pick<DriftQuery, 'namespace'>, repository: string): string {
  return namespace === '' ? repository : `${namespace}/${repository}`;
}

export function compare(
  network: Network,
  told: ToldContent,
  query: DriftQuery,
  { signal, onProgress }: DriftContext,
): Promise<Comparison> {
  return compareWithRegistry(network.target(query.host), told, {
    path: (repository) => pathAt(query, repository),
    signal,
    ...(onProgress !== undefined && { onProgress }),
  });
}

export async function recordCheck(
  services: HostServices,
  query: DriftQuery,
  { observer }: Pick<DriftContext, 'observer'>,
  told: ToldContent,
  { differences, counts, intact, gone }: Comparison,
  repaired: boolean,
): Promise<DriftReport> {
  const { target, person } = query;
  const registry = registryOf(query);
  const check: DriftCheck = {
    id: services.random.uuid(),
    time: services.clock.now().toISOString(),
    ...actorOf(services, person),
    tool: `sluice ${toolVersion}`,
    registry,
    repaired,
    ...(told.lastGeneration > 0 && { lastGeneration: told.lastGeneration }),
    images: told.images.length,
    intact,
    counts,
    gone: gone.length,
  };
  // What is drift comes first, so that a long list loses the least.
  const sorted = [...differences.filter(isDrift), ...differences.filter((one) => !isDrift(one))];
  const details = { differences: sorted.slice(0, mostDifferences), gone: gone.slice(0, mostGone) };
  await driftChecksOf(services).record(target, check, details);
  const drifted = differences.some(isDrift);
  const findings = [
    ...otherRegistry(told, registry, target),
    ...(await recordCustody(
      services,
      [
        {
          kind: 'compared',
          result: drifted ? 'damaged' : 'good',
          details: { target, registry, images: check.images, intact, gone: gone.length },
        },
      ],
      { person },
    )),
  ];
  showFindings(observer, findings);
  const sets = await setsWith(services, told.sets, new Set(gone));
  return { ...check, target, drifted, differences: details.differences, sets, findings };
}

/** Everything is missing where nobody brought anything: the wrong registry was named. */
function otherRegistry({ registries }: ToldContent, registry: string, target: string): Finding[] {
  if (registries.length === 0 || registries.includes(registry)) return [];
  const params = { target, registry, told: registries.join(', ') };
  return [{ level: 'warning', code: 'DRIFT_OTHER_REGISTRY', params, affected: [target] }];
}
