import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSetManifest } from '../../../core/archive/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

const plain = { sourceTlsVerify: false, destinationTlsVerify: false };

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when an archive that builds on another is cut again for somebody else', () => {
  it('does not call a set complete that lacks what nobody carried there', async () => {
    const source = await world.registry();
    await pushImage(source, 'lab/app', '1.0');
    const app = `name: ${hostOf(source)}/lab/app:1.0`;
    const disk = join(world.directory, 'disk');
    await mirrorHere(world, {
      config: await world.configuration(app),
      destination: `file://${disk}`,
      more: plain,
    });
    await pushImage(source, 'lab/other', '1.0', 'other');
    const both = await world.configuration(app, `name: ${hostOf(source)}/lab/other:1.0`);
    await mirrorHere(world, { config: both, destination: `file://${disk}`, more: plain });
    const cut = (name: string, more: object) =>
      mirrorHere(world, {
        config: both,
        from: disk,
        destination: `file://${join(world.directory, name)}`,
        more: { ...plain, ...more },
      });
    const { report } = await cut('cut', {});
    expect(report).toMatchObject({ status: 'incomplete', exitCode: 8 });
    expect(report.failures).toMatchObject([
      { origin: `${hostOf(source)}/lab/app:1.0`, error: { code: 'ARCHIVE_BLOB_ABSENT' } },
    ]);
    // Where it is from stays known: nobody was asked for the second set but the first one.
    const hosts = async (name: string) =>
      (await readSetManifest(systemFileSystem, join(world.directory, name)))?.hosts;
    expect(await hosts('disk')).toMatchObject([{ host: hostOf(source), verified: false }]);
    expect((await cut('trusting', { trustTarget: true })).report).toMatchObject({ exitCode: 0 });
    expect(await hosts('trusting')).toEqual(await hosts('disk'));
  });
});
