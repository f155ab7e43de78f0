import { SluiceError } from '../../contract/index.ts';
import type { SetStanding } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { whileRecording } from './record-acknowledgement.ts';
import { readTarget } from './target-sets.ts';

/**
 * Marks a set whose medium will not arrive: its content never counts as held. Marking it twice changes nothing. Throws
 * SET_TARGET_UNKNOWN, SET_GENERATION_UNKNOWN, SET_HAS_RECEIPT.
 */
export async function markLost(
  services: HostServices,
  target: string,
  generation: number,
  reason: string,
): Promise<void> {
  await changing(services, target, generation, async ({ set, state }, add) => {
    if (state === 'acknowledged' || state === 'incomplete') {
      throw new SluiceError('SET_HAS_RECEIPT', { params: { generation, target }, affected: [set.setId] });
    }
    if (state === 'lost') return;
    await add({ type: 'lost', time: now(services), generation, setId: set.setId, reason });
  });
}

/** Takes the mark back. Throws SET_TARGET_UNKNOWN, SET_GENERATION_UNKNOWN, SET_NOT_LOST. */
export async function markFound(services: HostServices, target: string, generation: number): Promise<void> {
  await changing(services, target, generation, async ({ set, state }, add) => {
    if (state !== 'lost') {
      throw new SluiceError('SET_NOT_LOST', { params: { generation, target }, affected: [set.setId] });
    }
    await add({ type: 'found', time: now(services), generation, setId: set.setId });
  });
}

const now = ({ clock }: HostServices): string => clock.now().toISOString();

async function changing(
  services: HostServices,
  target: string,
  generation: number,
  work: (standing: SetStanding, add: Parameters<Parameters<typeof whileRecording>[2]>[0]) => Promise<void>,
): Promise<void> {
  const { standings } = await readTarget(services, target);
  if (standings.length === 0) {
    throw new SluiceError('SET_TARGET_UNKNOWN', { params: { target }, affected: [target] });
  }
  await whileRecording(services, target, async (add) => {
    const known = await readTarget(services, target);
    const standing = known.standings.find(({ set }) => set.generation === generation);
    if (standing === undefined) {
      throw new SluiceError('SET_GENERATION_UNKNOWN', { params: { generation, target }, affected: [target] });
    }
    await work(standing, add);
  });
}
