import { mkdirSync, readdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/contract/index.ts';
import { hostOf, pushImage, registryWorld, type RegistryWorld } from '../../support/host-registries.ts';
import { mirrorHere, runsHere } from '../../support/host-world.ts';

let world: RegistryWorld;
let disk: string;
let config: string;
beforeEach(async () => {
  world = await registryWorld();
  disk = join(world.directory, 'disk');
  const source = await world.registry();
  await pushImage(source, 'lab/app', '1.0');
  config = await world.configuration(`name: ${hostOf(source)}/lab/app:1.0`);
});
afterEach(() => world.close());

const exportTo = (onEvent: (event: RunEvent) => void = () => undefined) =>
  mirrorHere(world, { config, destination: `file://${disk}`, more: { sourceTlsVerify: false }, onEvent });

const lost = () => ({ code: 'LEDGER_LOCK_LOST', params: { path: join(disk, '.sluice-lock') } });

describe('when the medium of an export is unmounted between planning and writing', () => {
  it('writes nothing on the disk below, and goes on when the medium is back', async () => {
    const away = join(world.directory, 'away');
    const unmounted = exportTo(({ type }) => {
      if (type !== 'run') return;
      renameSync(disk, away);
      mkdirSync(disk);
    });
    await expect(unmounted).rejects.toMatchObject(lost());
    expect(readdirSync(disk)).toEqual([]);
    expect((await runsHere(world)).map(({ record }) => record.state)).toEqual(['failed']);
    rmSync(disk, { recursive: true });
    renameSync(away, disk);
    expect((await exportTo()).report).toMatchObject({ status: 'complete', resumed: true });
  });
});

describe('when the lock of an export is gone at its end', () => {
  it('puts no set in place', async () => {
    const ending = exportTo((event) => {
      if (event.type === 'phase' && event.phase === 'finish' && event.state === 'start')
        unlinkSync(join(disk, '.sluice-lock'));
    });
    await expect(ending).rejects.toMatchObject(lost());
    expect(readdirSync(disk)).toEqual(['.partial-000001']);
    expect((await exportTo()).report).toMatchObject({ status: 'complete', resumed: true });
  });
});
