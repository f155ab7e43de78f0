import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

/** Makes the newest state of a history an old one. */
async function age(folder: string): Promise<void> {
  const newest = (await readdir(folder)).sort().at(-1) ?? '';
  await rename(join(folder, newest), join(folder, '.history-2024-01-01T00:00:00Z'));
}

describe('when a set builds on an older state of its receiver', () => {
  it('does not say that it builds on the newest set', async () => {
    const source = await world.registry();
    const disk = join(world.directory, 'disk');
    const today = new Date().toISOString().slice(0, 10);
    const images: string[] = [];
    const carry = async (name: string, more: object = {}) => {
      await pushImage(source, `lab/${name}`, '1.0', name);
      images.push(`name: ${hostOf(source)}/lab/${name}:1.0`);
      const config = await world.configuration(...images);
      await mirrorHere(world, {
        config,
        destination: `file://${disk}`,
        more: { sourceTlsVerify: false, target: 'enc1', ...more },
      });
      return JSON.parse(await readFile(join(disk, 'sluice-set.json'), 'utf8')) as {
        readonly setId: string;
        readonly generation: number;
        readonly parent?: object;
        readonly expected: readonly object[];
      };
    };
    const first = await carry('one');
    await age(join(world.state, 'targets', 'enc1', 'history'));
    const record = join(world.state, 'targets', 'enc1', 'target.json');
    await writeFile(record, (await readFile(record, 'utf8')).replace(today, '2024-01-01'));
    const second = await carry('two');
    expect(second.parent).toEqual({ setId: first.setId, generation: 1 });
    const third = await carry('three', { since: today });
    expect(third.expected).toHaveLength(2);
    expect(third).toMatchObject({ generation: 3, parent: { setId: first.setId, generation: 1 } });
  });
});
