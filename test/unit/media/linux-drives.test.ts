import { describe, expect, it } from 'vitest';
import { parseLsblk } from '../../../core/media/linux/lsblk.ts';
import { networkShares } from '../../../core/media/linux/shares.ts';
import { linuxVolumes } from '../../../core/media/linux/volumes.ts';
import { mountOfPath, parseMountInfo, type Mount } from '../../../core/media/index.ts';
import { bastion, bastionMounts, oldStick } from '../../support/media-samples.ts';

const drivesOf = (output: string, mounts: readonly Mount[] = [], loops = false) =>
  linuxVolumes(parseLsblk(output), mounts, { loops, contentKnown: true }).map(({ drive }) => drive);

const one = (more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    blockdevices: [
      {
        name: 'sdx',
        kname: 'sdx',
        'maj:min': '8:240',
        type: 'disk',
        size: 1000,
        tran: 'usb',
        rm: true,
        ...more,
      },
    ],
  });

describe('the drives of a bastion', () => {
  const drives = drivesOf(bastion, parseMountInfo(bastionMounts));
  const byDevice = new Map(drives.map((drive) => [drive.device, drive]));

  it('leaves out memory, loops, empty trays, swap, EFI and what only holds other devices', () => {
    expect([...byDevice.keys()].sort()).toEqual([
      '/dev/mapper/rhel-data',
      '/dev/mapper/rhel-root',
      '/dev/sdb1',
      '/dev/sdc',
      '/dev/sdd1',
    ]);
  });

  it('knows the system through encryption and LVM', () => {
    expect(byDevice.get('/dev/mapper/rhel-root')).toMatchObject({
      system: true,
      removable: false,
      mountPoint: '/',
      disk: '/dev/nvme0n1',
      kind: 'disk',
      model: 'EXAMPLE NVMe 512',
    });
  });

  it('shows another mounted volume of the system’s disk as a built-in drive', () => {
    expect(byDevice.get('/dev/mapper/rhel-data')).toMatchObject({
      system: false,
      removable: false,
      mountPoint: '/data',
    });
  });

  it('tells a stick with its label, model, file system and place', () => {
    expect(byDevice.get('/dev/sdb1')).toEqual({
      id: 'fs-4a1b-2c3d-S-64',
      device: '/dev/sdb1',
      disk: '/dev/sdb',
      label: 'TRANSFER',
      model: 'EXAMPLE Stick 64',
      kind: 'usb',
      removable: true,
      system: false,
      content: 'file-system',
      capacity: 64 * 1024 ** 3,
      fileSystem: 'vfat',
      readOnly: false,
      mountPoint: '/run/media/op/TRANSFER 1',
    });
  });

  it('tells an empty stick from a locked one', () => {
    expect(byDevice.get('/dev/sdc')?.content).toBe('nothing');
    expect(byDevice.get('/dev/sdd1')?.content).toBe('encrypted');
  });

  it('never says that nothing is on a drive when it could not be looked at', () => {
    const [drive] = linuxVolumes(parseLsblk(one({})), [], { loops: false, contentKnown: false });
    expect(drive?.drive.content).toBe('unknown');
  });
});

describe('lsblk of util-linux 2.32', () => {
  it('is understood although its numbers and flags are text', () => {
    expect(drivesOf(oldStick)).toMatchObject([
      { device: '/dev/sda1', removable: true, readOnly: true, capacity: 62057873408, label: 'ENCLAVE' },
    ]);
  });
});

describe('the identity of a drive', () => {
  const id = (more: Readonly<Record<string, unknown>>): string | undefined => drivesOf(one(more))[0]?.id;

  it('is the UUID of its file system, wherever it is plugged in', () => {
    const uuid = '66666666-0000-4000-8000-000000000006';
    expect(id({ uuid, fstype: 'ext4', serial: 'A' })).toBe(`fs-${uuid}`);
    expect(id({ uuid, fstype: 'ext4', serial: 'B', kname: 'sdy', name: 'sdy' })).toBe(`fs-${uuid}`);
  });

  it('joins the serial number to the short numbers of FAT and exFAT, which repeat', () => {
    expect(id({ uuid: '0000-0001', fstype: 'exfat', serial: 'A' })).not.toBe(
      id({ uuid: '0000-0001', fstype: 'exfat', serial: 'B' }),
    );
  });

  it('falls back to the serial number, then to the device', () => {
    expect(id({ serial: 'A' })).toBe('serial-A-');
    expect(id({})).toBe('device-sdx');
  });

  it('differs for two clones that are plugged in together', () => {
    const clone = (name: string) => ({
      name,
      kname: name,
      type: 'disk',
      size: 1,
      tran: 'usb',
      fstype: 'ext4',
      uuid: '77777777-0000-4000-8000-000000000007',
    });
    const ids = drivesOf(JSON.stringify({ blockdevices: [clone('sdx'), clone('sdy')] })).map(
      (each) => each.id,
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('odd machines', () => {
  const mount = (line: string): Mount[] => parseMountInfo(line);

  it('shows loop devices only when asked', () => {
    const loop = one({ type: 'loop', tran: null, fstype: 'ext4' });
    expect(drivesOf(loop)).toEqual([]);
    expect(drivesOf(loop, [], true)).toMatchObject([{ removable: true, kind: 'other' }]);
  });

  it('takes image-based systems, which bind their root, for the system', () => {
    const mounts = mount(
      '30 1 8:240 /ostree/deploy/x / rw - xfs /dev/sdx rw\n31 30 8:240 / /sysroot ro - xfs /dev/sdx rw',
    );
    expect(drivesOf(one({ tran: 'nvme', rm: false, fstype: 'xfs' }), mounts)).toMatchObject([
      { system: true, mountPoint: '/', removable: false },
    ]);
  });

  it('leaves out a disk of which a container sees only bound files', () => {
    const mounts = mount('30 1 8:240 /etc/hosts /etc/hosts rw - ext4 /dev/sdx rw');
    expect(drivesOf(one({ tran: 'sata', rm: false, fstype: 'ext4' }), mounts)).toEqual([]);
  });

  it('finds a btrfs volume although its device number is another', () => {
    const mounts = mount('30 1 0:44 /@data /mnt/backup rw - btrfs /dev/sdx rw');
    expect(drivesOf(one({ fstype: 'btrfs', uuid: 'x'.repeat(36) }), mounts)).toMatchObject([
      { mountPoint: '/mnt/backup' },
    ]);
  });

  it('believes the mount when it is read-only', () => {
    const mounts = mount('30 1 8:240 / /media/x ro - ext4 /dev/sdx ro');
    expect(drivesOf(one({ fstype: 'ext4' }), mounts)[0]?.readOnly).toBe(true);
  });

  it('tells FAT16 from FAT32, for its files are shorter', () => {
    expect(drivesOf(one({ fstype: 'vfat', fsver: 'FAT16', uuid: '1-1' }))[0]?.fileSystem).toBe('fat');
    expect(drivesOf(one({ fstype: 'vfat', fsver: 'FAT32', uuid: '1-1' }))[0]?.fileSystem).toBe('vfat');
  });

  it('does not show a hybrid image’s disk beside its partitions', () => {
    const hybrid = one({
      fstype: 'iso9660',
      children: [
        { name: 'sdx1', kname: 'sdx1', type: 'part', size: 900, fstype: 'iso9660', label: 'INSTALL' },
      ],
    });
    expect(drivesOf(hybrid).map(({ device }) => device)).toEqual(['/dev/sdx1']);
  });

  it.each(['', 'null', '{}', '[]', '{"blockdevices":{}}', '{"blockdevices":[3]}'])(
    'refuses %j as lsblk’s',
    (text) => {
      expect(() => parseLsblk(text)).toThrow();
    },
  );

  it('does not follow children without end', () => {
    let nested: Record<string, unknown> = { name: 'end', type: 'part', size: 1 };
    for (let depth = 0; depth < 500; depth++)
      nested = { name: `d${depth}`, type: 'part', size: 1, children: [nested] };
    expect(parseLsblk(JSON.stringify({ blockdevices: [nested] }))).toHaveLength(1);
  });
});

describe('network shares', () => {
  it('are shown unless programs made them for themselves', () => {
    const shares = networkShares(parseMountInfo(bastionMounts));
    expect(shares).toMatchObject([
      { kind: 'network', mountPoint: '/mnt/share', label: 'nas.example:/export', removable: false },
    ]);
  });
});

describe('the mount of a path', () => {
  const mounts = parseMountInfo(
    '1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 8:2 / /data rw - xfs /dev/b rw\n3 1 8:3 / /data rw - ext4 /dev/c rw',
  );

  it('is the deepest one, and the one that covers it', () => {
    expect(mountOfPath(mounts, '/data/x')?.source).toBe('/dev/c');
    expect(mountOfPath(mounts, '/database')?.source).toBe('/dev/a');
  });

  it('passes over lines that are none', () => {
    expect(parseMountInfo('nonsense\n\n1 2 3')).toEqual([]);
  });
});
