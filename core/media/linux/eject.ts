import { join } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { Environment, FileSystem } from '../../ports/index.ts';
import { patientTimeout, type DriveProbe, type MediaDrive } from '../drive.ts';
import type { RunTool, ToolResult } from '../run-tool.ts';

interface EjectServices {
  readonly fs: FileSystem;
  readonly environment: Environment;
  readonly run: RunTool;
}

/** Where we mount as root when there is no udisks. */
const ownMounts = '/run/sluice/media';
const patient = { timeout: patientTimeout };

/** Mounting and ejecting with udisks, which needs no root; without it, with mount and umount as root. */
export function createLinuxEject(services: EjectServices): Pick<DriveProbe, 'mount' | 'eject'> {
  const { run, environment } = services;
  const root = environment.uid === 0;
  return {
    async mount(drive) {
      const asked = await run('udisksctl', ['mount', '-b', drive.device, '--no-user-interaction'], patient);
      if (succeeded(asked)) return;
      if (!hasNoUdisks(asked)) throw mountFault(drive, asked);
      if (!root) throw new SluiceError('DRIVE_MOUNT_NEEDS_ROOT', { params: { device: drive.device } });
      await mountAsRoot(services, drive);
    },
    async eject(drive, all) {
      const volumes = all.filter((each) => each.disk === drive.disk && each.mountPoint !== undefined);
      for (const volume of volumes) {
        // Writes out this file system only; unmounting would do it too, but cannot say how long it takes.
        await run('sync', ['-f', volume.mountPoint ?? ''], patient);
        await unmount(services, volume, root);
        // Left there, the empty folder would look like the medium.
        if (volume.mountPoint?.startsWith(`${ownMounts}/`) === true)
          await run('rmdir', ['--', volume.mountPoint]);
      }
      await powerOff(services, drive);
    },
  };
}

async function mountAsRoot({ fs, run }: EjectServices, drive: MediaDrive): Promise<void> {
  const folder = await freeFolder(fs, drive);
  await fs.mkdir(folder, { recursive: true });
  const done = await run('mount', ['-o', 'nosuid,nodev,noexec', drive.device, folder], patient);
  if (succeeded(done)) return;
  await run('rmdir', ['--', folder]);
  throw mountFault(drive, done);
}

/** Named after the medium's label, as people know it; after its id when another one has that name. */
async function freeFolder(fs: FileSystem, drive: MediaDrive): Promise<string> {
  const plain = (name: string): string => name.replace(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 60);
  const named = join(ownMounts, plain(drive.label));
  const taken = await fs.lstat(named).then(
    () => true,
    () => false,
  );
  return drive.label === '' || taken ? join(ownMounts, plain(drive.id)) : named;
}

async function unmount(services: EjectServices, volume: MediaDrive, root: boolean): Promise<void> {
  const { run } = services;
  const asked = await run('udisksctl', ['unmount', '-b', volume.device, '--no-user-interaction'], patient);
  if (succeeded(asked)) return;
  // A user may unmount what /etc/fstab lets users mount; root may always.
  const direct =
    hasNoUdisks(asked) || root ? await run('umount', ['--', volume.mountPoint ?? ''], patient) : asked;
  if (!succeeded(direct)) throw ejectFault(volume, direct);
}

/** Only some drives can be powered off; the others are safe to unplug once they are unmounted. */
async function powerOff({ run }: EjectServices, drive: MediaDrive): Promise<void> {
  if (drive.kind === 'optical') await run('eject', [drive.disk], patient);
  else await run('udisksctl', ['power-off', '-b', drive.disk, '--no-user-interaction'], patient);
}

function succeeded(result: ToolResult): boolean {
  return result.kind === 'ended' && result.code === 0;
}

const errorsOf = (result: ToolResult): string => (result.kind === 'ended' ? result.stderr : '');

/** No udisks, or its service does not run. */
function hasNoUdisks(result: ToolResult): boolean {
  return (
    result.kind === 'missing' ||
    /Error connecting to the udisks daemon|Could not connect: No such file|ServiceUnknown/i.test(
      errorsOf(result),
    )
  );
}

const forbidden =
  /NotAuthorized|not authorized|must be superuser|only root|Operation not permitted|permission denied/i;

function mountFault(drive: MediaDrive, result: ToolResult): SluiceError {
  const detail = errorsOf(result).trim().slice(0, 2000);
  const params = { device: drive.device, mountPoint: drive.device };
  return forbidden.test(detail)
    ? new SluiceError('DRIVE_MOUNT_NEEDS_ROOT', { params, detail })
    : new SluiceError('DRIVE_NOT_MOUNTABLE', { params, detail });
}

function ejectFault(volume: MediaDrive, result: ToolResult): SluiceError {
  const detail = errorsOf(result).trim().slice(0, 2000);
  const params = { device: volume.device, mountPoint: volume.mountPoint ?? volume.device };
  if (/busy/i.test(detail)) return new SluiceError('DRIVE_BUSY', { params, detail, retryable: true });
  if (forbidden.test(detail)) return new SluiceError('DRIVE_EJECT_NEEDS_ROOT', { params, detail });
  return new SluiceError('DRIVE_EJECT_FAILED', { params, detail });
}
