import { relative, sep } from 'node:path';

/** Whether `path` is `folder` or something in it. */
export function isBelow(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`);
}
