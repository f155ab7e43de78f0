import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carryAgain } from '../../../../core/host/index.ts';
import type { Digest } from '../../../../core/reference/index.ts';
import { arrived, compareHere, imageOf, remove } from '../../../support/drift-world.ts';
import type { RunningRegistry } from '../../../support/practice-client.ts';
import { receiptsWorld, type MadeHere, type ReceiptsWorld } from '../../../support/receipts-world.ts';

let world: ReceiptsWorld;
let enclave: RunningRegistry;
beforeEach(async () => {
  world = await receiptsWorld();
  enclave = await world.registry();
});
afterEach(() => world.close());

const names = ['a', 'b', 'c'];
const carried = ({ blobs }: MadeHere): Digest[] => [...blobs.keys()].sort();
const blobsOf = (set: MadeHere, ...of: string[]): Digest[] =>
  of.flatMap((name) => [...imageOf(set, name).blobs]).sort();
/** Compares, and has what is gone carried again. */
const order = async (): Promise<number> => {
  await compareHere(world, enclave);
  return (await carryAgain(world.services, 'enc1')).digests;
};

describe('what is gone from a registry', () => {
  it('is carried again by the next set, once, digest by digest; its receipt makes it count again', async () => {
    const first = await arrived(world, enclave, names);
    await remove(enclave, imageOf(first, 'a').repository, 'manifests', imageOf(first, 'a').digest);
    for (const blob of imageOf(first, 'a').blobs)
      await remove(enclave, imageOf(first, 'a').repository, 'blobs', blob);
    expect(await order()).toBe(1 + imageOf(first, 'a').blobs.length);

    const second = await world.make('enc1', names);
    expect(carried(second)).toEqual(blobsOf(first, 'a'));
    expect(second.told).toContain('SET_CARRIED_AGAIN');
    expect([...(second.manifest.restores ?? [])]).toEqual(blobsOf(first, 'a'));
    expect((await world.bring(second, enclave)).report).toMatchObject({ status: 'complete' });
    expect(await compareHere(world, enclave)).toMatchObject({ drifted: false, gone: 0 });

    // While its receipt is not read, it counts like any other on its way: as held, or it is carried once more.
    expect(carried(await world.make('enc1', names, { unacknowledged: 'carry' }))).toEqual(
      blobsOf(first, 'a'),
    );
    await world.read(second, 'enc1');
    const third = await world.make('enc1', names, { unacknowledged: 'carry' });
    expect(carried(third)).toEqual([]);
    expect(third.manifest.restores).toBeUndefined();
  });

  it('reaches a registry that lost a layer and kept the image: the import asks for what is restored', async () => {
    const first = await arrived(world, enclave, names);
    const { repository, blobs } = imageOf(first, 'b');
    const lost = blobs.at(-1) ?? imageOf(first, 'b').digest;
    await remove(enclave, repository, 'blobs', lost);
    expect(await order()).toBe(1);
    const second = await world.make('enc1', names);
    expect(carried(second)).toEqual([lost]);
    await world.bring(second, enclave);
    expect(await compareHere(world, enclave)).toMatchObject({ drifted: false, intact: 3 });
    await world.read(second, 'enc1');
    expect(carried(await world.make('enc1', names, { unacknowledged: 'carry' }))).toEqual([]);
  });

  it('of a wiped registry is all of it, and nothing that never arrived', async () => {
    const first = await arrived(world, enclave, ['a', 'b']);
    for (const name of ['a', 'b']) {
      const { repository, digest, blobs } = imageOf(first, name);
      await remove(enclave, repository, 'manifests', digest);
      for (const blob of blobs) await remove(enclave, repository, 'blobs', blob);
    }
    await order();
    const second = await world.make('enc1', names);
    expect(carried(second)).toEqual([...blobsOf(first, 'a', 'b'), ...blobsOf(second, 'c')].sort());
    expect((await world.bring(second, enclave)).report).toMatchObject({ status: 'complete' });
    expect(await compareHere(world, enclave)).toMatchObject({ drifted: false });
  });

  it('stays to be carried while only older sets have receipts, however late they come', async () => {
    const first = await arrived(world, enclave, ['a']);
    const second = await world.make('enc1', ['a', 'b']);
    await world.bring(second, enclave);
    await remove(enclave, imageOf(first, 'a').repository, 'blobs', imageOf(first, 'a').blobs.at(-1) ?? '');
    expect(await order()).toBe(1);
    // The receipt of an import from before the loss: it says nothing of what happened after it.
    await world.read(second, 'enc1');
    expect(carried(await world.make('enc1', ['a', 'b']))).toEqual([imageOf(first, 'a').blobs.at(-1)]);
  });

  it('counts as held again when a later comparison finds it', async () => {
    const first = await arrived(world, enclave, names);
    const { repository, blobs } = imageOf(first, 'a');
    await remove(enclave, repository, 'blobs', blobs.at(-1) ?? '');
    expect(await order()).toBe(1);
    await world.bring(first, enclave, { more: { olderSet: true } });
    await remove(enclave, repository, 'manifests', imageOf(first, 'a').digest);
    await world.bring(first, enclave);
    expect(await order()).toBe(0);
    expect(carried(await world.make('enc1', names))).toEqual([]);
  });
});

describe('to have it carried again', () => {
  it('takes a comparison, and is said where the sets are made', async () => {
    await expect(carryAgain(world.services, 'enc1')).rejects.toMatchObject({ code: 'DRIFT_NEVER_COMPARED' });
    const set = await world.make('enc1', names);
    await world.bring(set, enclave);
    await rm(join(world.state, 'targets'), { recursive: true });
    await compareHere(world, enclave);
    await expect(carryAgain(world.services, 'enc1')).rejects.toMatchObject({ code: 'DRIFT_NOT_MADE_HERE' });
  });

  it('is not believed without its list', async () => {
    const first = await arrived(world, enclave, names);
    await remove(enclave, imageOf(first, 'a').repository, 'blobs', imageOf(first, 'a').blobs.at(-1) ?? '');
    await order();
    await rm(join(world.state, 'targets', 'enc1', 'receipts'), { recursive: true });
    await expect(world.make('enc1', names)).rejects.toMatchObject({ code: 'LEDGER_READ_FAILED' });
  });
});
