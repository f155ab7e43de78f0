import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetManifest } from '../../../core/archive/index.ts';
import { approvalsIn, carriedIn, enclave, scanned, waived } from '../../support/approval-world.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';
import type { RunningRegistry, SampleImage } from '../../support/practice-client.ts';

let world: RegistryWorld;
let source: RunningRegistry;
let good: SampleImage;
let bad: SampleImage;

const disk = (name = 'disk'): string => join(world.directory, name);
const setIn = async (name: string): Promise<SetManifest> =>
  JSON.parse(await readFile(join(disk(name), 'sluice-set.json'), 'utf8')) as SetManifest;
const carry = (config: string, name: string, more: object = {}) =>
  mirrorHere(world, {
    config,
    destination: `file://${disk(name)}`,
    more: { sourceTlsVerify: false, target: enclave, ...more },
  });

/** A set with one image; another one was held back. */
beforeEach(async () => {
  world = await registryWorld();
  source = await world.registry();
  good = await pushImage(source, 'lab/good', '1');
  bad = await pushImage(source, 'lab/bad', '1', 'bad');
  await scanned(world, good.digest, 'low');
  const names = ['good', 'bad'].map((name) => `name: ${hostOf(source)}/lab/${name}:1`);
  const { report } = await carry(await world.configuration(...names), 'disk', { approvedFor: enclave });
  expect(report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0 });
});
afterEach(() => world.close());

describe('a set with approved exceptions whose medium was lost', () => {
  it('is made again with the same exceptions, although what was held back is approved by now', async () => {
    await scanned(world, bad.digest, 'low');
    const { report } = await carry('', 'again', { again: 1 });
    expect(report).toMatchObject({ status: 'complete-with-exceptions', exitCode: 0, failures: [] });
    expect(report.held).toMatchObject([
      { origin: `${hostOf(source)}/lab/bad:1`, error: { code: 'APPROVAL_HELD_AT_EXPORT' } },
    ]);
    const [first, again] = [await setIn('disk'), await setIn('again')];
    expect(again).toMatchObject({
      setId: first.setId,
      generation: first.generation,
      complete: 'complete-with-exceptions',
      images: first.images.map(({ digest }) => ({ digest })),
    });
    expect(again.missing.map(({ origin }) => origin)).toEqual(first.missing.map(({ origin }) => origin));
    expect((await carriedIn(disk('again'))).blobs).not.toContain(bad.digest);
  });

  it('can be made again a second time', async () => {
    await carry('', 'again', { again: 1 });
    const { report } = await carry('', 'third', { again: 1 });
    expect(report.status).toBe('complete-with-exceptions');
  });

  it('is refused when something that it held is not approved any more, and names it', async () => {
    const { scans } = await approvalsIn(world).read();
    await approvalsIn(world).forget([...scans.keys()]);
    const refused = { code: 'SET_AGAIN_HELD', affected: [`${hostOf(source)}/lab/good:1`] };
    await expect(carry('', 'again', { again: 1 })).rejects.toMatchObject(refused);
    // Whoever names the gate gets no other answer, and a waiver is an approval.
    await expect(carry('', 'again', { again: 1, approvedFor: enclave })).rejects.toMatchObject(refused);
    await waived(world, good.digest);
    expect((await carry('', 'again', { again: 1 })).report.status).toBe('complete-with-exceptions');
  });
});
