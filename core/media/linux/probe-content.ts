import type { RunTool } from '../run-tool.ts';
import type { BlockDevice } from './lsblk.ts';

/**
 * Looks at a device itself for its file system, label and UUID (`blkid -p`, a few KiB at known places), where there is no
 * udev to ask. Needs root. Devices that already said what they are, and those that are never shown, are left alone.
 */
export async function probeContent(run: RunTool, device: BlockDevice, loops: boolean): Promise<BlockDevice> {
  const children = await Promise.all(device.children.map((child) => probeContent(run, child, loops)));
  const withChildren = { ...device, children };
  const silent = device.size === 0 || device.fileSystem !== '' || (device.type === 'loop' && !loops);
  if (silent || children.length > 0) return withChildren;
  const answer = await run('blkid', ['-p', '-o', 'export', device.path]);
  if (answer.kind !== 'ended' || answer.code !== 0) return withChildren;
  const facts = new Map(
    answer.stdout.split('\n').map((line): [string, string] => {
      const cut = line.indexOf('=');
      return [line.slice(0, cut), unescape(line.slice(cut + 1))];
    }),
  );
  return {
    ...withChildren,
    fileSystem: facts.get('TYPE') ?? '',
    fileSystemVersion: facts.get('VERSION') ?? '',
    label: facts.get('LABEL') ?? '',
    uuid: facts.get('UUID') ?? '',
    partitionTable: facts.get('PTTYPE') ?? device.partitionTable,
  };
}

/** The export format puts a backslash before what a shell would not take as it is. */
function unescape(value: string): string {
  return value.replace(/\\(.)/g, '$1');
}
