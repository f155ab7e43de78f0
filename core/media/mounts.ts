import { isAbsolute, relative, sep } from 'node:path';
import type { FileSystem } from '../ports/index.ts';

/** One line of the kernel's mount table. */
export interface Mount {
  /** `major:minor` of the device. */
  readonly device: string;
  /** Folder inside the file system that is mounted; `/` unless bound. */
  readonly root: string;
  readonly mountPoint: string;
  readonly readOnly: boolean;
  readonly fileSystem: string;
  /** Device file or remote name. */
  readonly source: string;
}

/** Reads `/proc/self/mountinfo` (proc(5)). Lines that are not formed so are passed over. */
export function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const left = before?.split(' ') ?? [];
    const right = after?.split(' ') ?? [];
    const [, , device, root, mountPoint, options] = left;
    const [fileSystem, source, superOptions] = right;
    if (device === undefined || root === undefined || mountPoint === undefined || fileSystem === undefined)
      return [];
    const all = [...(options ?? '').split(','), ...(superOptions ?? '').split(',')];
    return [
      {
        device,
        root: unescapeOctal(root),
        mountPoint: unescapeOctal(mountPoint),
        readOnly: all.includes('ro'),
        fileSystem,
        source: unescapeOctal(source ?? ''),
      },
    ];
  });
}

/** Space, tab, newline and backslash are written as `\040` and so on. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}

/** The mount that `path` (absolute, links resolved) lies on: the deepest, and of equals the last, which covers the others. */
export function mountOfPath(mounts: readonly Mount[], path: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    if (!liesBelow(path, mount.mountPoint)) continue;
    if (found === undefined || mount.mountPoint.length >= found.mountPoint.length) found = mount;
  }
  return found;
}

function liesBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The mount table of this machine; empty where the system has none to read (not Linux). */
export async function readMounts(fs: FileSystem): Promise<Mount[]> {
  const text = await fs.readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  return parseMountInfo(text);
}
