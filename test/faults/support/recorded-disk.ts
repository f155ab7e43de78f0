import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemFileSystem, type FileHandle, type FileSystem } from '../../../core/ports/index.ts';
import type { DiskAction, DiskLog, Inode, LoggedAction, NameChange } from './disk-log.ts';
import { LiveTree } from './live-tree.ts';

/** The real file system, with everything that happens below one folder written down. */
export interface RecordedDisk {
  readonly fs: FileSystem;
  log(): DiskLog;
}

type Call = (...parameters: unknown[]) => Promise<unknown>;

/**
 * Records what is done below `root` with the time each call begins and ends, so that it can be told what a disk may
 * have kept of it at any instant. Calls are carried out as they come.
 */
export async function recordedDisk(root: string): Promise<RecordedDisk> {
  const tree = new LiveTree(root);
  const before = await tree.load();
  const actions: LoggedAction[] = [];
  let now = 0;

  const logged = async <Result>(action: DiskAction, call: () => Promise<Result>): Promise<Result> => {
    const entry: LoggedAction = { action, begun: now++, ended: Infinity };
    actions.push(entry);
    try {
      const result = await call();
      entry.ended = now++;
      return result;
    } catch (error) {
      actions.splice(actions.indexOf(entry), 1);
      throw error;
    }
  };
  const renaming = <Result>(changes: readonly NameChange[], call: () => Promise<Result>): Promise<Result> =>
    logged({ kind: 'names', changes }, async () => {
      const result = await call();
      tree.apply(changes);
      return result;
    });
  const placeOf = (path: string): { readonly folder: Inode; readonly name: string } | undefined => {
    const folder = tree.inodeAt(dirname(path));
    return folder === undefined ? undefined : { folder, name: basename(path) };
  };

  const open = async (call: Call, parameters: readonly unknown[]): Promise<unknown> => {
    const path = String(parameters[0]);
    const { creates, truncates } = flagsOf(parameters[1]);
    const place = placeOf(path);
    const known = tree.inodeAt(path);
    if (known === undefined) {
      if (!creates || place === undefined) return call(...parameters);
      const made = tree.make('file');
      const handle = await renaming([{ ...place, inode: made }], () => call(...parameters));
      return wrapped(handle as FileHandle, made);
    }
    if (truncates) {
      const action: DiskAction = { kind: 'truncate', inode: known, length: 0 };
      const handle = await logged(action, () => call(...parameters));
      tree.setLength(known, 0);
      return wrapped(handle as FileHandle, known);
    }
    return wrapped((await call(...parameters)) as FileHandle, known);
  };

  /** A handle of ours writes where it is told to, or at the end: nobody seeks. */
  const wrapped = (handle: FileHandle, inode: Inode): FileHandle => {
    const writing = (bytes: Buffer, at: number, call: () => Promise<unknown>): Promise<unknown> => {
      tree.setLength(inode, Math.max(tree.lengthOf(inode), at + bytes.length));
      return logged({ kind: 'write', inode, at, bytes: Buffer.from(bytes) }, call);
    };
    return new Proxy(handle, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...parameters: unknown[]): unknown => {
          const call = (): Promise<unknown> => Reflect.apply(member, target, parameters) as Promise<unknown>;
          switch (key) {
            case 'sync':
            case 'datasync':
              return logged({ kind: 'sync', inode }, call);
            case 'truncate': {
              const length = Number(parameters[0] ?? 0);
              tree.setLength(inode, length);
              return logged({ kind: 'truncate', inode, length }, call);
            }
            case 'writev': {
              const bytes = Buffer.concat(parameters[0] as readonly Uint8Array[]);
              return writing(bytes, positionIn(parameters[1]), call);
            }
            case 'write': {
              const [data, from, length, position] = parameters;
              const bytes = (data as Buffer).subarray(Number(from), Number(from) + Number(length));
              return writing(bytes, positionIn(position), call);
            }
            case 'writeFile':
            case 'appendFile':
              return writing(Buffer.from(parameters[0] as string), tree.lengthOf(inode), call);
            default:
              return call();
          }
        };
      },
    });
  };

  const mkdir = async (call: Call, parameters: readonly unknown[]): Promise<unknown> => {
    const path = String(parameters[0]);
    const missing: string[] = [];
    for (let at = path; tree.namesTo(at) !== undefined && tree.inodeAt(at) === undefined; at = dirname(at)) {
      missing.unshift(at);
    }
    const result = await call(...parameters);
    for (const at of missing) {
      const place = placeOf(at);
      // Somebody else may have made it meanwhile.
      if (place === undefined || tree.inodeAt(at) !== undefined) continue;
      await renaming([{ ...place, inode: tree.make('folder') }], () => Promise.resolve());
    }
    return result;
  };

  const remove = async (path: string): Promise<void> => {
    const inode = tree.inodeAt(path);
    const place = placeOf(path);
    if (inode === undefined || place === undefined) return;
    for (const name of tree.namesIn(inode).keys()) await remove(join(path, name));
    await renaming([place], () => Promise.resolve());
  };

  const calls: Readonly<Record<string, (call: Call, parameters: readonly unknown[]) => Promise<unknown>>> = {
    open,
    mkdir,
    rename: (call, parameters) => {
      const [from, to] = parameters.map(String);
      const [source, target] = [placeOf(from ?? ''), placeOf(to ?? '')];
      const inode = tree.inodeAt(from ?? '');
      if (source === undefined || target === undefined || inode === undefined) return call(...parameters);
      return renaming([source, { ...target, inode }], () => call(...parameters));
    },
    unlink: (call, parameters) => {
      const place = placeOf(String(parameters[0]));
      const known = tree.inodeAt(String(parameters[0])) !== undefined;
      return place === undefined || !known
        ? call(...parameters)
        : renaming([place], () => call(...parameters));
    },
    rm: async (call, parameters) => {
      await remove(String(parameters[0]));
      return call(...parameters);
    },
  };

  const fs = new Proxy(systemFileSystem, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      const recorded = calls[String(key)];
      if (typeof member !== 'function' || recorded === undefined) return member;
      const call: Call = (...parameters) => Reflect.apply(member, target, parameters) as Promise<unknown>;
      return (...parameters: unknown[]) => recorded(call, parameters);
    },
  });
  return { fs, log: () => ({ before, folders: tree.folders(), actions: [...actions], now }) };
}

function positionIn(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('a recorded write must say where');
  return value;
}

function flagsOf(flags: unknown): { readonly creates: boolean; readonly truncates: boolean } {
  if (typeof flags === 'number') {
    return { creates: (flags & constants.O_CREAT) !== 0, truncates: (flags & constants.O_TRUNC) !== 0 };
  }
  const text = typeof flags === 'string' ? flags : 'r';
  return { creates: /^[wa]/.test(text), truncates: text.startsWith('w') && !text.includes('x') };
}
