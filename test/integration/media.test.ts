import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLinuxProbe, dropFromCache, systemTools, type MediaDrive } from '../../core/media/index.ts';
import { systemClock, systemEnvironment, systemFileSystem } from '../../core/ports/index.ts';

// A stick without a stick: a loop device, which only root may make, on systems that have them.
const sh = (command: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
};
const possible =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/dev/loop-control') &&
  canMakeFileSystems();
function canMakeFileSystems(): boolean {
  return ['/usr/sbin/mkfs.ext4', '/sbin/mkfs.ext4'].some((path) => existsSync(path));
}
if (!possible)
  console.log('Drives: not tried with loop devices, which need root, /dev/loop-control and mkfs.ext4.');

const environment = systemEnvironment();
const run = systemTools(environment);
const probe = createLinuxProbe({ fs: systemFileSystem, clock: systemClock, environment, run, loops: true });

describe.skipIf(!possible)('a drive of this machine', () => {
  let folder: string;
  let image: string;
  let device: string;
  const attach = (): void => {
    device = sh('losetup', '--find', '--show', image);
  };
  const stick = async (): Promise<MediaDrive> => {
    const found = (await probe.list()).find((drive) => drive.device === device);
    if (found === undefined) throw new Error(`${device} is not listed`);
    return found;
  };
  const mounted = async (): Promise<MediaDrive & { readonly mountPoint: string }> => {
    if ((await stick()).mountPoint === undefined) await probe.mount(await stick());
    const { mountPoint, ...drive } = await stick();
    if (mountPoint === undefined) throw new Error('not mounted');
    return { ...drive, mountPoint };
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-media-'));
    image = join(folder, 'stick.img');
    await writeFile(image, '');
    await truncate(image, 64 * 1024 * 1024);
    sh('mkfs.ext4', '-q', '-L', 'SLUICE TEST', image);
    attach();
  });
  afterAll(async () => {
    spawnSync('umount', [device]);
    sh('losetup', '--detach', device);
    await rm(folder, { recursive: true });
  });

  it('is listed with its label and file system, and the system’s own is told from it', async () => {
    expect(await stick()).toMatchObject({
      label: 'SLUICE TEST',
      fileSystem: 'ext4',
      system: false,
      removable: true,
    });
    expect((await probe.list()).filter(({ system }) => system).length).toBeLessThanOrEqual(1);
  });

  it('is noticed when it is mounted, written to, written out and ejected', async () => {
    const before = await probe.signature();
    const drive = await mounted();
    expect(await probe.signature()).not.toBe(before);
    expect(drive).toMatchObject({ writable: true, readOnly: false });
    expect(drive.free).toBeGreaterThan(0);
    await writeFile(join(drive.mountPoint, 'mirror_000001.tar'), Buffer.alloc(1024 * 1024, 7));
    await probe.eject(drive, await probe.list());
    expect((await stick()).mountPoint).toBeUndefined();
    expect(existsSync(drive.mountPoint)).toBe(false);
  });

  it('is known again after it was unplugged', async () => {
    const { id } = await stick();
    sh('losetup', '--detach', device);
    attach();
    expect((await stick()).id).toBe(id);
    const { mountPoint } = await mounted();
    expect(existsSync(join(mountPoint, 'mirror_000001.tar'))).toBe(true);
  });

  it('is read past the cache', async () => {
    const { mountPoint } = await mounted();
    const file = join(mountPoint, 'mirror_000001.tar');
    await systemFileSystem.readFile(file);
    const cached = (): string => sh('fincore', '-n', '-b', '-o', 'RES', file);
    expect(Number(cached())).toBeGreaterThan(0);
    expect(await dropFromCache({ fs: systemFileSystem, platform: 'linux', run }, [file])).toEqual({
      pastCache: true,
    });
    expect(Number(cached())).toBe(0);
  });

  it('is not ejected while a file on it is open, and is when it is closed', async () => {
    const drive = await mounted();
    const handle = await open(join(drive.mountPoint, 'mirror_000001.tar'));
    await expect(probe.eject(drive, await probe.list())).rejects.toMatchObject({ code: 'DRIVE_BUSY' });
    expect((await stick()).mountPoint).toBe(drive.mountPoint);
    await handle.close();
    await probe.eject(drive, await probe.list());
    expect((await stick()).mountPoint).toBeUndefined();
  });

  it('says that it cannot be mounted when its file system is damaged', async () => {
    const handle = await open(device, 'r+');
    // The superblock's features: one that no kernel knows.
    await handle.write(Buffer.from([0xff, 0xff, 0xff, 0xff]), 0, 4, 1024 + 0x60);
    await handle.sync();
    await handle.close();
    await expect(probe.mount(await stick())).rejects.toMatchObject({ code: 'DRIVE_NOT_MOUNTABLE' });
    expect((await stick()).mountPoint).toBeUndefined();
  });
});
