import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when nested paths are shortened', () => {
  it('finds the images in an archive all the same', async () => {
    const source = await world.registry();
    const target = await world.registry();
    await pushImage(source, 'lab/deep/app', '1.0');
    const config = await world.configuration(`name: ${hostOf(source)}/lab/deep/app:1.0`);
    const disk = join(world.directory, 'disk');
    await mirrorHere(world, { config, destination: `file://${disk}`, more: plain });
    const { report } = await mirrorHere(world, {
      config,
      from: disk,
      destination: `docker://${hostOf(target)}`,
      more: { ...plain, maxNestedPaths: 2 },
    });
    expect(report).toMatchObject({ exitCode: 0, failures: [] });
    expect((await target.call('/v2/lab/deep-app/manifests/1.0')).status).toBe(200);
    // The receipt names what is there.
    expect(report.receipt?.result).toBe('complete');
    const receipt = JSON.parse(await readFile(report.receipt?.file ?? '', 'utf8')) as object;
    expect(receipt).toMatchObject({ images: [{ repository: 'lab/deep-app', tag: '1.0' }], missing: [] });
  });

  it('names the namespace once in mapping.txt', async () => {
    const source = await world.registry();
    await pushImage(source, 'lab/deep/app', '1.0');
    const config = await world.configuration(`name: ${hostOf(source)}/lab/deep/app:1.0`);
    const { report } = await mirrorHere(world, {
      config,
      destination: 'docker://x',
      more: {
        ...plain,
        maxNestedPaths: 2,
        dryRun: 'mapping',
        workspace: world.directory,
        destination: { kind: 'registry', host: hostOf(await world.registry()), namespace: 'ns' },
      },
    });
    const [mapping = ''] = report.files;
    expect(await readFile(mapping, 'utf8')).toMatch(/=docker:\/\/127\.0\.0\.1:\d+\/ns\/lab-deep-app:1\.0\n$/);
  });
});
