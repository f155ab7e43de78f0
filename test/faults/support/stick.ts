import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const mebibyte = 2 ** 20;

/** A file system in a file, which is mounted like a stick. Only root may; in a container often nobody. */
export interface Stick {
  /** Makes it stand at the folder, which is made when it is missing. */
  plugIn(folder: string): Promise<void>;
}

/** Makes a stick of 256 MiB with an empty file system, by the name that `mkfs.` gives it. */
export async function makeStick(image: string, fileSystem: 'ext4' | 'vfat'): Promise<Stick> {
  await writeFile(image, '');
  await truncate(image, 256 * mebibyte);
  await run(`mkfs.${fileSystem}`, fileSystem === 'ext4' ? ['-q', '-F', image] : [image]);
  return {
    plugIn: async (folder) => {
      await mkdir(folder, { recursive: true });
      await run('mount', ['-o', 'loop', image, folder]);
    },
  };
}

/** Takes away what is mounted at the folder, though files on it may be open: what holds them goes on with them. */
export async function pullOut(folder: string): Promise<void> {
  await run('umount', ['-l', folder]);
}

/** Lets nothing be written any more where a stick is mounted. */
export async function makeReadOnly(folder: string): Promise<void> {
  await run('mount', ['-o', 'remount,ro', folder]);
}

/** Whether this process may make and mount sticks of this kind. */
export async function maySticks(fileSystem: 'ext4' | 'vfat'): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-stick-'));
  try {
    const stick = await makeStick(join(folder, 'image'), fileSystem);
    await stick.plugIn(join(folder, 'mounted'));
    await pullOut(join(folder, 'mounted'));
    return true;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
