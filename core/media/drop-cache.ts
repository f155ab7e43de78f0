import type { FileSystem } from '../ports/index.ts';
import { z } from 'zod';
import { traitsOf } from './file-systems.ts';
import { mountOfPath, readMounts } from './mounts.ts';
import { patientTimeout } from './drive.ts';
import type { RunTool } from './run-tool.ts';

export interface DropOptions {
  readonly fs: FileSystem;
  readonly platform: NodeJS.Platform;
  readonly run: RunTool;
}

/**
 * Writes `files` (absolute) out to their medium and has the kernel forget them, so that the next reading comes from the
 * medium itself. `pastCache` is true only when that is known: the file system is a disk's, dd dropped each file
 * (`iflag=nocache count=0`, GNU coreutils), and fincore, where it is installed, finds no page left. Not possible outside
 * Linux, on memory, layered, network and FUSE file systems. Throws the system's error when the files cannot be written out.
 */
export async function dropFromCache(
  options: DropOptions,
  files: readonly string[],
): Promise<{ readonly pastCache: boolean }> {
  for (const file of files) await writeOut(options.fs, file);
  if (options.platform !== 'linux' || files.length === 0) return { pastCache: false };
  const mounts = await readMounts(options.fs);
  let dropped = true;
  for (const file of files) {
    const real = await options.fs.realpath(file);
    const fileSystem = mountOfPath(mounts, real)?.fileSystem ?? '';
    const result = await options.run('dd', [`if=${real}`, 'iflag=nocache', 'count=0', 'status=none'], {
      timeout: patientTimeout,
    });
    const done = result.kind === 'ended' && result.code === 0 && isDisk(fileSystem);
    dropped = dropped && done && (await remainingBytes(options.run, real)) === 0;
  }
  return { pastCache: dropped };
}

/** Only a file's dirty pages stay when it is dropped: they go to the medium first. */
async function writeOut(fs: FileSystem, file: string): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function isDisk(fileSystem: string): boolean {
  const kind = traitsOf(fileSystem)?.kind;
  return fileSystem !== 'fuseblk' && (kind === 'disk' || kind === 'optical');
}

const fincoreAnswer = z.object({ fincore: z.array(z.object({ res: z.coerce.number() })) });

/** Bytes of the file that are still in memory, as fincore (util-linux) counts them; 0 when it is not installed. */
async function remainingBytes(run: RunTool, file: string): Promise<number> {
  const result = await run('fincore', ['-J', '-b', '-o', 'RES', file]);
  if (result.kind === 'missing') return 0;
  if (result.kind === 'timeout' || result.code !== 0) return Number.NaN;
  try {
    return fincoreAnswer.parse(JSON.parse(result.stdout)).fincore.reduce((sum, { res }) => sum + res, 0);
  } catch {
    return Number.NaN;
  }
}
