import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspect, rebuildResources, systemServices } from '../../../core/host/index.ts';
import {
  hostOf,
  pushImage,
  pushList,
  registryWorld,
  type RegistryWorld,
} from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';
import { sampleImage } from '../../support/practice-client.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when what refers to an image is carried with it', () => {
  it('is neither counted as an image nor named in cluster resources', async () => {
    const source = await world.registry();
    const image = await pushImage(source, 'lab/app', '1.0');
    const subject = {
      mediaType: image.manifest.mediaType,
      digest: image.digest,
      size: JSON.stringify(image.manifest).length,
    };
    const referrer = await sampleImage(source, 'lab/app', 'report', { subject });
    await source.pushManifest('lab/app', referrer.digest, referrer.manifest);
    const config = await world.configuration(`name: ${hostOf(source)}/lab/app@${image.digest}`);
    const disk = join(world.directory, 'disk');
    const more = { ...plain, accessories: ['referrers'] };
    const { report } = await mirrorHere(world, { config, destination: `file://${disk}`, more });
    expect(report.categories).toMatchObject([{ category: 'additional', asked: 1, copied: 1 }]);
    const services = systemServices();
    const description = await inspect(services, disk);
    expect(description.tags).toBe(2);
    expect(description.set?.images.additional).toBe(1);
    const files = await rebuildResources(
      services,
      { from: disk, registry: 'mirror.example', namespace: '', output: join(world.directory, 'out') },
      () => undefined,
    );
    expect(files.map((file) => file.slice(file.lastIndexOf('/') + 1))).toEqual([
      'idms-oc-mirror.yaml',
      'install-config-imageDigestSources.yaml',
    ]);
  });
});

describe('when a list is asked for twice, with other platforms each time', () => {
  it('is described in the set with the instances of both', async () => {
    const source = await world.registry();
    const images = await pushList(source, 'lab/multi', '1.0', ['amd64', 'arm64', 's390x']);
    const name = `name: ${hostOf(source)}/lab/multi:1.0`;
    const config = await world.configuration(
      `${name}\nplatforms: [{os: linux, architecture: amd64}]`,
      `${name}\nplatforms: [{os: linux, architecture: arm64}]`,
    );
    const disk = join(world.directory, 'disk');
    await mirrorHere(world, { config, destination: `file://${disk}`, more: plain });
    const manifest = JSON.parse(await readFile(join(disk, 'sluice-set.json'), 'utf8')) as {
      images: { digest: string }[];
      closures: Record<string, string[]>;
    };
    const list = manifest.images[0]?.digest ?? '';
    expect(manifest.closures[list]).toEqual(images.slice(0, 2).map(({ digest }) => digest));
  });
});
