/** What a file system means for a set that is to be carried on it. */
export interface FileSystemTraits {
  /** As people know it. */
  readonly name: string;
  readonly kind: 'disk' | 'optical' | 'network' | 'memory' | 'layered' | 'container';
  /** Survives being unplugged without eject: a journal, or copy on write. Known for kind `disk`. */
  readonly journal: boolean;
  /** Largest file it takes, bytes; absent where no set comes near it. */
  readonly fileLimit?: number;
  /** Keeps its own count of files, which can run out before the bytes do. */
  readonly countsFiles?: boolean;
}

const mebibyte = 1024 * 1024;
/** FAT32 files end at 4 GiB - 1; 64 MiB are left for headers and what the courier adds (DESIGN section 5). */
export const fat32FileLimit = 4 * 1024 * mebibyte - 64 * mebibyte;

const plain = (name: string, journal: boolean): FileSystemTraits => ({ name, kind: 'disk', journal });
const counted = (name: string, journal: boolean): FileSystemTraits => ({
  ...plain(name, journal),
  countsFiles: true,
});
const fat: FileSystemTraits = { ...plain('FAT32', false), fileLimit: fat32FileLimit };
const of = (kind: FileSystemTraits['kind'], name: string): FileSystemTraits => ({
  name,
  kind,
  journal: true,
});

/** By the names that kernels, lsblk, diskutil and Windows use, in small letters. */
const traits: Readonly<Record<string, FileSystemTraits>> = {
  ext2: counted('ext2', false),
  ext3: counted('ext3', true),
  ext4: counted('ext4', true),
  xfs: plain('XFS', true),
  btrfs: plain('Btrfs', true),
  f2fs: plain('F2FS', true),
  zfs: plain('ZFS', true),
  apfs: plain('APFS', true),
  hfs: plain('HFS+', true),
  hfsplus: plain('HFS+', true),
  'journaled hfs+': plain('HFS+', true),
  vfat: fat,
  msdos: fat,
  fat32: fat,
  'ms-dos fat32': fat,
  // FAT16 ends at 2 GiB - 1; 64 MiB are left as for FAT32.
  fat: { ...plain('FAT16', false), fileLimit: 2 * 1024 * mebibyte - 64 * mebibyte },
  'ms-dos fat16': { ...plain('FAT16', false), fileLimit: 2 * 1024 * mebibyte - 64 * mebibyte },
  exfat: plain('exFAT', false),
  ntfs: plain('NTFS', true),
  ntfs3: plain('NTFS', true),
  // What mounts NTFS, and sometimes exFAT, through a program: its journal is not relied on.
  fuseblk: plain('NTFS (FUSE)', false),
  refs: plain('ReFS', true),
  iso9660: of('optical', 'ISO 9660'),
  cd9660: of('optical', 'ISO 9660'),
  cdfs: of('optical', 'ISO 9660'),
  udf: of('optical', 'UDF'),
  squashfs: of('optical', 'SquashFS'),
  nfs: of('network', 'NFS'),
  nfs4: of('network', 'NFS'),
  cifs: of('network', 'SMB'),
  smb3: of('network', 'SMB'),
  smbfs: of('network', 'SMB'),
  'fuse.sshfs': of('network', 'SSHFS'),
  ceph: of('network', 'CephFS'),
  'fuse.glusterfs': of('network', 'GlusterFS'),
  '9p': of('network', '9P'),
  virtiofs: of('network', 'virtiofs'),
  tmpfs: of('memory', 'tmpfs'),
  ramfs: of('memory', 'ramfs'),
  overlay: of('layered', 'overlay'),
  crypto_luks: of('container', 'LUKS'),
  bitlocker: of('container', 'BitLocker'),
  lvm2_member: of('container', 'LVM'),
  linux_raid_member: of('container', 'RAID'),
  zfs_member: of('container', 'ZFS'),
  swap: of('container', 'swap'),
};

/** Traits of the file system that a system calls `name`; undefined: not known to us. */
export function traitsOf(name: string): FileSystemTraits | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(traits, key) ? traits[key] : undefined;
}
