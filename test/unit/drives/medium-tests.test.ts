import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { MediumTest } from '../../../core/contract/index.ts';
import { drivesWorld, type DrivesWorld } from '../../support/drives-world.ts';
import { freshFolder } from '../../support/paths-world.ts';
import { aDrive } from '../../support/media-samples.ts';

const context = { caller: { id: 'page', role: 'controller' }, signal: new AbortController().signal } as const;
const testsOf = ({ seen }: DrivesWorld): MediumTest['state'][] =>
  seen.flatMap(({ payload }) => ('driveId' in payload && 'state' in payload ? [payload.state] : []));

async function ended(world: DrivesWorld): Promise<MediumTest['state']> {
  for (;;) {
    const last = testsOf(world).at(-1);
    if (last !== undefined && last.kind !== 'running') return last;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a capacity test from the window', () => {
  it('is told as it goes, ends in a report, and shows on the drive', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    const { test } = await world.handlers['drives.test']({ id: 'fs-1', bytes: 3_000_000 }, context);
    expect(test.state).toMatchObject({ kind: 'running', phase: 'writing', total: 3_000_000 });
    const state = await ended(world);
    expect(state).toMatchObject({ kind: 'done', report: { written: 3_000_320, right: 3_000_320 } });
    expect(await readdir(stick)).toEqual([]);
    const { drives } = await world.handlers['drives.list']({ purpose: 'archive-in' }, context);
    expect(drives[0]?.test).toEqual({ driveId: 'fs-1', state });
  });

  it('keeps the drive from being ejected and from a second test, and can be stopped', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    await world.handlers['drives.test']({ id: 'fs-1', bytes: 40_000_000 }, context);
    await expect(world.handlers['drives.eject']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'DRIVE_AT_WORK',
    });
    await expect(world.handlers['drives.test']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'MEDIA_TEST_RUNNING',
    });
    const { test } = await world.handlers['drives.cancelTest']({ id: 'fs-1' }, context);
    expect(test?.state).toEqual({ kind: 'cancelled' });
    expect(await readdir(stick)).toEqual([]);
    expect(await world.handlers['drives.eject']({ id: 'fs-1' }, context)).toEqual({ safeToUnplug: true });
  });

  it('ends with the program, and its files with it', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    await world.handlers['drives.test']({ id: 'fs-1', bytes: 40_000_000 }, context);
    await world.drives.close();
    expect(await readdir(stick)).toEqual([]);
  });

  it('tells why it has no result', async () => {
    const world = await drivesWorld([aDrive({ mountPoint: '/nowhere/at/all' })]);
    await world.handlers['drives.test']({ id: 'fs-1' }, context);
    expect(await ended(world)).toMatchObject({ kind: 'failed', error: { code: 'MEDIA_TEST_GONE' } });
  });

  it('is refused for what is built in, and for what is used by a job', async () => {
    const world = await drivesWorld([aDrive(), aDrive({ id: 'fs-2', removable: false })]);
    await expect(world.handlers['drives.test']({ id: 'fs-2' }, context)).rejects.toMatchObject({
      code: 'MEDIA_TEST_NOT_REMOVABLE',
    });
    const job = { id: 'j1', driveId: 'fs-1', state: { kind: 'running' } } as never;
    world.events.publish('job.snapshot', { job });
    await expect(world.handlers['drives.test']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'MEDIA_TEST_RUNNING',
    });
    expect((await world.handlers['drives.cancelTest']({ id: 'fs-1' }, context)).test).toBeUndefined();
  });
});
