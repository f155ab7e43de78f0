import { relative, isAbsolute, sep } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';

/** Whether `path` is `folder` or lies in it. Both absolute, with links resolved. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * What may be chosen at all: everything, or only what lies in the roots that Sluice was started with
 * (`--root`), and in folders that the host itself has opened (the practice disk).
 */
export interface Fence {
  /** As they were given, links resolved; undefined: no limit. */
  readonly roots: readonly string[] | undefined;
  holds(path: string): boolean;
  /** Throws PATH_OUTSIDE_ROOTS. */
  check(path: string): void;
  /** Opens a folder of the host's own. */
  open(folder: string): void;
}

/** A root that does not exist now is kept as it was written: it may be a drive that is plugged in later. */
export async function createFence(fs: FileSystem, roots: readonly string[] | undefined): Promise<Fence> {
  const real =
    roots === undefined
      ? undefined
      : await Promise.all(roots.map(async (root) => fs.realpath(root).catch(() => root)));
  const opened = new Set<string>();
  const holds = (path: string): boolean =>
    real === undefined || [...real, ...opened].some((root) => isInside(path, root));
  return {
    roots: real,
    holds,
    check(path) {
      if (holds(path)) return;
      throw new SluiceError('PATH_OUTSIDE_ROOTS', {
        params: { path, roots: (real ?? []).join(', ') },
        affected: [path],
      });
    },
    open: (folder) => void opened.add(folder),
  };
}
