import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetworkClient } from '../../../support/receipts-client.ts';
import { listKnownSets, markLost } from '../../../../core/host/index.ts';
import { stateHoldings } from '../../../../core/host/receipts/state-holdings.ts';
import { readSetHoldings, readTarget } from '../../../../core/host/receipts/target-sets.ts';
import { holdingsOf } from '../../../../core/ledger/index.ts';
import type { Digest } from '../../../../core/reference/index.ts';
import { hostOf } from '../../../support/host-registries.ts';
import type { RunningRegistry } from '../../../support/practice-client.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
beforeEach(async () => {
  world = await receiptsWorld();
});
afterEach(() => world.close());

/** What the ledger says that a target holds, by its receipts alone. */
async function acknowledged(target: string): Promise<Digest[]> {
  const known = await readTarget(world.services, target);
  const sets = await readSetHoldings(world.services, known);
  return [...holdingsOf({ sets, history: new Set(), unacknowledged: 'carry' }).digests].sort();
}

/** What a registry really holds. */
async function held(registry: RunningRegistry): Promise<readonly Digest[]> {
  const host = hostOf(registry);
  const { client, close } = await createNetworkClient(world.services, host);
  try {
    const { signal } = new AbortController();
    const options = { target: 'any', registry: `docker://${host}`, namespace: '', signal };
    return (await stateHoldings(world.services, client, options)).digests;
  } finally {
    await close();
  }
}

/** How often each blob was carried in these sets. */
function timesCarried(sets: readonly MadeHere[]): Map<Digest, number> {
  const times = new Map<Digest, number>();
  for (const { blobs } of sets)
    for (const digest of blobs.keys()) times.set(digest, (times.get(digest) ?? 0) + 1);
  return times;
}

const bytesOf = (sets: readonly MadeHere[]): number =>
  sets.flatMap(({ blobs }) => [...blobs.values()]).reduce((sum, size) => sum + size, 0);

describe('four generations to two enclaves with different content', () => {
  it('carry no blob twice but those of the lost medium, and the ledger says what the registries hold', async () => {
    const [first, second] = [await world.registry(), await world.registry()];
    const names = { enc1: ['a', 'b', 'c', 'd'], enc2: ['a', 'x', 'y', 'z'] };
    const sets: Record<'enc1' | 'enc2', MadeHere[]> = { enc1: [], enc2: [] };
    const make = async (
      target: 'enc1' | 'enc2',
      generation: number,
      more: object = {},
    ): Promise<MadeHere> => {
      const made = await world.make(target, names[target].slice(0, generation), more);
      sets[target].push(made);
      return made;
    };
    const arrives = async (set: MadeHere, to: RunningRegistry): Promise<void> => {
      expect((await world.bring(set, to)).report).toMatchObject({
        status: 'complete',
        receipt: { result: 'complete' },
      });
    };

    // The second enclave: every receipt comes at once, and only what is acknowledged counts.
    for (let generation = 1; generation <= 4; generation++) {
      const made = await make('enc2', generation, { unacknowledged: 'carry' });
      await arrives(made, second);
      expect((await world.read(made, 'enc2')).outcome).toBe('recorded');
      expect(await held(second)).toEqual(await acknowledged('enc2'));
    }

    // The first: generation 2 is lost on its way, and the receipt of generation 3 comes late.
    const one = await make('enc1', 1);
    await arrives(one, first);
    await world.read(one);
    expect(await held(first)).toEqual(await acknowledged('enc1'));
    const two = await make('enc1', 2);
    await rm(two.directory, { recursive: true });
    await markLost(world.services, 'enc1', 2, 'the courier lost it');
    const three = await make('enc1', 3, { unacknowledged: 'wait' });
    expect(three.manifest.parent).toEqual({ setId: one.manifest.setId, generation: 1 });
    await arrives(three, first);
    const four = await make('enc1', 4);
    expect(four.told).toContain('SET_UNACKNOWLEDGED_TRUSTED');
    expect(four.manifest.parent).toEqual({ setId: three.manifest.setId, generation: 3 });
    await arrives(four, first);
    await world.read(four);
    await world.read(three);
    expect(await held(first)).toEqual(await acknowledged('enc1'));
    expect((await listKnownSets(world.services, 'enc1')).sets.map(({ state }) => state)).toEqual([
      'acknowledged',
      'acknowledged',
      'lost',
      'acknowledged',
    ]);

    const lost = new Set(two.blobs.keys());
    expect(lost.size).toBeGreaterThan(0);
    for (const [digest, times] of timesCarried(sets.enc1)) expect(times).toBe(lost.has(digest) ? 2 : 1);
    for (const times of timesCarried(sets.enc2).values()) expect(times).toBe(1);
    const unique = (of: readonly MadeHere[]): number =>
      [...new Map(of.flatMap(({ blobs }) => [...blobs])).values()].reduce((sum, size) => sum + size, 0);
    expect(bytesOf(sets.enc1)).toBe(unique(sets.enc1) + bytesOf([two]));
    expect(bytesOf(sets.enc2)).toBe(unique(sets.enc2));
    console.log(
      `enc1: ${bytesOf(sets.enc1)} bytes of blobs in four sets, ${bytesOf([two])} of them on the lost medium; ` +
        `enc2: ${bytesOf(sets.enc2)} bytes, none twice`,
    );
  });
});
