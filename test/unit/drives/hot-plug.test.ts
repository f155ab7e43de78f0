import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { drivesWorld, type DrivesWorld } from '../../support/drives-world.ts';
import { aDrive } from '../../support/media-samples.ts';

const told = ({ seen }: DrivesWorld): number => seen.filter(({ topic }) => topic === 'drives.changed').length;

describe('drives that come and go', () => {
  it('are told within two seconds while somebody listens', async () => {
    const world = await drivesWorld();
    const rest = world.drives.attend();
    await world.clock.advance(0);
    world.machine.drives = [aDrive()];
    await world.clock.advance(2000);
    expect(told(world)).toBe(1);
    world.machine.drives = [];
    await world.clock.advance(2000);
    expect(told(world)).toBe(2);
    rest();
    await world.drives.close();
  });

  it('are not told while nothing changed, and no drive is asked meanwhile', async () => {
    const world = await drivesWorld([aDrive()]);
    const rest = world.drives.attend();
    await world.clock.advance(0);
    const before = world.machine.lists;
    for (let second = 0; second < 60; second += 2) await world.clock.advance(2000);
    expect(told(world)).toBe(0);
    expect(world.machine.lists).toBe(before);
    rest();
    await world.drives.close();
  });

  it('are not told when only the space became less', async () => {
    const world = await drivesWorld([aDrive({ free: 100 })]);
    const rest = world.drives.attend();
    await world.clock.advance(0);
    world.machine.drives = [aDrive({ free: 50 })];
    world.stir();
    await world.clock.advance(300);
    expect(told(world)).toBe(0);
    rest();
    await world.drives.close();
  });

  it('are told at once when the system says so, although nothing was mounted', async () => {
    const world = await drivesWorld([aDrive({ content: 'nothing' })]);
    const rest = world.drives.attend();
    await world.clock.advance(0);
    // Formatted: neither devices nor mounts are others.
    world.machine.drives = [aDrive({ content: 'file-system' })];
    world.stir();
    await world.clock.advance(0);
    await world.clock.advance(300);
    expect(told(world)).toBe(1);
    rest();
    await world.drives.close();
  });

  it('are nobody’s business when nobody listens', async () => {
    const world = await drivesWorld();
    const first = world.drives.attend();
    const second = world.drives.attend();
    first();
    first();
    await world.clock.advance(0);
    world.machine.drives = [aDrive()];
    await world.clock.advance(2000);
    expect(told(world)).toBe(1);
    second();
    await world.clock.advance(0);
    const lists = world.machine.lists;
    world.machine.drives = [];
    await world.clock.advance(10_000);
    expect(told(world)).toBe(1);
    expect(world.machine.lists).toBe(lists);
    await world.drives.close();
  });

  it('are told when they can be listed again', async () => {
    const world = await drivesWorld([aDrive()]);
    world.machine.failure = new SluiceError('DRIVES_TOOL_FAILED', { params: { tool: 'lsblk' } });
    const rest = world.drives.attend();
    await world.clock.advance(0);
    world.machine.failure = undefined;
    world.machine.drives = [aDrive({ id: 'fs-2' })];
    await world.clock.advance(2000);
    expect(told(world)).toBe(1);
    rest();
    await world.drives.close();
  });
});
