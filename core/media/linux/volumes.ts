import type { Mount } from '../mounts.ts';
import type { MediaDrive } from '../drive.ts';
import type { BlockDevice } from './lsblk.ts';

/** A volume of a block device before its space has been measured. */
export interface LinuxVolume {
  readonly drive: Omit<MediaDrive, 'free' | 'files' | 'writable'>;
  readonly device: BlockDevice;
}

export interface VolumeOptions {
  /** Loop devices count as removable drives: for trying things out. */
  readonly loops: boolean;
  /** Whether file systems of unmounted devices could be told (udev, or root). */
  readonly contentKnown: boolean;
}

/** Places where a file system is part of the machine itself. */
const systemPlaces =
  /^\/(?:$|(?:efi|usr|usr\/local|etc|home|root|tmp|var|var\/log|var\/log\/audit|var\/tmp|nix|nix\/store)$|(?:boot|sysroot|ostree|snap|var\/lib)(?:\/|$))/;
/** Partitions that never carry files: EFI system, BIOS boot, Microsoft reserved, extended, swap. */
const partitionTypesLeftOut = new Set([
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  '21686148-6449-6e6f-744e-656564454649',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
  '0xef',
  '0x5',
  '0xf',
  '0x82',
]);
/** File systems that only hold other devices together, or memory. */
const membersOnly = new Set(['LVM2_member', 'linux_raid_member', 'zfs_member', 'swap', 'mpath_member']);
const notDrives = /^(?:zram|ram|fd|nbd)\d/;

/** The volumes in lsblk's tree that are worth showing, with where they are mounted. */
export function linuxVolumes(
  devices: readonly BlockDevice[],
  mounts: readonly Mount[],
  options: VolumeOptions,
): LinuxVolume[] {
  const seen = new Set<string>();
  const volumes: LinuxVolume[] = [];
  for (const disk of devices) {
    if (notDrives.test(disk.kernelName) || disk.size === 0) continue;
    if (disk.type === 'loop' && !options.loops) continue;
    if (disk.type === 'rom' && disk.fileSystem === '') continue;
    const chain = [disk];
    const holdsSystem = anyDevice(disk, (device) => pointsOf(device, mounts).some(isSystemPoint));
    visit(disk, chain, (device, above) => {
      if (seen.has(device.kernelName)) return;
      const points = pointsOf(device, mounts);
      // In a container only folders of the machine's disks are to be seen.
      const onlyBound = points.length === 0 && mountsOf(device, mounts).length > 0;
      if (onlyBound || !isShown(device, points, holdsSystem)) return;
      seen.add(device.kernelName);
      volumes.push({ device, drive: toDrive(device, above, points, mounts, options) });
    });
  }
  return withDistinctIds(volumes);
}

function visit(
  device: BlockDevice,
  above: readonly BlockDevice[],
  each: (device: BlockDevice, above: readonly BlockDevice[]) => void,
): void {
  each(device, above);
  for (const child of device.children) visit(child, [...above, child], each);
}

function anyDevice(device: BlockDevice, test: (device: BlockDevice) => boolean): boolean {
  return test(device) || device.children.some((child) => anyDevice(child, test));
}

const isSystemPoint = (point: string): boolean => systemPlaces.test(point);

const mountsOf = (device: BlockDevice, mounts: readonly Mount[]): Mount[] =>
  mounts.filter(
    (mount) =>
      mount.device === device.majorMinor ||
      mount.source === device.path ||
      mount.source === `/dev/${device.kernelName}`,
  );

/**
 * Where the file system of `device` is mounted as a whole; the shortest first. Bound folders and files of it do not
 * count, except `/` itself, which image-based systems (ostree) bind.
 */
function pointsOf(device: BlockDevice, mounts: readonly Mount[]): string[] {
  return mountsOf(device, mounts)
    .filter(
      ({ root, fileSystem, mountPoint }) => root === '/' || fileSystem === 'btrfs' || mountPoint === '/',
    )
    .map(({ mountPoint }) => mountPoint)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function isShown(device: BlockDevice, points: readonly string[], holdsSystem: boolean): boolean {
  if (points.includes('/')) return true;
  if (points.some((point) => !isSystemPoint(point))) return true;
  if (points.length > 0 || holdsSystem) return false;
  // Partitions, or what was opened from a container, stand for the device.
  if (device.children.length > 0 || membersOnly.has(device.fileSystem)) return false;
  return device.size > 0 && !partitionTypesLeftOut.has(device.partitionType);
}

function toDrive(
  device: BlockDevice,
  above: readonly BlockDevice[],
  points: readonly string[],
  mounts: readonly Mount[],
  options: VolumeOptions,
): LinuxVolume['drive'] {
  const disk = above[0] ?? device;
  const system = points.includes('/');
  const mountPoint = system ? '/' : points.find((point) => !isSystemPoint(point));
  const mount =
    mountPoint === undefined ? undefined : mounts.findLast((each) => each.mountPoint === mountPoint);
  const fileSystem = fileSystemOf(device, mount);
  return {
    id: driveId(device, disk),
    device: device.path,
    disk: disk.path,
    label: device.label,
    model: disk.model,
    kind: kindOf(disk),
    removable: !system && isRemovable(disk),
    system,
    content: contentOf(fileSystem, options.contentKnown),
    capacity: device.size,
    ...(fileSystem !== '' && { fileSystem }),
    readOnly: device.readOnly || (mount?.readOnly ?? false) || disk.type === 'rom',
    ...(mountPoint !== undefined && { mountPoint }),
  };
}

/** What the kernel mounted it as says more than the label on it, except for programs that mount for others. */
function fileSystemOf(device: BlockDevice, mount: Mount | undefined): string {
  const name = mount === undefined || mount.fileSystem === 'fuseblk' ? device.fileSystem : mount.fileSystem;
  const known = name === '' ? (mount?.fileSystem ?? '') : name;
  return known === 'vfat' && /^FAT1[26]$/.test(device.fileSystemVersion) ? 'fat' : known;
}

function contentOf(fileSystem: string, known: boolean): MediaDrive['content'] {
  if (fileSystem === 'crypto_LUKS' || fileSystem === 'BitLocker') return 'encrypted';
  if (fileSystem !== '') return 'file-system';
  return known ? 'nothing' : 'unknown';
}

function kindOf(disk: BlockDevice): MediaDrive['kind'] {
  if (disk.type === 'rom') return 'optical';
  if (disk.transport === 'usb') return 'usb';
  if (disk.type === 'loop') return 'other';
  return disk.removable || disk.kernelName.startsWith('mmcblk') ? 'other' : 'disk';
}

function isRemovable(disk: BlockDevice): boolean {
  return disk.removable || disk.hotplug || disk.transport === 'usb' || disk.type === 'loop';
}

/**
 * The file system's UUID knows a medium again anywhere. The short numbers of FAT and exFAT are not unique (sticks
 * leave the factory with the same one), so the drive's serial number goes with them.
 */
function driveId(device: BlockDevice, disk: BlockDevice): string {
  const uuid = device.uuid.toLowerCase();
  if (uuid !== '') return isShort(uuid) && disk.serial !== '' ? `fs-${uuid}-${disk.serial}` : `fs-${uuid}`;
  if (disk.serial !== '') return `serial-${disk.serial}-${device.kernelName.replace(/^\D+/, '')}`;
  return `device-${device.kernelName}`;
}

const isShort = (uuid: string): boolean => uuid.length < 16;

/** Two media with one UUID (a cloned disk) are still two drives. */
function withDistinctIds(volumes: readonly LinuxVolume[]): LinuxVolume[] {
  const taken = new Set<string>();
  return volumes.map((volume) => {
    const { id } = volume.drive;
    const own = taken.has(id) ? `${id}-${volume.device.kernelName}` : id;
    taken.add(own);
    return { ...volume, drive: { ...volume.drive, id: own } };
  });
}
