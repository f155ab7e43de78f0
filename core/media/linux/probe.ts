import { SluiceError } from '../../contract/index.ts';
import type { Clock, Environment, FileSystem } from '../../ports/index.ts';
import type { DriveProbe, MediaDrive } from '../drive.ts';
import { createMeasure } from '../measure.ts';
import { readMounts } from '../mounts.ts';
import type { RunTool } from '../run-tool.ts';
import { createLinuxEject } from './eject.ts';
import { columns, oldColumns, parseLsblk, type BlockDevice } from './lsblk.ts';
import { probeContent } from './probe-content.ts';
import { networkShares } from './shares.ts';
import { linuxVolumes } from './volumes.ts';

export interface LinuxProbeOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly run: RunTool;
  /** Loop devices count as removable drives. */
  readonly loops?: boolean;
}

const udevDatabase = '/run/udev/data';

/** Drives of a Linux machine: `lsblk` for devices, the kernel's mount table for where they are, `statfs` for space. */
export function createLinuxProbe(options: LinuxProbeOptions): DriveProbe {
  const { fs, environment, run } = options;
  const measure = createMeasure(fs, options.clock);
  const loops = options.loops ?? false;

  const list = async (): Promise<MediaDrive[]> => {
    const [found, mounts, udev] = await Promise.all([
      readDevices(run),
      readMounts(fs),
      fs.access(udevDatabase).then(
        () => true,
        () => false,
      ),
    ]);
    // lsblk learns file systems from udev; in a container there is none, and only root can look for itself.
    const looks = !udev && environment.uid === 0 && (await run('blkid', ['-V'])).kind === 'ended';
    const devices = !looks ? found : await Promise.all(found.map((each) => probeContent(run, each, loops)));
    const volumes = linuxVolumes(devices, mounts, { loops, contentKnown: udev || looks });
    const drives = [...volumes.map(({ drive }) => drive), ...networkShares(mounts)];
    const measured = await Promise.all(
      drives.map(async (drive): Promise<MediaDrive> => {
        if (drive.mountPoint === undefined) return drive;
        const { total, ...space } = await measure(drive.mountPoint, drive.fileSystem);
        return { ...drive, ...space, capacity: drive.capacity === 0 ? (total ?? 0) : drive.capacity };
      }),
    );
    return measured.sort(
      (a, b) => Number(b.removable) - Number(a.removable) || (a.device < b.device ? -1 : 1),
    );
  };

  return {
    platform: 'linux',
    list,
    watchFolder: '/dev/disk/by-uuid',
    async signature() {
      const [partitions, mounts] = await Promise.all([
        fs.readFile('/proc/partitions', 'utf8').catch(() => ''),
        fs.readFile('/proc/self/mountinfo', 'utf8').catch(() => ''),
      ]);
      return `${partitions}\n${mounts}`;
    },
    ...createLinuxEject({ fs, environment, run }),
  };
}

async function readDevices(run: RunTool): Promise<BlockDevice[]> {
  let answer = await run('lsblk', ['-J', '-b', '-o', columns]);
  if (answer.kind === 'ended' && answer.code !== 0) {
    answer = await run('lsblk', ['-J', '-b', '-o', oldColumns]);
  }
  switch (answer.kind) {
    case 'missing':
      throw new SluiceError('DRIVES_TOOL_MISSING', { params: { tool: 'lsblk', package: 'util-linux' } });
    case 'timeout':
      throw new SluiceError('DRIVES_TOOL_FAILED', { params: { tool: 'lsblk' }, retryable: true });
    case 'ended':
      try {
        return parseLsblk(answer.stdout);
      } catch (error) {
        throw new SluiceError('DRIVES_TOOL_FAILED', {
          params: { tool: 'lsblk' },
          detail: answer.stderr === '' ? String(error) : answer.stderr.slice(0, 2000),
          cause: error,
        });
      }
  }
}
