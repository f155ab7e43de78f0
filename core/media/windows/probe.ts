import { SluiceError } from '../../contract/index.ts';
import type { Clock, FileSystem } from '../../ports/index.ts';
import { patientTimeout, type DriveProbe, type MediaDrive } from '../drive.ts';
import type { RunTool } from '../run-tool.ts';
import { ejectScript, listScript, parseStorage } from './storage.ts';

const shell = ['-NoProfile', '-NonInteractive', '-Command'] as const;
/** Starting PowerShell and its Storage module takes seconds. */
const listTimeout = 60_000;
const letters = [...'DEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * Drives of Windows, by PowerShell's Storage module. Written to its documentation and tried with samples made from it; it has
 * never run on Windows.
 */
export function createWindowsProbe(fs: FileSystem, clock: Clock, run: RunTool): DriveProbe {
  return {
    platform: 'windows',
    async list(): Promise<readonly MediaDrive[]> {
      const answer = await run('powershell.exe', [...shell, listScript], { timeout: listTimeout });
      if (answer.kind === 'missing') {
        throw new SluiceError('DRIVES_TOOL_MISSING', {
          params: { tool: 'powershell.exe', package: 'PowerShell' },
        });
      }
      try {
        return parseStorage(answer.kind === 'ended' ? answer.stdout : '');
      } catch (error) {
        throw new SluiceError('DRIVES_TOOL_FAILED', {
          params: { tool: 'Get-Volume' },
          detail: answer.kind === 'ended' ? answer.stderr.slice(0, 2000) : answer.kind,
          cause: error,
        });
      }
    },
    async signature() {
      const there = await Promise.all(letters.map(async (letter) => isThere(fs, letter)));
      return letters.filter((_, index) => there[index]).join('');
    },
    // Windows mounts by itself whatever it can read.
    mount: (drive) =>
      Promise.reject(new SluiceError('DRIVE_NOT_MOUNTABLE', { params: { device: drive.device } })),
    async eject(drive, all) {
      const volumes = all.filter(({ disk, mountPoint }) => disk === drive.disk && mountPoint !== undefined);
      for (const { mountPoint } of volumes) {
        const letter = mountPoint?.slice(0, 1) ?? '';
        if (!/^[A-Z]:\\$/.test(mountPoint ?? '')) throw byHand(drive);
        await run('powershell.exe', [...shell, ejectScript, letter], { timeout: patientTimeout });
      }
      // The shell ejects on its own time and reports nothing: the letter going away is the answer.
      for (let second = 0; second < 10; second++) {
        const still = await Promise.all(
          volumes.map(({ mountPoint }) => isThere(fs, mountPoint?.slice(0, 1) ?? '')),
        );
        if (!still.includes(true)) return;
        await clock.sleep(1000);
      }
      throw byHand(drive);
    },
  };
}

function byHand(drive: MediaDrive): SluiceError {
  return new SluiceError('DRIVE_EJECT_BY_HAND', { params: { device: drive.device } });
}

async function isThere(fs: FileSystem, letter: string): Promise<boolean> {
  return fs.stat(`${letter}:\\`).then(
    () => true,
    () => false,
  );
}
