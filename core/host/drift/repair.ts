import type { Finding, SignaturePolicy } from '../../contract/index.ts';
import { createProgress, registrySink, transfer, type ImageOutcome } from '../../transfer/index.ts';
import { recordCustody } from '../custody/index.ts';
import { lockPath } from '../mirror/hold-target.ts';
import { archiveEnd } from '../mirror/source-end.ts';
import { inPhase, showFindings } from '../observer.ts';
import { sampled } from '../progress-sampler.ts';
import type { HostServices } from '../services.ts';
import { withLock } from '../with-lock.ts';
import {
  compare,
  pathAt,
  recordCheck,
  registryOf,
  underDriftLock,
  withRegistry,
  type DriftContext,
  type DriftQuery,
  type DriftReport,
} from './check-drift.ts';
import { planRepair, type RepairPlan } from './plan-repair.ts';
import { readToldContent } from './told-images.ts';

export interface RepairQuery extends DriftQuery {
  /** Folder of the set, absolute. */
  readonly from: string;
  /** Tags that somebody moved are put back as well. */
  readonly restoreTags: boolean;
  readonly setSignature?: SignaturePolicy | undefined;
}

/** The comparison after a repair, and what the repair did. */
export interface DriftRepairReport extends DriftReport {
  readonly from: string;
  /** Images that are whole again by what was put back. */
  readonly repairedImages: number;
  /** Bytes of blobs that were pushed. */
  readonly pushedBytes: number;
}

/**
 * Puts back from a set what an enclave's registry lacks of what its receipts say, and nothing else: each image's blobs,
 * manifests and, where nobody moved it, its tag. Compares before and afterwards; what that finds is recorded. Throws
 * DRIFT_NOTHING_TOLD, SET_REFUSED, LEDGER_LOCKED, and what opening the set and asking the registry throw.
 */
export async function repairDrift(
  services: HostServices,
  query: RepairQuery,
  within: DriftContext,
): Promise<DriftRepairReport> {
  const { observer, signal, reach = services } = within;
  return underDriftLock(services, query.target, async () => {
    const told = await readToldContent(services, query.target, registryOf(query));
    const end = await archiveEnd(services, query.from, observer, signal, query.setSignature);
    try {
      // No import into the registry runs meanwhile.
      const { host, namespace } = query;
      const lock = lockPath(reach, { kind: 'registry', host, namespace });
      return await withLock(reach, lock, 'sluice drift repair', () =>
        withRegistry(services, query, within, async (network) => {
          const before = await compare(network, told, query, within);
          const client = network.target(query.host);
          const { set } = end;
          if (set === undefined) throw new RangeError('an archive is a set');
          const planned = await planRepair(client, set, told, before, {
            path: (repository) => pathAt(query, repository),
            restoreTags: query.restoreTags,
            signal,
          });
          const { outcomes, bytesStored } = await push(services, query, within, client, planned);
          signal.throwIfAborted();
          const findings = [...planned.findings, ...failures(outcomes)];
          showFindings(observer, findings);
          const repaired = outcomes.filter(
            ({ status, image }) => status === 'copied' && !planned.partial.has(image),
          ).length;
          const after = await compare(network, told, query, within);
          const report = await recordCheck(services, query, within, told, after, true);
          const noted = await recordCustody(
            services,
            [
              {
                kind: 'repaired',
                result: report.drifted ? 'incomplete' : 'good',
                ...(set.manifest !== undefined && {
                  setId: set.manifest.setId,
                  generation: set.manifest.generation,
                }),
                details: {
                  target: query.target,
                  registry: report.registry,
                  images: repaired,
                  bytes: bytesStored,
                },
              },
            ],
            { person: query.person },
          );
          showFindings(observer, noted);
          return {
            ...report,
            findings: [...findings, ...report.findings, ...noted],
            from: query.from,
            repairedImages: repaired,
            pushedBytes: bytesStored,
          };
        }),
      );
    } finally {
      await end.close();
    }
  });
}

async function push(
  { clock }: HostServices,
  { namespace }: DriftQuery,
  { observer, signal }: DriftContext,
  client: Parameters<typeof registrySink>[0]['client'],
  { plan, partial }: RepairPlan,
): Promise<{ readonly outcomes: readonly ImageOutcome[]; readonly bytesStored: number }> {
  const sink = registrySink({ client, namespace });
  const progress = createProgress();
  return inPhase(observer, 'transfer', () =>
    sampled({ clock, observer, phase: 'transfer', progress }, () =>
      transfer({
        plan,
        progress,
        signal,
        sink: {
          ...sink,
          // It was compared: the registry says that it has an image whose layers are gone.
          holdsImage: () => Promise.resolve(false),
          storeImage: (image, within) =>
            partial.has(image) ? Promise.resolve() : sink.storeImage(image, within),
        },
      }),
    ),
  );
}

function failures(outcomes: readonly ImageOutcome[]): Finding[] {
  return outcomes.flatMap((outcome): Finding[] => {
    if (outcome.status !== 'failed') return [];
    const { code, params, affected } = outcome.error;
    return [{ level: 'error', code, params, affected }];
  });
}
