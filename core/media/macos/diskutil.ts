import { z } from 'zod';
import type { MediaDrive } from '../drive.ts';
import { parsePlist } from './plist.ts';

/** One disk of `diskutil list -plist`, with what lies on it. */
const volumeSchema = z.object({ DeviceIdentifier: z.string(), Content: z.string().optional() });
const diskSchema = volumeSchema.extend({
  Partitions: z.array(volumeSchema).optional(),
  APFSVolumes: z.array(volumeSchema).optional(),
});
const listSchema = z.object({ AllDisksAndPartitions: z.array(diskSchema) });

/** The keys of `diskutil info -plist` that say something about a volume. */
const infoSchema = z.object({
  DeviceIdentifier: z.string(),
  ParentWholeDisk: z.string().optional(),
  VolumeName: z.string().optional(),
  VolumeUUID: z.string().optional(),
  DiskUUID: z.string().optional(),
  MountPoint: z.string().optional(),
  FilesystemType: z.string().optional(),
  FilesystemName: z.string().optional(),
  TotalSize: z.number().optional(),
  Size: z.number().optional(),
  FreeSpace: z.number().optional(),
  APFSContainerFree: z.number().optional(),
  WritableVolume: z.boolean().optional(),
  WritableMedia: z.boolean().optional(),
  Ejectable: z.boolean().optional(),
  RemovableMedia: z.boolean().optional(),
  RemovableMediaOrExternalDevice: z.boolean().optional(),
  Internal: z.boolean().optional(),
  BusProtocol: z.string().optional(),
  MediaName: z.string().optional(),
  OpticalDeviceType: z.string().optional(),
  Locked: z.boolean().optional(),
});

/** Kinds of partitions that never carry files. */
const contentLeftOut =
  /^(?:EFI|Apple_Boot|Apple_APFS|Apple_APFS_ISC|Apple_APFS_Recovery|Apple_partition_map|Apple_KernelCoreDump|Microsoft Reserved|Linux_Swap)$/;
const systemPlaces = /^\/(?:$|System\/|private\/)/;

/** Identifiers of all volumes (`disk2s1`) that may carry files. Throws SyntaxError, ZodError. */
export function parseDiskutilList(plist: string): string[] {
  const { AllDisksAndPartitions } = listSchema.parse(parsePlist(plist));
  return AllDisksAndPartitions.flatMap((disk) => {
    const parts = [...(disk.Partitions ?? []), ...(disk.APFSVolumes ?? [])];
    // A disk without partitions may have its file system on it as it is.
    const volumes = parts.length === 0 ? [disk] : parts;
    return volumes
      .filter(({ Content }) => Content === undefined || !contentLeftOut.test(Content))
      .map(({ DeviceIdentifier }) => DeviceIdentifier);
  });
}

/** A volume as a drive; undefined for those that belong to the system itself. Throws SyntaxError, ZodError. */
export function parseDiskutilInfo(plist: string): MediaDrive | undefined {
  const info = infoSchema.parse(parsePlist(plist));
  const mountPoint = info.MountPoint === '' ? undefined : info.MountPoint;
  const system = mountPoint === '/';
  if (!system && mountPoint !== undefined && systemPlaces.test(mountPoint)) return undefined;
  const external = info.RemovableMediaOrExternalDevice ?? info.Internal === false;
  const removable = !system && (external || info.RemovableMedia === true || info.Ejectable === true);
  // The system's own helper volumes: preboot, recovery, virtual memory.
  if (mountPoint === undefined && !removable) return undefined;
  const fileSystem = fileSystemOf(info.FilesystemType, info.FilesystemName);
  const identity = info.VolumeUUID ?? info.DiskUUID;
  const free = fileSystem === 'apfs' ? (info.APFSContainerFree ?? info.FreeSpace) : info.FreeSpace;
  return {
    id: identity === undefined ? `device-${info.DeviceIdentifier}` : `fs-${identity.toLowerCase()}`,
    device: info.DeviceIdentifier,
    disk: info.ParentWholeDisk ?? info.DeviceIdentifier,
    label: info.VolumeName ?? '',
    model: info.MediaName ?? '',
    kind: kindOf(info, removable),
    removable,
    system,
    content: info.Locked === true ? 'encrypted' : fileSystem === undefined ? 'nothing' : 'file-system',
    capacity: info.TotalSize ?? info.Size ?? 0,
    ...(free !== undefined && mountPoint !== undefined && { free }),
    ...(fileSystem !== undefined && { fileSystem }),
    readOnly: mountPoint !== undefined ? info.WritableVolume === false : info.WritableMedia === false,
    ...(mountPoint !== undefined && { mountPoint }),
  };
}

/** `msdos` covers FAT32 and FAT16: only the long name tells them apart. */
function fileSystemOf(type: string | undefined, name: string | undefined): string | undefined {
  if (type === undefined || type === '') return undefined;
  return type === 'msdos' && name === 'MS-DOS FAT16' ? 'fat' : type;
}

function kindOf(info: z.infer<typeof infoSchema>, removable: boolean): MediaDrive['kind'] {
  if (info.OpticalDeviceType !== undefined && info.OpticalDeviceType !== '') return 'optical';
  if (info.BusProtocol === 'USB') return 'usb';
  return removable ? 'other' : 'disk';
}
