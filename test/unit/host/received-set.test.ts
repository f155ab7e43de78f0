import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/contract/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';
import type { RunningRegistry } from '../../support/practice-client.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when a set is imported that is older than the last one', () => {
  let config: string;
  let images: readonly string[];
  let enclave: RunningRegistry;
  const disk = (generation: number): string => join(world.directory, `disk-${generation}`);

  /** Two sets, between which the tag moved; both are imported. */
  const twoSets = async (target: string | undefined): Promise<void> => {
    const source = await world.registry();
    enclave = await world.registry();
    config = await world.configuration(`name: ${hostOf(source)}/lab/app:1.0`);
    const made: string[] = [];
    for (const [index, seed] of ['old', 'new'].entries()) {
      made.push((await pushImage(source, 'lab/app', '1.0', seed)).digest);
      const destination = `file://${disk(index + 1)}`;
      await mirrorHere(world, { config, destination, more: { ...plain, ...(target && { target }) } });
      await carry(index + 1);
    }
    images = made;
  };

  const told: RunEvent[] = [];
  const carry = async (generation: number, more: object = {}, to = enclave): Promise<void> => {
    const { report } = await mirrorHere(world, {
      config,
      from: disk(generation),
      destination: `docker://${hostOf(to)}`,
      more: { ...plain, ...more },
      onEvent: (event) => told.push(event),
    });
    expect(report).toMatchObject({ status: 'complete', exitCode: 0 });
  };
  const tag = async (): Promise<string | null> => {
    const answer = await fetch(`${enclave.url}/v2/lab/app/manifests/1.0`, { method: 'HEAD' });
    return answer.headers.get('docker-content-digest');
  };
  const setIdOf = async (generation: number): Promise<unknown> =>
    (JSON.parse(await readFile(join(disk(generation), 'sluice-set.json'), 'utf8')) as { setId: unknown })
      .setId;

  it('asks, with both sets by name, and no tag moves', async () => {
    await twoSets('enc1');
    told.length = 0;
    await expect(carry(1)).rejects.toMatchObject({ code: 'PLAN_REFUSED' });
    const findings = told.filter((event) => event.type === 'finding' && event.level === 'error');
    expect(findings).toMatchObject([
      {
        message: {
          code: 'SET_OLDER_THAN_RECEIVED',
          params: {
            target: 'enc1',
            generation: 1,
            set: await setIdOf(1),
            registry: `docker://${hostOf(enclave)}`,
            last: 2,
            lastSet: await setIdOf(2),
          },
        },
      },
    ]);
    expect(await tag()).toBe(images[1]);
  });

  it('goes back when that is confirmed, and forward again without a question', async () => {
    await twoSets('enc1');
    await carry(1, { olderSet: true });
    expect(await tag()).toBe(images[0]);
    await carry(2);
    expect(await tag()).toBe(images[1]);
  });

  it('takes the same set as often as it comes', async () => {
    await twoSets('enc1');
    await carry(2);
    await carry(2);
    expect(await tag()).toBe(images[1]);
  });

  it('says so as well before a folder of another set of the same generation is imported', async () => {
    await twoSets('enc1');
    // The machine that makes the sets has lost what it knew, and counts from the beginning.
    await rm(join(world.state, 'targets'), { recursive: true });
    await rm(disk(1), { recursive: true });
    const more = { ...plain, target: 'enc1' };
    await mirrorHere(world, { config, destination: `file://${disk(1)}`, more });
    await rm(join(world.state, 'received'), { recursive: true });
    await carry(1);
    await rm(join(world.state, 'targets'), { recursive: true });
    await mirrorHere(world, { config, destination: `file://${disk(3)}`, more });
    await expect(carry(3)).rejects.toMatchObject({ code: 'PLAN_REFUSED' });
  });

  it('counts a set whose import was cut off before its end', async () => {
    await twoSets('enc1');
    await rm(join(world.state, 'received'), { recursive: true });
    const controller = new AbortController();
    const { report } = await mirrorHere(world, {
      config,
      from: disk(2),
      destination: `docker://${hostOf(enclave)}`,
      more: plain,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'run') controller.abort();
      },
    });
    expect(report.status).toBe('interrupted');
    await expect(carry(1)).rejects.toMatchObject({ code: 'PLAN_REFUSED' });
  });

  it('asks nothing at another registry', async () => {
    await twoSets('enc1');
    await carry(1, {}, await world.registry());
  });

  it.each([
    ['that was made for no named target', undefined, []],
    ['of oc-mirror, which tells no generation', 'enc1', ['sluice-set.json', 'sluice-index.jsonl']],
  ])('asks nothing of a set %s', async (_, target, removed) => {
    await twoSets(target);
    for (const file of removed) await rm(join(disk(1), file));
    await carry(1);
    expect(await tag()).toBe(images[0]);
  });
});
