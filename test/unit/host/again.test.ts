import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetManifest } from '../../../core/archive/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';
import type { RunningRegistry } from '../../support/practice-client.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when the medium of a set was lost', () => {
  let source: RunningRegistry;
  const disk = (): string => join(world.directory, 'disk');
  const setIn = async (folder: string): Promise<SetManifest> =>
    JSON.parse(await readFile(join(folder, 'sluice-set.json'), 'utf8')) as SetManifest;
  const carry = async (config: string, destination: string, more: object = {}): Promise<SetManifest> => {
    const { report } = await mirrorHere(world, {
      config,
      destination: `file://${destination}`,
      more: { sourceTlsVerify: false, target: 'enc1', ...more },
    });
    expect(report).toMatchObject({ status: 'complete', exitCode: 0 });
    return setIn(destination);
  };
  /** Three generations, one more image in each; the second has a tag that moved afterwards. */
  const threeSets = async (): Promise<SetManifest[]> => {
    source = await world.registry();
    const images: string[] = [];
    const made: SetManifest[] = [];
    for (const name of ['one', 'two', 'three']) {
      await pushImage(source, `lab/${name}`, '1.0', name);
      images.push(`name: ${hostOf(source)}/lab/${name}:1.0`);
      made.push(await carry(await world.configuration(...images), disk()));
    }
    await pushImage(source, 'lab/two', '1.0', 'two, moved since');
    return made;
  };
  const contentOf = ({ images, closures, expected, generation, parent, setId }: SetManifest): object => ({
    images: images.map(({ repository, tag, digest }) => ({ repository, tag, digest })),
    closures,
    expected,
    generation,
    parent,
    setId,
  });

  it('makes it again with exactly its content, whatever was carried or moved since', async () => {
    const [, second] = await threeSets();
    await rm(disk(), { recursive: true });
    const again = await carry('', join(world.directory, 'again'), { again: 2 });
    expect(contentOf(again)).toEqual(contentOf(second as SetManifest));
    expect(again.totals.blobs).toBe(second?.totals.blobs);
  });

  it('leaves what the receiver is taken to hold as it was', async () => {
    await threeSets();
    await carry('', join(world.directory, 'again'), { again: 1 });
    await pushImage(source, 'lab/four', '1.0', 'four');
    const fourth = await carry(
      await world.configuration(`name: ${hostOf(source)}/lab/four:1.0`),
      join(world.directory, 'next'),
    );
    expect(fourth.generation).toBe(4);
  });

  it('says what is not to be had any more', async () => {
    const [first] = await threeSets();
    const [image] = first?.images ?? [];
    await fetch(`${source.url}/v2/lab/one/manifests/${image?.digest}`, { method: 'DELETE' });
    await expect(carry('', join(world.directory, 'again'), { again: 1 })).rejects.toMatchObject({
      code: 'SET_AGAIN_DIFFERS',
      affected: [image?.origin],
    });
  });

  it.each([
    [{ again: 7 }, 'SET_AGAIN_UNKNOWN'],
    [{ again: 1, target: undefined }, 'SET_AGAIN_UNFIT'],
  ])('refuses %j', async (more, code) => {
    await threeSets();
    await expect(carry('', join(world.directory, 'again'), more)).rejects.toMatchObject({ code });
  });
});
