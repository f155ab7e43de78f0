import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeededRandom } from '../../support/seeded-random.ts';
import { rootInode, type DiskBefore, type DiskLog, type Inode, type LoggedAction } from './disk-log.ts';
import { keptContent, type ContentAction } from './kept-content.ts';
import { keptNames, type NamesChanged } from './kept-names.ts';

/**
 * One of the states that a disk may be in when the power fails at time `cut`. What a sync covered that had ended by
 * then is there: of a file its content, of a folder its names. Of everything else see `keptContent`, `keptNames`.
 */
export function crashState(log: DiskLog, cut: number, random: SeededRandom): DiskBefore {
  const begun = log.actions.filter((entry) => entry.begun < cut);
  const covered = coverage(begun, cut);
  const isDurable = (inode: Inode, entry: LoggedAction): boolean =>
    entry.ended < cut && entry.ended < (covered.get(inode) ?? -1);

  const content = new Map<Inode, { readonly actions: ContentAction[]; durable: number }>();
  const names: NamesChanged[] = [];
  for (const entry of begun) {
    const { action } = entry;
    if (action.kind === 'names') {
      const durable = action.changes.some(({ folder }) => isDurable(folder, entry));
      names.push({ changes: action.changes, durable });
    } else if (action.kind !== 'sync') {
      const known = content.get(action.inode) ?? { actions: [], durable: 0 };
      content.set(action.inode, known);
      known.actions.push(action);
      if (isDurable(action.inode, entry)) known.durable = known.actions.length;
    }
  }
  const files = new Map(log.before.files);
  for (const [inode, { actions, durable }] of content) {
    files.set(inode, keptContent(files.get(inode) ?? Buffer.alloc(0), actions, durable, random));
  }
  return { folders: foldersWith(log, names, keptNames(names, random)), files };
}

/** For each inode, when its last sync began that had ended before the cut: what had ended by then is durable. */
function coverage(begun: readonly LoggedAction[], cut: number): ReadonlyMap<Inode, number> {
  const covered = new Map<Inode, number>();
  for (const { action, begun: time, ended } of begun) {
    if (action.kind !== 'sync' || ended >= cut) continue;
    covered.set(action.inode, Math.max(time, covered.get(action.inode) ?? -1));
  }
  return covered;
}

function foldersWith(
  { before, folders: known }: DiskLog,
  happened: readonly NamesChanged[],
  kept: ReadonlySet<number>,
): DiskBefore['folders'] {
  const folders = new Map(known.map((inode) => [inode, new Map(before.folders.get(inode))] as const));
  happened.forEach(({ changes }, index) => {
    for (const { folder, name, inode } of kept.has(index) ? changes : []) {
      if (inode === undefined) folders.get(folder)?.delete(name);
      else folders.get(folder)?.set(name, inode);
    }
  });
  return folders;
}

/** Makes what is below `root` what the state says, and nothing else. */
export async function layOut(state: DiskBefore, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const name of await readdir(root)) await rm(join(root, name), { recursive: true, force: true });
  const fill = async (path: string, names: ReadonlyMap<string, Inode>): Promise<void> => {
    for (const [name, inode] of names) {
      const below = state.folders.get(inode);
      if (below === undefined) {
        await writeFile(join(path, name), state.files.get(inode) ?? Buffer.alloc(0));
      } else {
        await mkdir(join(path, name));
        await fill(join(path, name), below);
      }
    }
  };
  await fill(root, state.folders.get(rootInode) ?? new Map<string, Inode>());
}
