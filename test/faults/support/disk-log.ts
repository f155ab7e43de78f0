/** A file or a folder, whatever its names are. */
export type Inode = number;

export const rootInode: Inode = 0;

/** What one name in one folder means from now on. */
export interface NameChange {
  readonly folder: Inode;
  readonly name: string;
  /** Absent: nothing any more. */
  readonly inode?: Inode;
}

/** One call that changes something or makes it durable. */
export type DiskAction =
  | { readonly kind: 'write'; readonly inode: Inode; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly inode: Inode; readonly length: number }
  /** Of a file: its content. Of a folder: its names. */
  | { readonly kind: 'sync'; readonly inode: Inode }
  /** All of them at one instant: a file made, a rename, a removal. */
  | { readonly kind: 'names'; readonly changes: readonly NameChange[] };

/** An action with its time. Times count up: one for each beginning and each end of any action. */
export interface LoggedAction {
  readonly action: DiskAction;
  readonly begun: number;
  /** Infinity while it is under way, and for one that failed. */
  ended: number;
}

/** What stood on the disk before the log begins, all of it durable. */
export interface DiskBefore {
  readonly folders: ReadonlyMap<Inode, ReadonlyMap<string, Inode>>;
  readonly files: ReadonlyMap<Inode, Buffer>;
}

/** Everything that happened to a disk. */
export interface DiskLog {
  readonly before: DiskBefore;
  /** Every folder there ever was. */
  readonly folders: readonly Inode[];
  readonly actions: readonly LoggedAction[];
  /** Times passed so far. */
  readonly now: number;
}
