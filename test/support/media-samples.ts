/**
 * What lsblk, diskutil and PowerShell print, as their documentation describes it and util-linux 2.38 printed it here;
 * names and numbers are made up. No sample was recorded on a Mac or on Windows.
 */
import type { MediaDrive } from '../../core/media/index.ts';

const device = (name: string, more: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  name,
  kname: name,
  path: `/dev/${name}`,
  'maj:min': '8:0',
  type: 'disk',
  size: 0,
  ro: false,
  rm: false,
  hotplug: false,
  tran: null,
  vendor: null,
  model: null,
  serial: null,
  fstype: null,
  fsver: null,
  label: null,
  uuid: null,
  pttype: null,
  parttype: null,
  ...more,
});

const gib = 1024 ** 3;

/** A bastion: system on NVMe with LVM in LUKS, two sticks, a card, a disc, and what is never shown. */
export const bastion = JSON.stringify({
  blockdevices: [
    device('loop0', { 'maj:min': '7:0', type: 'loop', size: 4 * gib, fstype: 'squashfs' }),
    device('zram0', { 'maj:min': '253:0', size: 8 * gib }),
    device('sr0', { 'maj:min': '11:0', type: 'rom', size: 1073741312, rm: true, tran: 'sata' }),
    device('nvme0n1', {
      'maj:min': '259:0',
      size: 512 * gib,
      tran: 'nvme',
      model: 'EXAMPLE NVMe 512',
      serial: 'N1',
      children: [
        device('nvme0n1p1', {
          'maj:min': '259:1',
          type: 'part',
          size: gib,
          tran: 'nvme',
          fstype: 'vfat',
          uuid: 'AAAA-0001',
          parttype: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
        }),
        device('nvme0n1p2', {
          'maj:min': '259:2',
          type: 'part',
          size: 500 * gib,
          tran: 'nvme',
          fstype: 'crypto_LUKS',
          uuid: '11111111-0000-4000-8000-000000000001',
          children: [
            device('dm-0', {
              name: 'luks-1111',
              kname: 'dm-0',
              path: '/dev/mapper/luks-1111',
              'maj:min': '252:0',
              type: 'crypt',
              size: 500 * gib,
              fstype: 'LVM2_member',
              children: [
                device('dm-1', {
                  name: 'rhel-root',
                  kname: 'dm-1',
                  path: '/dev/mapper/rhel-root',
                  'maj:min': '252:1',
                  type: 'lvm',
                  size: 300 * gib,
                  fstype: 'xfs',
                  uuid: '22222222-0000-4000-8000-000000000002',
                }),
                device('dm-2', {
                  name: 'rhel-swap',
                  kname: 'dm-2',
                  path: '/dev/mapper/rhel-swap',
                  'maj:min': '252:2',
                  type: 'lvm',
                  size: 16 * gib,
                  fstype: 'swap',
                }),
                device('dm-3', {
                  name: 'rhel-data',
                  kname: 'dm-3',
                  path: '/dev/mapper/rhel-data',
                  'maj:min': '252:3',
                  type: 'lvm',
                  size: 100 * gib,
                  fstype: 'xfs',
                  uuid: '33333333-0000-4000-8000-000000000003',
                }),
              ],
            }),
          ],
        }),
      ],
    }),
    device('sdb', {
      'maj:min': '8:16',
      size: 64 * gib,
      rm: true,
      hotplug: true,
      tran: 'usb',
      vendor: 'EXAMPLE ',
      model: 'Stick 64',
      serial: 'S-64',
      pttype: 'dos',
      children: [
        device('sdb1', {
          'maj:min': '8:17',
          type: 'part',
          size: 64 * gib,
          rm: true,
          hotplug: true,
          fstype: 'vfat',
          fsver: 'FAT32',
          label: 'TRANSFER',
          uuid: '4A1B-2C3D',
          parttype: '0xc',
        }),
      ],
    }),
    device('sdc', {
      'maj:min': '8:32',
      size: 128 * gib,
      rm: true,
      hotplug: true,
      tran: 'usb',
      model: 'Empty 128',
      serial: 'S-128',
    }),
    device('sdd', {
      'maj:min': '8:48',
      size: 256 * gib,
      hotplug: true,
      tran: 'usb',
      model: 'Disk 256',
      serial: 'S-256',
      children: [
        device('sdd1', {
          'maj:min': '8:49',
          type: 'part',
          size: 256 * gib,
          hotplug: true,
          fstype: 'crypto_LUKS',
          uuid: '44444444-0000-4000-8000-000000000004',
        }),
      ],
    }),
  ],
});

export const bastionMounts = [
  '22 1 0:21 / /proc rw - proc proc rw',
  '30 1 252:1 / / rw,relatime - xfs /dev/mapper/rhel-root rw',
  '31 30 259:1 / /boot/efi rw - vfat /dev/nvme0n1p1 rw',
  '32 30 252:3 / /data rw - xfs /dev/mapper/rhel-data rw',
  '33 30 8:17 / /run/media/op/TRANSFER\\0401 rw,nosuid - vfat /dev/sdb1 rw,uid=1000',
  '34 30 0:60 / /mnt/share rw - nfs4 nas.example:/export rw',
  '35 30 0:61 / /var/lib/containers/x rw - nfs4 nas.example:/containers rw',
].join('\n');

/** util-linux 2.32: numbers and flags as text, no PATH, no FSVER. */
export const oldStick = JSON.stringify({
  blockdevices: [
    {
      name: 'sda',
      kname: 'sda',
      'maj:min': '8:0',
      type: 'disk',
      size: '62058921984',
      ro: '0',
      rm: '1',
      hotplug: '1',
      tran: 'usb',
      vendor: 'EXAMPLE ',
      model: 'Stick',
      serial: 'S-1',
      fstype: null,
      label: null,
      uuid: null,
      parttype: null,
      children: [
        {
          name: 'sda1',
          kname: 'sda1',
          'maj:min': '8:1',
          type: 'part',
          size: '62057873408',
          ro: '1',
          rm: '1',
          hotplug: '1',
          fstype: 'ext4',
          label: 'ENCLAVE',
          uuid: '55555555-0000-4000-8000-000000000005',
          parttype: '0x83',
        },
      ],
    },
  ],
});

/** A good stick; tests change what they are about. */
export function aDrive(changes: Partial<MediaDrive> = {}): MediaDrive {
  return {
    id: 'fs-1',
    device: '/dev/sdb1',
    disk: '/dev/sdb',
    label: 'TRANSFER',
    model: 'Stick',
    kind: 'usb',
    removable: true,
    system: false,
    content: 'file-system',
    capacity: 64 * gib,
    free: 60 * gib,
    fileSystem: 'ext4',
    readOnly: false,
    writable: true,
    mountPoint: '/run/media/op/TRANSFER',
    ...changes,
  };
}
