import { SluiceError, type Finding, type MirrorRequest } from '../../contract/index.ts';
import { awaitedSets, holdingsOf, isAcknowledging, type SetStanding } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import { readGone, readLastStatement, readSetHoldings, readTarget } from '../receipts/target-sets.ts';
import type { HostServices } from '../services.ts';
import type { MirrorTask } from './task.ts';

/** What a target holds by its receipts, and the set that one which builds on that comes after. */
export interface AcknowledgedHoldings {
  readonly digests: ReadonlySet<Digest>;
  readonly parent: { readonly setId: string; readonly generation: number } | undefined;
  /** Of what was gone from its registry when it was compared, all that no set brought back since. */
  readonly gone: ReadonlySet<Digest>;
  readonly findings: readonly Finding[];
}

/**
 * Undefined when only the history tells what the target holds: nothing came back from it, nothing was lost, and sets
 * on their way are trusted. `since`: only what was known of before counts.
 */
export async function acknowledgedHoldings(
  { request, services }: Pick<MirrorTask, 'request' | 'services'>,
  name: string,
  history: ReadonlySet<Digest>,
  since: Date | undefined,
): Promise<AcknowledgedHoldings | undefined> {
  const known = await readTarget(services, name);
  const unacknowledged = request.unacknowledged === 'carry' ? 'carry' : 'trust';
  if (unacknowledged === 'trust' && !isAcknowledging(known.records)) return undefined;
  const isBefore = (time: string): boolean => since === undefined || Date.parse(time) < since.getTime();
  const standings = known.standings.filter(({ set }) => isBefore(set.time));
  const statement = await readLastStatement(services, known);
  const gone = await readGone(services, known);
  const { digests, counted, lacking } = holdingsOf({
    sets: await readSetHoldings(services, { ...known, standings }),
    history,
    unacknowledged,
    ...(gone !== undefined && { gone }),
    ...(statement !== undefined &&
      isBefore(statement.statedAt) && {
        statement: { ...statement, lastGeneration: statement.lastSet?.generation },
      }),
  });
  const last = counted.at(-1)?.set;
  const answers = known.records.some(({ type }) => type === 'receipt' || type === 'statement');
  return {
    digests,
    gone: (gone?.digests ?? new Set<Digest>()).difference(digests),
    parent: last === undefined ? undefined : { setId: last.setId, generation: last.generation },
    findings: [
      ...(answers
        ? named(
            'warning',
            'SET_UNACKNOWLEDGED_TRUSTED',
            name,
            counted.filter(({ state }) => state === 'made'),
          )
        : []),
      ...named('note', 'SET_CARRIED_AGAIN', name, lacking),
    ],
  };
}

function named(
  level: Finding['level'],
  code: 'SET_UNACKNOWLEDGED_TRUSTED' | 'SET_CARRIED_AGAIN',
  target: string,
  sets: readonly SetStanding[],
): Finding[] {
  if (sets.length === 0) return [];
  const generations = sets.map(({ set }) => set.generation).join(', ');
  return [{ level, code, params: { target, generations }, affected: [target] }];
}

/**
 * With `wait`: throws SET_NOT_ACKNOWLEDGED while a set is on its way. Throws SET_POLICY_WITHOUT_TARGET. Call it before
 * anything is read.
 */
export async function requireAcknowledged(
  services: Pick<HostServices, 'fs' | 'environment'>,
  { target, unacknowledged, destination, again, selfContained }: MirrorRequest,
): Promise<void> {
  if (unacknowledged === 'trust' || destination.kind !== 'archive') return;
  if (target === undefined) throw new SluiceError('SET_POLICY_WITHOUT_TARGET', { stage: 'configure' });
  if (unacknowledged !== 'wait' || again !== undefined || selfContained) return;
  const known = await readTarget(services, target);
  const awaited = awaitedSets(known.target, known.records);
  if (awaited.length === 0) return;
  throw new SluiceError('SET_NOT_ACKNOWLEDGED', {
    params: {
      target,
      count: awaited.length,
      generations: awaited.map(({ generation }) => generation).join(', '),
    },
    stage: 'configure',
    affected: [target],
  });
}
