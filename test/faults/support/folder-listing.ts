import { readdir } from 'node:fs/promises';
import { relative, join } from 'node:path';

/** Every file below `folder`, by its path there, sorted. Empty when there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The same with what differs from run to run (times, random names) left out: two runs that did the same look the same. */
export async function shapeOf(folder: string): Promise<string[]> {
  return (await filesIn(folder))
    .map((path) =>
      path.replaceAll(/\d{8}T\d{6}Z-[0-9a-f]{8}/g, 'RUN').replaceAll(/history-[^/]+Z$/g, 'history-TIME'),
    )
    .sort();
}

const temporary = /(?:^|\/)\.(?:partial-|staged-|sluice-probe|sluice-commit)|\.tmp$/;

/** Files that no run may leave when it has come to its end. */
export function temporaryFiles(paths: readonly string[]): string[] {
  return paths.filter((path) => temporary.test(path));
}
