import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when one repository of the target refuses a layer that another takes', () => {
  it('fails the images of that repository only', async () => {
    const source = await world.registry();
    const target = await world.registry({
      before: ({ method, path }) =>
        method !== 'GET' && method !== 'HEAD' && path.includes('/lab/closed/')
          ? { kind: 'respond', status: 403 }
          : undefined,
    });
    await pushImage(source, 'lab/open', '1.0', 'same');
    await pushImage(source, 'lab/closed', '1.0', 'same');
    const config = await world.configuration(
      `name: ${hostOf(source)}/lab/open:1.0`,
      `name: ${hostOf(source)}/lab/closed:1.0`,
    );
    const { report } = await mirrorHere(world, {
      config,
      destination: `docker://${hostOf(target)}`,
      more: plain,
    });
    expect(report.failures.map(({ origin }) => origin)).toEqual([`${hostOf(source)}/lab/closed:1.0`]);
    expect((await target.call('/v2/lab/open/manifests/1.0')).status).toBe(200);
  });
});
