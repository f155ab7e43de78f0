import { readdirSync, statSync } from 'node:fs';
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
  it.each([true, false])('says so, and lays it down in parts (strict: %s)', async (strictArchive) => {
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
        more: {
          sourceTlsVerify: false,
          selfContained: true,
          replacePrevious: true,
          fileLimit,
          strictArchive,
        },
        onEvent: (event) => told.push(event),
      });
    await expect(run(0)).rejects.toMatchObject({ code: 'PLAN_REFUSED', affected: [image] });
    expect(readdirSync(disk)).toEqual([]);
    const { report } = await run(3000);
    expect(told).toContainEqual({
      type: 'finding',
      level: 'warning',
      message: {
        code: 'BLOB_EXCEEDS_CHOSEN_LIMIT',
        params: { image, size: '2.0 KiB', limit: '2.9 KiB', parts: 2 },
        affected: [image],
      },
    });
    expect(report.status).toBe('complete');
    const files = report.files ?? [];
    expect(files.some((file) => file.endsWith('.part-0002'))).toBe(true);
    for (const file of files) expect(statSync(file).size).toBeLessThanOrEqual(3000);
    expect((await run(5000)).report).toMatchObject({ status: 'complete' });
    expect(readdirSync(disk).filter((name) => name.includes('.part-'))).toEqual([]);
  });
});
