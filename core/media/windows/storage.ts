import { z } from 'zod';
import type { MediaDrive } from '../drive.ts';

/**
 * Lists disks, partitions and volumes with the Storage module (Get-Disk, Get-Partition, Get-Volume) as JSON. The text is fixed:
 * nothing is ever put into it.
 */
export const listScript = `
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
@{
  disks = @(Get-Disk | Select-Object Number, FriendlyName, SerialNumber, BusType, IsSystem, IsBoot, IsReadOnly)
  partitions = @(Get-Partition | Select-Object DiskNumber, PartitionNumber, DriveLetter, Type, Size, AccessPaths, IsHidden)
  volumes = @(Get-Volume | Select-Object DriveLetter, FileSystemLabel, FileSystem, DriveType, Size, SizeRemaining, Path)
} | ConvertTo-Json -Depth 4 -Compress
`;

/** Writes a volume out and has the shell eject it; the drive letter is the script's only argument. */
export const ejectScript = `& {
  param($letter)
  $ErrorActionPreference = 'Stop'
  Write-VolumeCache -DriveLetter $letter
  (New-Object -ComObject Shell.Application).Namespace(17).ParseName($letter + ':').InvokeVerb('Eject')
}`;

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() ?? '');
const size = z.number().nonnegative().nullish();
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
/** An enumeration: its name, or its number where the module was loaded without its types. */
const named = (names: Readonly<Record<number, string>>) =>
  z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (typeof value === 'number' ? (names[value] ?? '') : (value ?? '')));
/** A list of one is not a list in PowerShell's JSON; an empty one may be null. */
const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === null ? [] : Array.isArray(value) ? value : [value]), z.array(item));

const diskSchema = z.object({
  Number: z.number(),
  FriendlyName: text,
  SerialNumber: text,
  BusType: named({ 7: 'USB', 11: 'SATA', 12: 'SD', 13: 'MMC', 15: 'File Backed Virtual', 17: 'NVMe' }),
  IsSystem: flag,
  IsBoot: flag,
  IsReadOnly: flag,
});
const partitionSchema = z.object({
  DiskNumber: z.number(),
  PartitionNumber: z.number(),
  DriveLetter: text,
  Type: text,
  Size: size,
  AccessPaths: list(z.string()),
  IsHidden: flag,
});
const volumeSchema = z.object({
  DriveLetter: text,
  FileSystemLabel: text,
  FileSystem: text,
  DriveType: named({ 2: 'Removable', 3: 'Fixed', 4: 'Remote', 5: 'CD-ROM' }),
  Size: size,
  SizeRemaining: size,
  Path: text,
});
const answerSchema = z.object({
  disks: list(diskSchema),
  partitions: list(partitionSchema),
  volumes: list(volumeSchema),
});

type Partition = z.infer<typeof partitionSchema>;
type Volume = z.infer<typeof volumeSchema>;

const typesLeftOut = /^(?:System|Reserved|Recovery)$/;

/** The volumes in the answer of `listScript`. Throws SyntaxError, ZodError. */
export function parseStorage(json: string): MediaDrive[] {
  const { disks, partitions, volumes } = answerSchema.parse(JSON.parse(json.replace(/^\uFEFF/, '')));
  const onDisks = partitions.flatMap((partition) => {
    const disk = disks.find((each) => each.Number === partition.DiskNumber);
    const volume = volumes.find((each) => belongsTo(each, partition));
    if (disk === undefined || (typesLeftOut.test(partition.Type) && letterOf(partition) === undefined))
      return [];
    return [partitionDrive(disk, partition, volume)];
  });
  const optical = volumes.filter((volume) => volume.DriveType === 'CD-ROM' && (volume.Size ?? 0) > 0);
  // A stick without partition table has a volume, but need not have a partition.
  const whole = volumes.filter(
    (volume) =>
      volume.DriveType === 'Removable' &&
      letterOf(volume) !== undefined &&
      (volume.Size ?? 0) > 0 &&
      !partitions.some((partition) => belongsTo(volume, partition)),
  );
  const loose = [...optical.map(opticalDrive), ...whole.map(wholeDrive)];
  return [...onDisks, ...loose].sort(
    (a, b) => Number(b.removable) - Number(a.removable) || (a.device < b.device ? -1 : 1),
  );
}

function belongsTo(volume: Volume, partition: Partition): boolean {
  if (volume.Path !== '' && partition.AccessPaths.includes(volume.Path)) return true;
  const letter = letterOf(partition);
  return letter !== undefined && letter === letterOf(volume);
}

/** A partition without letter has the character 0 there. */
function letterOf({ DriveLetter }: { readonly DriveLetter: string }): string | undefined {
  return /^[A-Za-z]$/.test(DriveLetter) ? DriveLetter.toUpperCase() : undefined;
}

function partitionDrive(
  disk: z.infer<typeof diskSchema>,
  partition: Partition,
  volume: Volume | undefined,
): MediaDrive {
  const letter = letterOf(partition);
  const own = disk.IsBoot || disk.IsSystem;
  const system = own && letter === 'C';
  const usb = disk.BusType === 'USB';
  const removable =
    !own && (usb || ['SD', 'MMC'].includes(disk.BusType) || volume?.DriveType === 'Removable');
  const fileSystem = volume?.FileSystem === 'RAW' ? '' : (volume?.FileSystem ?? '');
  const guid = guidIn(volume?.Path ?? '');
  const free = volume?.SizeRemaining;
  return {
    id: guid === undefined ? `disk-${disk.SerialNumber}-${partition.PartitionNumber}` : `volume-${guid}`,
    device: letter === undefined ? `disk ${disk.Number}, ${partition.PartitionNumber}` : `${letter}:`,
    disk: String(disk.Number),
    label: volume?.FileSystemLabel ?? '',
    model: disk.FriendlyName,
    kind: usb ? 'usb' : removable ? 'other' : 'disk',
    removable,
    system,
    content: fileSystem === '' ? 'nothing' : 'file-system',
    capacity: partition.Size ?? volume?.Size ?? 0,
    ...(typeof free === 'number' && fileSystem !== '' && { free }),
    ...(fileSystem !== '' && { fileSystem: fileSystem.toLowerCase() }),
    readOnly: disk.IsReadOnly,
    ...(letter !== undefined && fileSystem !== '' && { mountPoint: `${letter}:\\` }),
  };
}

const guidIn = (place: string): string | undefined => /\{([0-9A-Fa-f-]+)\}/.exec(place)?.[1]?.toLowerCase();

/** A volume that no partition of ours belongs to. */
function wholeDrive(volume: Volume): MediaDrive {
  const letter = letterOf(volume);
  const fileSystem = volume.FileSystem === 'RAW' ? '' : volume.FileSystem.toLowerCase();
  const free = volume.SizeRemaining;
  return {
    id: `volume-${guidIn(volume.Path) ?? volume.Path}`,
    device: letter === undefined ? volume.Path : `${letter}:`,
    disk: `${letter ?? volume.Path}`,
    label: volume.FileSystemLabel,
    model: '',
    kind: 'other',
    removable: true,
    system: false,
    content: fileSystem === '' ? 'nothing' : 'file-system',
    capacity: volume.Size ?? 0,
    ...(typeof free === 'number' && fileSystem !== '' && { free }),
    ...(fileSystem !== '' && { fileSystem }),
    readOnly: false,
    ...(letter !== undefined && fileSystem !== '' && { mountPoint: `${letter}:\\` }),
  };
}

function opticalDrive(volume: Volume): MediaDrive {
  return { ...wholeDrive(volume), kind: 'optical', readOnly: true };
}
