import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, pushList, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when a list stands at the target with some of its instances only', () => {
  it('brings those that are asked for now', async () => {
    const source = await world.registry();
    const target = await world.registry({ sparse: true });
    const [amd, arm] = await pushList(source, 'lab/multi', '1.0', ['amd64', 'arm64']);
    const name = `name: ${hostOf(source)}/lab/multi:1.0`;
    const run = async (config: string) =>
      (await mirrorHere(world, { config, destination: `docker://${hostOf(target)}`, more: plain })).report;
    const sparse = await world.configuration(`${name}\nplatforms: [{os: linux, architecture: amd64}]`);
    expect(await run(sparse)).toMatchObject({ exitCode: 0 });
    expect((await target.call(`/v2/lab/multi/manifests/${amd?.digest}`)).status).toBe(200);
    expect((await target.call(`/v2/lab/multi/manifests/${arm?.digest}`)).status).toBe(404);
    expect(await run(await world.configuration(name))).toMatchObject({ exitCode: 0 });
    expect((await target.call(`/v2/lab/multi/manifests/${arm?.digest}`)).status).toBe(200);
  });
});
