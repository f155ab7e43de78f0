import { describe, expect, it } from 'vitest';
import { createLinuxProbe, type MediaDrive } from '../../../core/media/index.ts';
import { systemClock, systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { aDrive, bastion, bastionMounts, oldStick } from '../../support/media-samples.ts';
import { ended, failing, missing, scriptedTools, type ScriptedTools } from '../../support/media-tools.ts';

const gone = (): Promise<never> => Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }));

interface Machine {
  readonly uid?: number;
  readonly udev?: boolean;
  readonly mounts?: string;
  readonly statfs?: (path: string) => Promise<unknown>;
  readonly taken?: readonly string[];
  readonly impatient?: boolean;
}

function probeOn(tools: ScriptedTools, machine: Machine = {}) {
  const made: string[] = [];
  const fs = {
    ...systemFileSystem,
    readFile: (path: string) =>
      path === '/proc/self/mountinfo' ? Promise.resolve(machine.mounts ?? '') : gone(),
    access: (path: string) =>
      path.startsWith('/run/udev') && machine.udev === false ? gone() : Promise.resolve(),
    statfs: (path: string) =>
      machine.statfs?.(path) ?? Promise.resolve({ bavail: 5, blocks: 9, bsize: 4096, files: 0, ffree: 0 }),
    lstat: (path: string) => (machine.taken?.includes(path) === true ? Promise.resolve({}) : gone()),
    mkdir: (path: string) => {
      made.push(path);
      return Promise.resolve(undefined);
    },
  } as unknown as FileSystem;
  const probe = createLinuxProbe({
    fs,
    clock: {
      ...systemClock,
      // Patience is over at once, or never.
      sleep: () => (machine.impatient === true ? Promise.resolve() : new Promise(() => undefined)),
    },
    run: tools.run,
    environment: {
      variables: {},
      home: '/home/op',
      uid: machine.uid ?? 1000,
      hostname: 'bastion',
      platform: 'linux',
      workingDirectory: '/',
    },
  });
  return { probe, made };
}

describe('listing drives on Linux', () => {
  it('measures what is mounted, sticks first', async () => {
    const tools = scriptedTools((tool) => (tool === 'lsblk' ? ended(bastion) : undefined));
    const drives = await probeOn(tools, { mounts: bastionMounts }).probe.list();
    expect(drives.map(({ device }) => device)).toEqual([
      '/dev/sdb1',
      '/dev/sdc',
      '/dev/sdd1',
      '/dev/mapper/rhel-data',
      '/dev/mapper/rhel-root',
      'nas.example:/export',
    ]);
    expect(drives[0]).toMatchObject({ free: 5 * 4096, writable: true });
    expect(drives[1]?.free).toBeUndefined();
    expect(drives.at(-1)?.capacity).toBe(9 * 4096);
  });

  it('says which package is missing when there is no lsblk', async () => {
    await expect(probeOn(scriptedTools(() => missing)).probe.list()).rejects.toMatchObject({
      code: 'DRIVES_TOOL_MISSING',
      params: { tool: 'lsblk', package: 'util-linux' },
    });
  });

  it('says that it was not answered in time, which may pass', async () => {
    const tools = scriptedTools(() => ({ kind: 'timeout' }));
    await expect(probeOn(tools).probe.list()).rejects.toMatchObject({
      code: 'DRIVES_TOOL_FAILED',
      retryable: true,
    });
  });

  it('says that the answer was no list', async () => {
    const tools = scriptedTools(() => ended('Segmentation fault', 139, 'oops'));
    await expect(probeOn(tools).probe.list()).rejects.toMatchObject({
      code: 'DRIVES_TOOL_FAILED',
      detail: 'oops',
    });
  });

  it('asks an old lsblk for what it knows', async () => {
    const tools = scriptedTools((tool, args) =>
      tool !== 'lsblk'
        ? undefined
        : args.join().includes('FSVER')
          ? failing('unknown column: PATH')
          : ended(oldStick),
    );
    expect(await probeOn(tools).probe.list()).toMatchObject([{ device: '/dev/sda1' }]);
  });

  it('as root without udev looks at the devices itself', async () => {
    const tools = scriptedTools((tool, args) => {
      if (tool === 'lsblk') {
        return ended(JSON.stringify({ blockdevices: [{ name: 'sdx', type: 'disk', size: 9, tran: 'usb' }] }));
      }
      if (tool !== 'blkid') return undefined;
      return args[0] === '-V'
        ? ended('blkid')
        : ended('DEVNAME=/dev/sdx\nLABEL=MY\\ STICK\nUUID=88888888-0000-4000-8000-000000000008\nTYPE=ext4\n');
    });
    const [drive] = await probeOn(tools, { uid: 0, udev: false }).probe.list();
    expect(drive).toMatchObject({ label: 'MY STICK', fileSystem: 'ext4', content: 'file-system' });
  });

  it('as a user without udev does not say that nothing is there', async () => {
    const tools = scriptedTools(() =>
      ended(JSON.stringify({ blockdevices: [{ name: 'sdx', type: 'disk', size: 9, tran: 'usb' }] })),
    );
    const [drive] = await probeOn(tools, { udev: false }).probe.list();
    expect(drive?.content).toBe('unknown');
    expect(tools.calls.every(({ tool }) => tool === 'lsblk')).toBe(true);
  });

  it('goes on without a file system that does not answer, and asks it no second time', async () => {
    let asked = 0;
    const tools = scriptedTools((tool) => (tool === 'lsblk' ? ended('{"blockdevices":[]}') : undefined));
    const { probe } = probeOn(tools, {
      impatient: true,
      mounts: '1 0 0:60 / /mnt/share rw - nfs4 nas.example:/export rw',
      statfs: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    expect(await probe.list()).toMatchObject([{ mountPoint: '/mnt/share' }]);
    await probe.list();
    expect(asked).toBe(1);
  });
});

const stick = aDrive();
const second = aDrive({ id: 'fs-2', device: '/dev/sdb2', mountPoint: '/run/media/op/TWO' });
const other = aDrive({ id: 'fs-3', device: '/dev/sdc1', disk: '/dev/sdc' });

describe('ejecting on Linux', () => {
  const eject = (tools: ScriptedTools, machine?: Machine, drive: MediaDrive = stick) =>
    probeOn(tools, machine).probe.eject(drive, [stick, second, other]);

  it('writes out and unmounts every volume of the drive, then powers it off, and touches no other', async () => {
    const tools = scriptedTools(() => ended());
    await eject(tools);
    expect(tools.lines()).toEqual([
      'sync -f /run/media/op/TRANSFER',
      'udisksctl unmount -b /dev/sdb1 --no-user-interaction',
      'sync -f /run/media/op/TWO',
      'udisksctl unmount -b /dev/sdb2 --no-user-interaction',
      'udisksctl power-off -b /dev/sdb --no-user-interaction',
    ]);
  });

  it('succeeds when the drive cannot be powered off: it is unmounted', async () => {
    const tools = scriptedTools((_, args) =>
      args[0] === 'power-off' ? failing('Error powering off drive: GDBus.Error: No usb device') : ended(),
    );
    await expect(eject(tools)).resolves.toBeUndefined();
  });

  it('says that it is in use, and does not power off', async () => {
    const tools = scriptedTools((_, args) =>
      args[0] === 'unmount'
        ? failing(
            'Error unmounting /dev/sdb1: GDBus.Error:org.freedesktop.UDisks2.Error.DeviceBusy: target is busy',
          )
        : ended(),
    );
    await expect(eject(tools)).rejects.toMatchObject({
      code: 'DRIVE_BUSY',
      params: { mountPoint: '/run/media/op/TRANSFER' },
    });
    expect(tools.lines().join()).not.toContain('power-off');
  });

  it('without udisks unmounts as root', async () => {
    const tools = scriptedTools((tool) => (tool === 'udisksctl' ? undefined : ended()));
    await eject(tools, { uid: 0 });
    expect(tools.lines()).toContain('umount -- /run/media/op/TRANSFER');
  });

  it('removes the folder that it mounted on', async () => {
    const tools = scriptedTools((tool) => (tool === 'udisksctl' ? undefined : ended()));
    const mountPoint = '/run/sluice/media/TRANSFER';
    await probeOn(tools, { uid: 0 }).probe.eject(stick, [{ ...stick, mountPoint }]);
    expect(tools.lines()).toContain(`rmdir -- ${mountPoint}`);
  });

  it('without udisks and rights says what to type', async () => {
    const tools = scriptedTools((tool) =>
      tool === 'umount'
        ? failing('umount: /run/media/op/TRANSFER: must be superuser to unmount.')
        : undefined,
    );
    await expect(eject(tools)).rejects.toMatchObject({ code: 'DRIVE_EJECT_NEEDS_ROOT' });
  });

  it('says that it may not, when the policy forbids it', async () => {
    const tools = scriptedTools((_, args) =>
      args[0] === 'unmount'
        ? failing('GDBus.Error:org.freedesktop.UDisks2.Error.NotAuthorized: no')
        : ended(),
    );
    await expect(eject(tools)).rejects.toMatchObject({ code: 'DRIVE_EJECT_NEEDS_ROOT' });
  });

  it('never calls a failure it does not know safe', async () => {
    const tools = scriptedTools((tool) => (tool === 'sync' ? ended() : failing('I/O error')));
    await expect(eject(tools)).rejects.toMatchObject({ code: 'DRIVE_EJECT_FAILED', detail: 'I/O error' });
  });
});

describe('mounting on Linux', () => {
  const unmounted = aDrive({ mountPoint: undefined as never, label: 'Medium 1/2' });

  it('asks udisks', async () => {
    const tools = scriptedTools(() => ended('Mounted /dev/sdb1 at /run/media/op/TRANSFER'));
    await probeOn(tools).probe.mount(unmounted);
    expect(tools.lines()).toEqual(['udisksctl mount -b /dev/sdb1 --no-user-interaction']);
  });

  it('as root without udisks mounts on a folder named after the label, with nothing to run from it', async () => {
    const tools = scriptedTools((tool) => (tool === 'mount' ? ended() : undefined));
    const { probe, made } = probeOn(tools, { uid: 0 });
    await probe.mount(unmounted);
    expect(made).toEqual(['/run/sluice/media/Medium_1_2']);
    expect(tools.lines().at(-1)).toBe('mount -o nosuid,nodev,noexec /dev/sdb1 /run/sluice/media/Medium_1_2');
  });

  it('takes the id when another medium has that name', async () => {
    const tools = scriptedTools((tool) => (tool === 'mount' ? ended() : undefined));
    const { probe, made } = probeOn(tools, { uid: 0, taken: ['/run/sluice/media/Medium_1_2'] });
    await probe.mount(unmounted);
    expect(made).toEqual(['/run/sluice/media/fs-1']);
  });

  it('without udisks and rights says what to type', async () => {
    await expect(probeOn(scriptedTools(() => missing)).probe.mount(unmounted)).rejects.toMatchObject({
      code: 'DRIVE_MOUNT_NEEDS_ROOT',
      params: { device: '/dev/sdb1' },
    });
  });

  it('says that a medium cannot be mounted, with what the system said', async () => {
    const tools = scriptedTools(() => failing('wrong fs type, bad option, bad superblock'));
    await expect(probeOn(tools).probe.mount(unmounted)).rejects.toMatchObject({
      code: 'DRIVE_NOT_MOUNTABLE',
      detail: 'wrong fs type, bad option, bad superblock',
    });
  });
});
