import { describe, expect, it } from 'vitest';
import { createMacosProbe } from '../../../core/media/index.ts';
import { parseDiskutilInfo, parseDiskutilList } from '../../../core/media/macos/diskutil.ts';
import { parsePlist } from '../../../core/media/macos/plist.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';
import { aDrive } from '../../support/media-samples.ts';
import { ended, failing, missing, scriptedTools } from '../../support/media-tools.ts';

const plist = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
${body}
</plist>
`;

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

function xml(value: Plain): string {
  if (typeof value === 'string')
    return `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`;
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  if (Array.isArray(value)) return `<array>\n${value.map((item: Plain) => xml(item)).join('\n')}\n</array>`;
  const entries = Object.entries(value).map(([key, item]) => `<key>${key}</key>\n${xml(item as Plain)}`);
  return `<dict>\n${entries.join('\n')}\n</dict>`;
}

/** As diskutil(8) describes `list -plist` for an internal APFS disk and a USB stick. */
const list = plist(
  xml({
    AllDisks: ['disk0', 'disk0s1', 'disk4', 'disk4s1', 'disk4s2'],
    AllDisksAndPartitions: [
      {
        DeviceIdentifier: 'disk0',
        Content: 'GUID_partition_scheme',
        Size: 500,
        Partitions: [
          { DeviceIdentifier: 'disk0s1', Content: 'EFI', Size: 1 },
          { DeviceIdentifier: 'disk0s2', Content: 'Apple_APFS', Size: 499 },
        ],
      },
      {
        DeviceIdentifier: 'disk1',
        Content: 'EF57347C-0000-11AA-AA11-00306543ECAC',
        Size: 499,
        APFSVolumes: [
          { DeviceIdentifier: 'disk1s1', MountPoint: '/', VolumeName: 'Macintosh HD', Size: 499 },
        ],
      },
      {
        DeviceIdentifier: 'disk4',
        Content: 'GUID_partition_scheme',
        Size: 64,
        Partitions: [
          { DeviceIdentifier: 'disk4s1', Content: 'EFI', Size: 1 },
          { DeviceIdentifier: 'disk4s2', Content: 'Microsoft Basic Data', VolumeName: 'TRANSFER', Size: 63 },
        ],
      },
      { DeviceIdentifier: 'disk5', Content: 'Windows_FAT_32', Size: 8 },
    ],
  }),
);

const stick = {
  BusProtocol: 'USB',
  DeviceIdentifier: 'disk4s2',
  DeviceNode: '/dev/disk4s2',
  Ejectable: true,
  FilesystemName: 'ExFAT',
  FilesystemType: 'exfat',
  FreeSpace: 50,
  Internal: false,
  MediaName: 'Stick & Co',
  MountPoint: '/Volumes/TRANSFER',
  ParentWholeDisk: 'disk4',
  RemovableMedia: true,
  RemovableMediaOrExternalDevice: true,
  TotalSize: 63,
  VolumeName: 'TRANSFER',
  VolumeUUID: 'ABCDEF00-0000-3000-8000-000000000001',
  WritableMedia: true,
  WritableVolume: true,
};

const infoOf = (changes: Readonly<Record<string, Plain>>) =>
  parseDiskutilInfo(plist(xml({ ...stick, ...changes })));

describe('a property list', () => {
  it('is read with all that diskutil writes', () => {
    const text = plist(
      '<!-- note --><dict><key>a</key><array><true/><false/><integer>-7</integer><real>1.5</real></array>' +
        '<key>b &amp; c</key><string>x &lt;y&gt; &#20013;&#x6587;</string><key>d</key><string></string>' +
        '<key>e</key><dict/><key>f</key><array/><key>g</key><date>2026-11-25T00:00:00Z</date><key>h</key><data>AA==</data></dict>',
    );
    expect(parsePlist(text)).toEqual({
      a: [true, false, -7, 1.5],
      'b & c': 'x <y> 中文',
      d: '',
      e: {},
      f: [],
      g: '2026-11-25T00:00:00Z',
      h: 'AA==',
    });
  });

  it.each([
    '',
    'text',
    '<plist></plist>',
    '<plist><dict><key>a</key></dict></plist>',
    '<plist><dict><string>a</string></dict></plist>',
    '<plist><array><string>a</array></plist>',
    '<plist><integer>seven</integer></plist>',
    '<plist><set/></plist>',
    `<plist>${'<array>'.repeat(100)}`,
  ])('is refused when it is %j', (text) => {
    expect(() => parsePlist(text)).toThrow(SyntaxError);
  });

  it('takes no name for more than a name', () => {
    const value = parsePlist(plist('<dict><key>__proto__</key><dict><key>x</key><true/></dict></dict>'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  it('expands no entities of its own', () => {
    const bomb = '<!DOCTYPE plist [<!ENTITY a "aaaa">]>';
    expect(parsePlist(`${bomb}<plist><string>&a;</string></plist>`)).toBe('&a;');
  });
});

describe('the drives of a Mac', () => {
  it('are the volumes that may carry files', () => {
    expect(parseDiskutilList(list)).toEqual(['disk1s1', 'disk4s2', 'disk5']);
  });

  it('tell a stick', () => {
    expect(infoOf({})).toEqual({
      id: 'fs-abcdef00-0000-3000-8000-000000000001',
      device: 'disk4s2',
      disk: 'disk4',
      label: 'TRANSFER',
      model: 'Stick & Co',
      kind: 'usb',
      removable: true,
      system: false,
      content: 'file-system',
      capacity: 63,
      free: 50,
      fileSystem: 'exfat',
      readOnly: false,
      mountPoint: '/Volumes/TRANSFER',
    });
  });

  it('tell the system drive, and leave out its helpers', () => {
    const internal = { RemovableMediaOrExternalDevice: false, RemovableMedia: false, Ejectable: false };
    expect(infoOf({ ...internal, MountPoint: '/', BusProtocol: 'PCI-Express' })).toMatchObject({
      system: true,
      removable: false,
      kind: 'disk',
    });
    expect(infoOf({ ...internal, MountPoint: '/System/Volumes/VM' })).toBeUndefined();
    expect(infoOf({ ...internal, MountPoint: '' })).toBeUndefined();
  });

  it('tell what is not mounted, empty, locked, read-only, FAT16', () => {
    expect(infoOf({ MountPoint: '' })?.mountPoint).toBeUndefined();
    expect(infoOf({ FilesystemType: '', MountPoint: '' })?.content).toBe('nothing');
    expect(infoOf({ Locked: true, MountPoint: '' })?.content).toBe('encrypted');
    expect(infoOf({ WritableVolume: false })?.readOnly).toBe(true);
    expect(infoOf({ FilesystemType: 'msdos', FilesystemName: 'MS-DOS FAT16' })?.fileSystem).toBe('fat');
    expect(infoOf({ FilesystemType: 'msdos', FilesystemName: 'MS-DOS FAT32' })?.fileSystem).toBe('msdos');
  });

  it('are listed without a volume that went away meanwhile', async () => {
    const tools = scriptedTools((_, args) => {
      if (args[0] === 'list') return ended(list);
      return args[2] === 'disk4s2' ? ended(plist(xml(stick))) : failing('Could not find disk');
    });
    const drives = await createMacosProbe(systemFileSystem, tools.run).list();
    expect(drives.map(({ device }) => device)).toEqual(['disk4s2']);
  });

  it('cannot be listed when diskutil is missing or says nothing sensible', async () => {
    const probe = (answer: typeof missing) =>
      createMacosProbe(systemFileSystem, scriptedTools(() => answer).run);
    await expect(probe(missing).list()).rejects.toMatchObject({ code: 'DRIVES_TOOL_MISSING' });
    await expect(probe(ended('garbage')).list()).rejects.toMatchObject({ code: 'DRIVES_TOOL_FAILED' });
  });

  it('are ejected as a whole, and busy is told from failed', async () => {
    const drive = aDrive({ device: 'disk4s2', disk: 'disk4' });
    const tools = scriptedTools(() => ended('Disk disk4 ejected'));
    await createMacosProbe(systemFileSystem, tools.run).eject(drive, [drive]);
    expect(tools.lines()).toEqual(['diskutil eject disk4']);
    const refusing = (text: string) =>
      createMacosProbe(systemFileSystem, scriptedTools(() => failing(text)).run);
    await expect(
      refusing('Volume TRANSFER on disk4s2 failed to unmount: dissented by PID 312').eject(drive, [drive]),
    ).rejects.toMatchObject({ code: 'DRIVE_BUSY' });
    await expect(refusing('no').eject(drive, [drive])).rejects.toMatchObject({ code: 'DRIVE_EJECT_FAILED' });
  });
});
