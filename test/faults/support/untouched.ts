import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from './folder-listing.ts';

/** Every file below the folders with its size and the time of its last change: equal when nobody has touched any of them. */
export async function stateOf(...folders: readonly string[]): Promise<readonly string[]> {
  const states: string[] = [];
  for (const folder of folders) {
    for (const name of await filesIn(folder)) {
      const { size, mtimeMs } = await lstat(join(folder, name));
      states.push(`${join(folder, name)} ${size} ${mtimeMs}`);
    }
  }
  return states;
}
