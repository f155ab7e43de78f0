import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, SluiceError, type CheckedInput, type Job } from '../../../core/contract/index.ts';
import { temporaryFolder, testBlob, writeSet } from '../../support/archive-world.ts';
import { drivesWorld, type DrivesWorld } from '../../support/drives-world.ts';
import { context } from '../../support/jobs-world.ts';
import { aDrive } from '../../support/media-samples.ts';
import { fill, freshFolder } from '../../support/paths-world.ts';

const list = async (world: DrivesWorld, input: Partial<CheckedInput<'drives.list'>> = {}) => {
  const answer = await world.handlers['drives.list']({ purpose: 'archive-out', ...input }, context);
  // What a page receives.
  return commands['drives.list'].output.parse(answer);
};
const code = (name: string): unknown =>
  expect.objectContaining({ message: expect.objectContaining({ code: name }) });

describe('the list of drives', () => {
  it('gives each mounted drive its top folder for the purpose, and no other', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([
      aDrive({ mountPoint: stick }),
      aDrive({ id: 'fs-2', disk: '/dev/sdc', mountPoint: undefined as never }),
    ]);
    const { drives, suggested, unavailable } = await list(world);
    expect(drives).toMatchObject([
      { id: 'fs-1', mounted: true, mountPoint: stick, fileSystem: 'ext4', sets: [], statuses: [] },
      { id: 'fs-2', mounted: false, sets: [], statuses: [code('DRIVE_NOT_MOUNTED')] },
    ]);
    const [first, second] = drives;
    if (first?.root === undefined) throw new Error('no top folder');
    expect(world.paths.resolve(first.root, ['archive-out'])).toBe(stick);
    expect(second?.root).toBeUndefined();
    expect(suggested).toBe('fs-1');
    expect(unavailable).toBeUndefined();
  });

  it('judges drives by what is wanted, and suggests none that has not the room', async () => {
    const world = await drivesWorld([aDrive({ mountPoint: freshFolder(), free: 10 })]);
    const { drives, suggested } = await list(world, { need: 1000 });
    expect(drives[0]?.statuses).toEqual([code('DRIVE_SPACE_LOW')]);
    expect(suggested).toBeUndefined();
  });

  it('does not offer the drive that is read from', async () => {
    const stick = freshFolder();
    await fill(stick, { set: undefined });
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    const source = await world.paths.give(join(stick, 'set'), 'archive-in');
    const { drives, suggested } = await list(world, { source });
    expect(drives[0]?.statuses).toEqual([code('DRIVE_HOLDS_SOURCE')]);
    expect(suggested).toBeUndefined();
  });

  it('says why there is none, and still offers the practice disk', async () => {
    const world = await drivesWorld();
    world.practice.folder = freshFolder();
    world.machine.failure = new SluiceError('DRIVES_TOOL_MISSING', {
      params: { tool: 'lsblk', package: 'util-linux' },
    });
    const { drives, suggested, unavailable } = await list(world);
    expect(drives).toMatchObject([{ kind: 'practice' }]);
    expect(suggested).toBe('practice');
    expect(unavailable).toMatchObject({ code: 'DRIVES_TOOL_MISSING', params: { package: 'util-linux' } });
  });

  it('keeps drives outside the roots closed', async () => {
    const world = await drivesWorld([aDrive({ mountPoint: freshFolder() })], { roots: [freshFolder()] });
    const { drives, suggested } = await list(world);
    expect(drives[0]?.root).toBeUndefined();
    expect(drives[0]?.statuses[0]).toEqual(code('DRIVE_OUTSIDE_ROOTS'));
    expect(suggested).toBeUndefined();
  });

  it('shows names without what would disguise them', async () => {
    const world = await drivesWorld([aDrive({ label: 'A\u202eB\u0000', mountPoint: undefined as never })]);
    expect((await list(world)).drives[0]?.label).toBe('A\ufffdB\ufffd');
  });
});

describe('sets on a drive', () => {
  const withSets = async () => {
    const stick = await temporaryFolder();
    const deep = join(stick, '2026', 'november');
    await mkdir(deep, { recursive: true });
    await writeSet(join(stick), [testBlob(100, 1)]).catch(() => undefined);
    await mkdir(join(stick, 'enclave-1'));
    await writeSet(join(stick, 'enclave-1'), [testBlob(2000, 2)], {
      manifest: {
        setId: '00000000-0000-4000-8000-000000000002',
        generation: 3,
        parent: { setId: '00000000-0000-4000-8000-000000000001', generation: 2 },
        releases: [{ version: '4.15.2', tag: '4.15.2-x86_64', digest: testBlob(4, 4).digest }],
      },
    });
    await writeSet(deep, [testBlob(10, 3)]);
    await fill(stick, {
      'theirs/mirror_000001.tar': 'x'.repeat(1024),
      'gap/mirror_000002.tar': 'x',
      'begun/.partial-000001': 'x',
      '$RECYCLE.BIN/mirror_000001.tar': 'x',
      'enclave-1/generation-000001/mirror_000001.tar': 'x',
    });
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    return { stick, world };
  };

  it('are found at the top, one folder below, and two where there are few folders', async () => {
    const { stick, world } = await withSets();
    const [drive] = (await list(world, { purpose: 'archive-in' })).drives;
    expect(drive?.sets.map(({ display }) => display.slice(stick.length))).toEqual([
      '',
      '/begun',
      '/enclave-1',
      '/gap',
      '/theirs',
      '/2026/november',
    ]);
  });

  it('tell what they are, and what is wrong with them', async () => {
    const { stick, world } = await withSets();
    const [drive] = (await list(world, { purpose: 'archive-in' })).drives;
    const brief = (folder: string) =>
      drive?.sets.find(({ display }) => display === join(stick, folder))?.brief;
    expect(brief('enclave-1')).toMatchObject({
      kind: 'sluice',
      generation: 3,
      parentGeneration: 2,
      target: 'enclave',
      complete: 'complete',
      releases: ['4.15.2'],
      chunks: 1,
      problems: [],
    });
    expect(brief('theirs')).toMatchObject({
      kind: 'oc-mirror',
      complete: 'unknown',
      bytes: 1024,
      problems: [],
    });
    expect(brief('gap')?.problems).toMatchObject([
      { code: 'ARCHIVE_CHUNK_MISSING', params: { file: 'mirror_000001.tar' } },
    ]);
    expect(brief('begun')).toMatchObject({
      complete: 'incomplete',
      problems: [{ code: 'ARCHIVE_SET_UNFINISHED' }],
    });
  });

  it('are looked at again when they changed', async () => {
    const { stick, world } = await withSets();
    await list(world);
    await rm(join(stick, 'enclave-1', 'mirror_000001.tar'));
    const [drive] = (await list(world)).drives;
    const set = drive?.sets.find(({ display }) => display.endsWith('enclave-1'));
    expect(set?.brief).toMatchObject({
      complete: 'incomplete',
      problems: [{ code: 'ARCHIVE_CHUNK_MISSING' }],
    });
  });

  it('are not looked for while a job uses the drive: what was known stands', async () => {
    const { stick, world } = await withSets();
    const before = (await list(world)).drives[0]?.sets.length;
    const job = { id: 'j1', driveId: 'fs-1', state: { kind: 'running' } } as unknown as Job;
    world.events.publish('job.snapshot', { job });
    await rm(join(stick, 'theirs'), { recursive: true });
    expect((await list(world)).drives[0]?.sets).toHaveLength(before ?? 0);
    world.events.publish('job.snapshot', { job: { ...job, state: { kind: 'succeeded' } } });
    expect((await list(world)).drives[0]?.sets).toHaveLength((before ?? 0) - 1);
  });

  it('are not looked for on the system drive or on a share', async () => {
    const { stick } = await withSets();
    const world = await drivesWorld([
      aDrive({ mountPoint: stick, system: true, removable: false }),
      aDrive({ id: 'fs-2', mountPoint: stick, kind: 'network', removable: false }),
    ]);
    for (const { sets } of (await list(world)).drives) expect(sets).toEqual([]);
  });
});

describe('ejecting', () => {
  it('is told to the pages, and makes folders on the drive unreachable', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    const [drive] = (await list(world)).drives;
    if (drive?.root === undefined) throw new Error('no top folder');
    await world.paths.describe(drive.root);
    expect(await world.handlers['drives.eject']({ id: 'fs-1' }, context)).toEqual({ safeToUnplug: true });
    expect(world.machine.asked).toEqual(['eject fs-1']);
    expect(world.seen.map(({ topic }) => topic)).toEqual(['drives.changed']);
    await expect(world.paths.describe(drive.root)).rejects.toMatchObject({ code: 'PATH_DRIVE_AWAY' });
  });

  it('is refused for a drive that is built in', async () => {
    const world = await drivesWorld([aDrive({ removable: false })]);
    await expect(world.handlers['drives.eject']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'DRIVE_NOT_REMOVABLE',
    });
    await expect(world.drives.forJobs.eject('fs-1')).rejects.toMatchObject({ code: 'DRIVE_NOT_REMOVABLE' });
    expect(world.machine.asked).toEqual([]);
  });

  it('is refused while a job uses the drive, or another volume of it', async () => {
    const world = await drivesWorld([aDrive(), aDrive({ id: 'fs-2', device: '/dev/sdb2' })]);
    const job = { id: 'j1', driveId: 'fs-2', state: { kind: 'running' } } as unknown as Job;
    world.events.publish('job.snapshot', { job });
    await expect(world.handlers['drives.eject']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'DRIVE_AT_WORK',
    });
    // The job itself may.
    await expect(world.drives.forJobs.eject('fs-2')).resolves.toEqual({ safeToUnplug: true });
  });

  it('says that the drive is gone already', async () => {
    const world = await drivesWorld();
    await expect(world.handlers['drives.eject']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'DRIVE_GONE',
    });
  });
});

describe('mounting', () => {
  it('gives the place, and asks nothing of what is mounted already', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    expect(await world.handlers['drives.mount']({ id: 'fs-1' }, context)).toEqual({ mountPoint: stick });
    expect(world.machine.asked).toEqual([]);
  });

  it('never claims a place that is not there', async () => {
    const world = await drivesWorld([aDrive({ mountPoint: undefined as never })]);
    await expect(world.handlers['drives.mount']({ id: 'fs-1' }, context)).rejects.toMatchObject({
      code: 'DRIVE_NOT_MOUNTABLE',
    });
    expect(world.machine.asked).toEqual(['mount fs-1']);
  });
});

describe('the drive of a path', () => {
  it('is the one it lies on, and none for the machine’s own disk', async () => {
    const stick = freshFolder();
    await fill(stick, { 'a/b': undefined });
    const world = await drivesWorld([
      aDrive({ id: 'root', system: true, mountPoint: '/' }),
      aDrive({ mountPoint: stick }),
    ]);
    const { mediumOf } = world.drives.forJobs;
    expect(await mediumOf(join(stick, 'a', 'b'))).toBe('fs-1');
    expect(await mediumOf(freshFolder())).toBeUndefined();
    expect(await mediumOf(join(stick, 'none'))).toBeUndefined();
  });

  it('is told from what is known while nothing changed, and anew when something did', async () => {
    const stick = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: stick })]);
    const { mediumOf } = world.drives.forJobs;
    await mediumOf(stick);
    await mediumOf(stick);
    expect(world.machine.lists).toBe(1);
    world.machine.drives = [aDrive({ id: 'fs-9', mountPoint: stick })];
    expect(await mediumOf(stick)).toBe('fs-9');
  });

  it('is not told wrongly when drives cannot be listed', async () => {
    const world = await drivesWorld([aDrive()]);
    world.machine.failure = new SluiceError('DRIVES_TOOL_FAILED', { params: { tool: 'lsblk' } });
    await expect(world.drives.forJobs.mediumOf(freshFolder())).rejects.toMatchObject({
      code: 'DRIVES_TOOL_FAILED',
    });
  });
});

describe('the practice disk', () => {
  it('is a drive of its own kind while the environment is on, and comes first in the suggestion', async () => {
    const disk = freshFolder();
    const world = await drivesWorld([aDrive({ mountPoint: freshFolder() })]);
    expect((await list(world)).suggested).toBe('fs-1');
    world.practice.folder = disk;
    world.events.publish('practice.changed', { running: true });
    expect(world.seen.map(({ topic }) => topic).sort()).toEqual(['drives.changed', 'practice.changed']);
    const { drives, suggested } = await list(world);
    expect(drives[0]).toMatchObject({ id: 'practice', kind: 'practice', mountPoint: disk, removable: true });
    expect(suggested).toBe('practice');
    expect(await world.drives.forJobs.mediumOf(join(disk))).toBe('practice');
  });

  it('can be ejected and plugged in again, and never reaches the machine’s tools', async () => {
    const disk = freshFolder();
    const world = await drivesWorld();
    world.practice.folder = disk;
    expect(await world.handlers['drives.eject']({ id: 'practice' }, context)).toEqual({ safeToUnplug: true });
    expect((await list(world)).drives).toMatchObject([
      { id: 'practice', mounted: false, statuses: [code('DRIVE_PRACTICE_UNPLUGGED')] },
    ]);
    expect(await world.drives.forJobs.mediumOf(disk)).toBeUndefined();
    expect(await world.handlers['drives.mount']({ id: 'practice' }, context)).toEqual({ mountPoint: disk });
    expect((await list(world)).drives).toMatchObject([{ id: 'practice', mounted: true }]);
    expect(world.machine.asked).toEqual([]);
  });
});
