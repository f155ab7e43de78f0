import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isBelow } from './below.ts';
import { rootInode, type DiskBefore, type Inode, type NameChange } from './disk-log.ts';

/** Which inode each path below a folder has now, and how long each file is. Follows the calls that change it. */
export class LiveTree {
  readonly #root: string;
  readonly #folders = new Map<Inode, Map<string, Inode>>([[rootInode, new Map()]]);
  readonly #lengths = new Map<Inode, number>();
  #next = rootInode + 1;

  constructor(root: string) {
    this.#root = root;
  }

  /** Reads what stands below the root; answers it, to be what a log begins with. */
  async load(): Promise<DiskBefore> {
    const files = new Map<Inode, Buffer>();
    const loadFolder = async (path: string, inode: Inode): Promise<void> => {
      for (const entry of await readdir(path, { withFileTypes: true })) {
        const child = this.#next++;
        this.#folders.get(inode)?.set(entry.name, child);
        if (entry.isDirectory()) {
          this.#folders.set(child, new Map());
          await loadFolder(join(path, entry.name), child);
        } else {
          const bytes = await readFile(join(path, entry.name));
          files.set(child, bytes);
          this.#lengths.set(child, bytes.length);
        }
      }
    };
    await loadFolder(this.#root, rootInode);
    const folders = new Map([...this.#folders].map(([inode, names]) => [inode, new Map(names)] as const));
    return { folders, files };
  }

  /** The names from the root to `path`; undefined outside the root. */
  namesTo(path: string): string[] | undefined {
    if (!isBelow(this.#root, path)) return undefined;
    const below = relative(this.#root, path);
    return below === '' ? [] : below.split(sep);
  }

  inodeAt(path: string): Inode | undefined {
    let inode: Inode | undefined = rootInode;
    for (const name of this.namesTo(path) ?? ['\0']) {
      inode = inode === undefined ? undefined : this.#folders.get(inode)?.get(name);
    }
    return inode;
  }

  /** Every folder there ever was. */
  folders(): Inode[] {
    return [...this.#folders.keys()];
  }

  namesIn(inode: Inode): ReadonlyMap<string, Inode> {
    return this.#folders.get(inode) ?? new Map<string, Inode>();
  }

  lengthOf(inode: Inode): number {
    return this.#lengths.get(inode) ?? 0;
  }

  setLength(inode: Inode, length: number): void {
    this.#lengths.set(inode, length);
  }

  /** A file or folder that has no name yet. */
  make(kind: 'file' | 'folder'): Inode {
    const inode = this.#next++;
    if (kind === 'folder') this.#folders.set(inode, new Map());
    else this.#lengths.set(inode, 0);
    return inode;
  }

  apply(changes: readonly NameChange[]): void {
    for (const { folder, name, inode } of changes) {
      const names = this.#folders.get(folder);
      if (inode === undefined) names?.delete(name);
      else names?.set(name, inode);
    }
  }
}
