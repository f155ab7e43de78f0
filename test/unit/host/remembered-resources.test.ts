import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when a registry is filled below two namespaces', () => {
  it('keeps their cluster resources apart, however alike the names are', async () => {
    const source = await world.registry();
    const target = await world.registry();
    await pushImage(source, 'lab/app', '1.0');
    const config = await world.configuration(`name: ${hostOf(source)}/lab/app:1.0`);
    const itms: string[] = [];
    for (const namespace of ['site/a', 'site_a']) {
      const workspace = join(world.directory, namespace);
      const destination = { kind: 'registry', host: hostOf(target), namespace };
      await mirrorHere(world, {
        config,
        destination: `docker://${hostOf(target)}`,
        more: { sourceTlsVerify: false, destinationTlsVerify: false, workspace, destination },
      });
      const path = join(workspace, 'working-dir', 'cluster-resources', 'itms-oc-mirror.yaml');
      itms.push(await readFile(path, 'utf8'));
    }
    expect(itms[0]).toContain('/site/a/lab');
    expect(itms[1]).toContain('/site_a/lab');
    expect(itms[1]).not.toContain('/site/a/lab');
  });
});
