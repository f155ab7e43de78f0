import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';

/** Whether `path` is `folder` or lies in it. Both absolute, with links resolved. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * What may be chosen at all: everything, or only what lies in the roots that Sluice was started with
 * (`--root`), and in folders of the host's own (the practice disk, and hidden ones that only it works in).
 */
export interface Fence {
  /** As they were given, links resolved; undefined: no limit. */
  readonly roots: readonly string[] | undefined;
  holds(path: string): boolean;
  /** Whether it is offered where somebody chooses: it is held, and no folder that only the host works in. */
  offers(path: string): boolean;
  /** Throws PATH_OUTSIDE_ROOTS. */
  check(path: string): void;
}

/** A root that does not exist now is kept: it may be a drive that is plugged in later. */
export async function createFence(
  fs: FileSystem,
  roots: readonly string[] | undefined,
  own: readonly string[] = [],
  hidden: readonly string[] = [],
): Promise<Fence> {
  const resolved = (paths: readonly string[]): Promise<string[]> =>
    Promise.all(paths.map(async (path) => realPlace(fs, path)));
  const real = roots === undefined ? undefined : await resolved(roots);
  const unseen = await resolved(hidden);
  const opened = [...(await resolved(own)), ...unseen];
  const holds = (path: string): boolean =>
    real === undefined || [...real, ...opened].some((root) => isInside(path, root));
  return {
    roots: real,
    holds,
    offers: (path) => holds(path) && !unseen.some((folder) => isInside(path, folder)),
    check(path) {
      if (holds(path)) return;
      throw new SluiceError('PATH_OUTSIDE_ROOTS', {
        params: { path, roots: (real ?? []).join(', ') },
        affected: [path],
      });
    },
  };
}

/** With its links resolved, as far as it exists. */
async function realPlace(fs: FileSystem, path: string): Promise<string> {
  const real = await fs.realpath(path).catch(() => undefined);
  const above = dirname(path);
  if (real !== undefined || above === path) return real ?? path;
  return join(await realPlace(fs, above), basename(path));
}
