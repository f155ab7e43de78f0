import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { patientTimeout, type DriveProbe, type MediaDrive } from '../drive.ts';
import type { RunTool, ToolResult } from '../run-tool.ts';
import { parseDiskutilInfo, parseDiskutilList } from './diskutil.ts';

const patient = { timeout: patientTimeout };

/**
 * Drives of macOS, by `diskutil` (diskutil(8)). Written to its documented output and tried with samples made from the
 * documentation; it has never run on a Mac.
 */
export function createMacosProbe(fs: FileSystem, run: RunTool): DriveProbe {
  return {
    platform: 'macos',
    async list() {
      const volumes = parsed(await run('diskutil', ['list', '-plist']), parseDiskutilList);
      const drives: MediaDrive[] = [];
      for (const volume of volumes) {
        const answer = await run('diskutil', ['info', '-plist', volume]);
        // A volume that went away meanwhile, or that says nothing we know, is passed over.
        if (answer.kind !== 'ended' || answer.code !== 0) continue;
        const drive = parsed(answer, parseDiskutilInfo);
        if (drive !== undefined) drives.push(drive);
      }
      return drives.sort(
        (a, b) => Number(b.removable) - Number(a.removable) || (a.device < b.device ? -1 : 1),
      );
    },
    async signature() {
      const names = async (folder: string): Promise<string[]> => fs.readdir(folder).catch(() => []);
      const devices = (await names('/dev')).filter((name) => /^disk\d/.test(name));
      return [...devices, ...(await names('/Volumes'))].sort().join('\n');
    },
    watchFolder: '/Volumes',
    async mount(drive) {
      const answer = await run('diskutil', ['mount', drive.device], patient);
      if (!succeeded(answer)) {
        const detail = textOf(answer);
        throw new SluiceError('DRIVE_NOT_MOUNTABLE', { params: { device: drive.device }, detail });
      }
    },
    async eject(drive) {
      // Unmounts all volumes of the disk, writing them out, and releases it.
      const answer = await run('diskutil', ['eject', drive.disk], patient);
      if (succeeded(answer)) return;
      const detail = textOf(answer);
      const params = { device: drive.device, mountPoint: drive.mountPoint ?? drive.device };
      const busy = /in use|could not be unmounted|dissent|busy/i.test(detail);
      throw new SluiceError(busy ? 'DRIVE_BUSY' : 'DRIVE_EJECT_FAILED', { params, detail, retryable: busy });
    },
  };
}

function parsed<Value>(answer: ToolResult, parse: (text: string) => Value): Value {
  if (answer.kind === 'missing') {
    throw new SluiceError('DRIVES_TOOL_MISSING', { params: { tool: 'diskutil', package: 'macOS' } });
  }
  try {
    return parse(answer.kind === 'ended' ? answer.stdout : '');
  } catch (error) {
    throw new SluiceError('DRIVES_TOOL_FAILED', {
      params: { tool: 'diskutil' },
      detail: String(error),
      cause: error,
    });
  }
}

const succeeded = (answer: ToolResult): boolean => answer.kind === 'ended' && answer.code === 0;
const textOf = (answer: ToolResult): string =>
  answer.kind === 'ended' ? `${answer.stdout}${answer.stderr}`.trim().slice(0, 2000) : answer.kind;
