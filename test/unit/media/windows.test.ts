import { describe, expect, it } from 'vitest';
import { createWindowsProbe } from '../../../core/media/index.ts';
import { parseStorage } from '../../../core/media/windows/storage.ts';
import { systemClock, systemFileSystem, type FileSystem } from '../../../core/ports/index.ts';
import { aDrive } from '../../support/media-samples.ts';
import { ended, missing, scriptedTools } from '../../support/media-tools.ts';

const guid = (digit: number): string => `\\\\?\\Volume{0000000${digit}-0000-0000-0000-000000000000}\\`;

/** As the documentation of Get-Disk, Get-Partition and Get-Volume gives their properties. */
const answer = {
  disks: [
    {
      Number: 0,
      FriendlyName: 'NVMe',
      SerialNumber: 'N1',
      BusType: 'NVMe',
      IsSystem: true,
      IsBoot: true,
      IsReadOnly: false,
    },
    {
      Number: 1,
      FriendlyName: 'Stick 64',
      SerialNumber: ' S-64 ',
      BusType: 'USB',
      IsSystem: false,
      IsBoot: false,
      IsReadOnly: false,
    },
  ],
  partitions: [
    {
      DiskNumber: 0,
      PartitionNumber: 1,
      DriveLetter: '\u0000',
      Type: 'System',
      Size: 100,
      AccessPaths: [guid(1)],
    },
    {
      DiskNumber: 0,
      PartitionNumber: 3,
      DriveLetter: 'C',
      Type: 'Basic',
      Size: 5000,
      AccessPaths: ['C:\\', guid(2)],
    },
    {
      DiskNumber: 1,
      PartitionNumber: 1,
      DriveLetter: 'E',
      Type: 'Basic',
      Size: 640,
      AccessPaths: ['E:\\', guid(3)],
    },
    {
      DiskNumber: 1,
      PartitionNumber: 2,
      DriveLetter: '\u0000',
      Type: 'Unknown',
      Size: 60,
      AccessPaths: null,
    },
  ],
  volumes: [
    {
      DriveLetter: 'C',
      FileSystemLabel: '',
      FileSystem: 'NTFS',
      DriveType: 'Fixed',
      Size: 5000,
      SizeRemaining: 900,
      Path: guid(2),
    },
    {
      DriveLetter: 'E',
      FileSystemLabel: 'TRANSFER',
      FileSystem: 'FAT32',
      DriveType: 'Removable',
      Size: 640,
      SizeRemaining: 600,
      Path: guid(3),
    },
    {
      DriveLetter: 'F',
      FileSystemLabel: '',
      FileSystem: '',
      DriveType: 'CD-ROM',
      Size: 0,
      SizeRemaining: 0,
      Path: guid(4),
    },
  ],
};

describe('the drives of Windows', () => {
  it('are its partitions with their volumes; empty trays and system partitions are left out', () => {
    const drives = parseStorage(`\uFEFF${JSON.stringify(answer)}`);
    expect(drives.map(({ device }) => device)).toEqual(['E:', 'disk 1, 2', 'C:']);
    expect(drives[0]).toEqual({
      id: 'volume-00000003-0000-0000-0000-000000000000',
      device: 'E:',
      disk: '1',
      label: 'TRANSFER',
      model: 'Stick 64',
      kind: 'usb',
      removable: true,
      system: false,
      content: 'file-system',
      capacity: 640,
      free: 600,
      fileSystem: 'fat32',
      readOnly: false,
      mountPoint: 'E:\\',
    });
    expect(drives[1]).toMatchObject({ content: 'nothing', removable: true });
    expect(drives[2]).toMatchObject({ system: true, removable: false, mountPoint: 'C:\\' });
  });

  it('are understood when enumerations are numbers and a list has one item', () => {
    const [stick] = parseStorage(
      JSON.stringify({
        disks: { ...answer.disks[1], BusType: 7 },
        partitions: { ...answer.partitions[2], AccessPaths: 'E:\\' },
        volumes: { ...answer.volumes[1], DriveType: 2 },
      }),
    );
    expect(stick).toMatchObject({ kind: 'usb', removable: true, fileSystem: 'fat32' });
  });

  it('show a stick without partition table', () => {
    const drives = parseStorage(
      JSON.stringify({ disks: [], partitions: null, volumes: [answer.volumes[1]] }),
    );
    expect(drives).toMatchObject([{ device: 'E:', removable: true, mountPoint: 'E:\\' }]);
  });

  it('do not call RAW a file system', () => {
    const volumes = [{ ...answer.volumes[1], FileSystem: 'RAW' }];
    const [stick] = parseStorage(JSON.stringify({ ...answer, volumes }));
    expect(stick).toMatchObject({ content: 'nothing' });
    expect(stick?.mountPoint).toBeUndefined();
  });

  it.each(['', '{}', '{"disks":[{}],"partitions":[],"volumes":[]}'])('refuse %j', (text) => {
    expect(() => parseStorage(text)).toThrow();
  });

  it('are asked for with a fixed script', async () => {
    const tools = scriptedTools(() => ended(JSON.stringify(answer)));
    const probe = createWindowsProbe(systemFileSystem, systemClock, tools.run);
    expect(await probe.list()).toHaveLength(3);
    expect(tools.calls[0]?.tool).toBe('powershell.exe');
    expect(tools.calls[0]?.args.slice(0, 3)).toEqual(['-NoProfile', '-NonInteractive', '-Command']);
  });

  it('cannot be listed without PowerShell', async () => {
    const probe = createWindowsProbe(systemFileSystem, systemClock, scriptedTools(() => missing).run);
    await expect(probe.list()).rejects.toMatchObject({ code: 'DRIVES_TOOL_MISSING' });
  });
});

describe('ejecting on Windows', () => {
  const stick = aDrive({ device: 'E:', disk: '1', mountPoint: 'E:\\' });
  const probeWith = (letters: () => readonly string[]) => {
    const tools = scriptedTools(() => ended());
    const fs = {
      ...systemFileSystem,
      stat: (path: string) =>
        letters().includes(path.slice(0, 1)) ? Promise.resolve({}) : Promise.reject(new Error()),
    } as unknown as FileSystem;
    const clock = { ...systemClock, sleep: () => Promise.resolve() };
    return { tools, probe: createWindowsProbe(fs, clock, tools.run) };
  };

  it('is done when the letter is gone', async () => {
    const { probe, tools } = probeWith(() => []);
    await probe.eject(stick, [stick]);
    expect(tools.calls[0]?.args.at(-1)).toBe('E');
  });

  it('is never called done while the letter is there', async () => {
    const { probe } = probeWith(() => ['E']);
    await expect(probe.eject(stick, [stick])).rejects.toMatchObject({ code: 'DRIVE_EJECT_BY_HAND' });
  });

  it('puts nothing but a letter into a command', async () => {
    const { probe, tools } = probeWith(() => []);
    const odd = { ...stick, mountPoint: '"; Remove-Item C:\\ #' };
    await expect(probe.eject(odd, [odd])).rejects.toMatchObject({ code: 'DRIVE_EJECT_BY_HAND' });
    expect(tools.calls).toEqual([]);
  });

  it('tells by the letters that something was plugged in', async () => {
    let letters = ['C'];
    const { probe } = probeWith(() => letters);
    const before = await probe.signature();
    letters = ['C', 'E'];
    expect(await probe.signature()).not.toBe(before);
  });
});
