import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/contract/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere } from '../../support/host-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await registryWorld();
});
afterEach(() => world.close());

describe('when a layer is larger than the largest file that was asked for', () => {
  it.each([true, false])('refuses the run before anything moves (strict: %s)', async (strictArchive) => {
    const source = await world.registry();
    await pushImage(source, 'lab/app', '1.0');
    const image = `${hostOf(source)}/lab/app:1.0`;
    const config = await world.configuration(`name: ${image}`);
    const disk = join(world.directory, 'disk');
    const told: RunEvent[] = [];
    const run = (fileLimit: number) =>
      mirrorHere(world, {
        config,
        destination: `file://${disk}`,
        more: { sourceTlsVerify: false, fileLimit, strictArchive },
        onEvent: (event) => told.push(event),
      });
    await expect(run(3000)).rejects.toMatchObject({ code: 'PLAN_REFUSED', affected: [image] });
    expect(told).toContainEqual({
      type: 'finding',
      level: 'error',
      message: {
        code: 'BLOB_EXCEEDS_CHOSEN_LIMIT',
        params: { image, size: '2.0 KiB', limit: '2.9 KiB' },
        affected: [image],
      },
    });
    expect(readdirSync(disk)).toEqual([]);
    expect((await run(5000)).report).toMatchObject({ status: 'complete' });
  });
});
