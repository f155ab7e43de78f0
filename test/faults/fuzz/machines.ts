import { z } from 'zod';
import { mountOfPath, parseMountInfo } from '../../../core/media/index.ts';
import { parseLsblk } from '../../../core/media/linux/lsblk.ts';
import { parseDiskutilInfo, parseDiskutilList } from '../../../core/media/macos/diskutil.ts';
import { parsePlist } from '../../../core/media/macos/plist.ts';
import { parseStorage } from '../../../core/media/windows/storage.ts';
import { bastion, bastionMounts, oldStick } from '../../support/media-samples.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { fuzzTarget, holds, type FuzzTarget } from './target.ts';

// What tools of the machine print: names of volumes in it are chosen by whoever formatted the medium.
const mayThrow = (error: unknown): boolean => error instanceof SyntaxError || error instanceof z.ZodError;

const samples: readonly unknown[] = [bastion, oldStick].map((text) => JSON.parse(text) as unknown);

const lsblk = fuzzTarget({
  name: 'lsblk',
  batch: 2000,
  mayThrow,
  draw: (random) =>
    mutateJson(random, random.pick(samples), [
      'children',
      'blockdevices',
      'mountpoint',
      'label',
      'size',
      '/dev/sda',
    ]),
  parse: (output) => {
    const devices = parseLsblk(output);
    for (const { size } of devices) holds(size >= 0, 'a device of less than nothing');
    return devices;
  },
});

const mountTable = typeof bastionMounts === 'string' ? bastionMounts : JSON.stringify(bastionMounts);

const mounts = fuzzTarget({
  name: 'mount table',
  draw: (random) =>
    mutateText(random, mountTable, [' - ', ' ', '\\040', '\\777', '\n', 'ro', ',', '/', '..']),
  parse: (text) => {
    const read = parseMountInfo(text);
    const found = mountOfPath(read, '/media/op/stick/folder');
    holds(found === undefined || read.includes(found), 'a mount that is not there');
    return read;
  },
});

const plists = [
  '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist version="1.0"><dict><key>AllDisksAndPartitions</key><array><dict><key>DeviceIdentifier</key><string>disk4</string><key>Partitions</key><array><dict><key>DeviceIdentifier</key><string>disk4s1</string></dict></array></dict></array></dict></plist>',
  '<plist version="1.0"><dict><key>DeviceIdentifier</key><string>disk4s1</string><key>VolumeName</key><string>A &amp; B &#x1F600;</string><key>FreeSpace</key><integer>1</integer><key>Ejectable</key><true/><key>x</key><real>1.5</real></dict></plist>',
];
const plistPieces = [
  '<',
  '>',
  '/>',
  '</',
  '<dict>',
  '</dict>',
  '<array>',
  '<key>',
  '<a',
  '<!--',
  '-->',
  '<?',
  '<!X',
  '&lt;',
  '&constructor;',
  '&#99999999;',
  '&#xD800;',
  '<true/>',
  '<integer>',
  '__proto__',
];

const plist = fuzzTarget({
  name: 'property lists',
  mayThrow,
  draw: (random) => mutateText(random, random.pick(plists), plistPieces),
  parse: (text, random) => random.pick([parsePlist, parseDiskutilInfo, parseDiskutilList])(text),
});

const storage = {
  disks: [
    {
      Number: 1,
      FriendlyName: 'Stick',
      SerialNumber: '1',
      BusType: 'USB',
      IsSystem: false,
      IsBoot: false,
      IsReadOnly: false,
    },
  ],
  partitions: [
    {
      DiskNumber: 1,
      PartitionNumber: 1,
      DriveLetter: 'E',
      Type: 'IFS',
      Size: 10,
      AccessPaths: ['E:\\', '\\\\?\\Volume{ab}\\'],
      IsHidden: false,
    },
  ],
  volumes: {
    DriveLetter: 'E',
    FileSystemLabel: 'T',
    FileSystem: 'exFAT',
    DriveType: 2,
    Size: 10,
    SizeRemaining: 5,
    Path: '\\\\?\\Volume{ab}\\',
  },
};

const windowsStorage = fuzzTarget({
  name: 'PowerShell storage',
  mayThrow,
  draw: (random) => mutateJson(random, storage, ['DriveLetter', 'Size', 'E', 'disks', 'RAW', '\u0000']),
  parse: (json) => {
    const drives = parseStorage(json);
    for (const { capacity } of drives) holds(capacity >= 0, 'a drive of less than nothing');
    return drives;
  },
});

export const machineTargets: readonly FuzzTarget[] = [lsblk, mounts, plist, windowsStorage];
