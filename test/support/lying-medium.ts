import { basename } from 'node:path';
import { systemFileSystem, type FileHandle, type FileSystem } from '../../core/ports/index.ts';

/** How a medium lies. Addresses count from the first byte of the first file of a capacity test. */
export interface Lies {
  /** Bytes of one of the test's files. */
  readonly fileSize: number;
  /** Begins again from the front after so many bytes. */
  readonly wrapsAfter?: number;
  /** Takes what comes behind this address and keeps nothing of it. */
  readonly dropsAfter?: number;
  /** Bytes of which one bit comes back changed. */
  readonly flips?: readonly number[];
  /** Reads give at most so many bytes at once, and so do writes. */
  readonly most?: number;
  /** Is full after so many bytes. */
  readonly fullAfter?: number;
  /** Free bytes that it claims to have. */
  readonly free?: number;
  /** Reading at or behind this address fails with EIO. */
  readonly unreadableFrom?: number;
  /** After so many writes every call fails, and the folder is gone. */
  readonly pulledAfter?: number;
}

const failure = (code: string): Error => Object.assign(new Error(`lying medium: ${code}`), { code });

/** The real file system, on which the files of a capacity test are kept as a lying medium keeps them. */
export function lyingMedium(lies: Lies): FileSystem {
  const kept = Buffer.alloc(2 * 1024 * 1024);
  const dropsAfter = lies.dropsAfter ?? Number.POSITIVE_INFINITY;
  let writes = 0;
  const isPulled = (): boolean => writes >= (lies.pulledAfter ?? Number.POSITIVE_INFINITY);
  const place = (address: number): number =>
    lies.wrapsAfter === undefined ? address : address % lies.wrapsAfter;

  const write = (bytes: Buffer, start: number, length: number, address: number): { bytesWritten: number } => {
    writes += 1;
    if (isPulled()) throw failure('EIO');
    const room = Math.max(0, (lies.fullAfter ?? Number.POSITIVE_INFINITY) - address);
    const bytesWritten = Math.min(length, room, lies.most ?? length);
    if (bytesWritten === 0) throw failure('ENOSPC');
    for (let index = 0; index < bytesWritten; index += 1) {
      const at = address + index;
      if (at < dropsAfter) kept[place(at)] = bytes[start + index] ?? 0;
    }
    return { bytesWritten };
  };
  const read = (
    into: Buffer,
    start: number,
    length: number,
    address: number,
    end: number,
  ): { bytesRead: number } => {
    if (isPulled()) throw failure('EIO');
    if (address + length > (lies.unreadableFrom ?? Number.POSITIVE_INFINITY)) throw failure('EIO');
    const bytesRead = Math.max(0, Math.min(length, end - address, lies.most ?? length));
    for (let index = 0; index < bytesRead; index += 1) {
      into[start + index] = kept[place(address + index)] ?? 0;
    }
    for (const flip of lies.flips ?? []) {
      const index = start + flip - address;
      if (index >= start && index < start + bytesRead) into[index] = (into[index] ?? 0) ^ 0x10;
    }
    return { bytesRead };
  };

  const sizes = new Map<number, number>();
  const wrap = (handle: FileHandle, number: number): FileHandle => {
    const first = (number - 1) * lies.fileSize;
    return new Proxy(handle, {
      get(target, key) {
        if (key === 'write') {
          return async (bytes: Buffer, start: number, length: number, position: number) => {
            const done = write(bytes, start, length, first + position);
            sizes.set(number, Math.max(sizes.get(number) ?? 0, position + done.bytesWritten));
            return Promise.resolve(done);
          };
        }
        if (key === 'read') {
          return async (into: Buffer, start: number, length: number, position: number) =>
            Promise.resolve(read(into, start, length, first + position, first + (sizes.get(number) ?? 0)));
        }
        const member: unknown = Reflect.get(target, key, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };
  return {
    ...systemFileSystem,
    async open(path, ...rest) {
      if (isPulled()) throw failure('ENOENT');
      const handle = await systemFileSystem.open(path, ...rest);
      const number = /^block-(\d+)\.bin$/.exec(basename(String(path)))?.[1];
      return number === undefined ? handle : wrap(handle, Number(number));
    },
    stat: (async (path: string) => {
      if (isPulled()) throw failure('ENOENT');
      return systemFileSystem.stat(path);
    }) as FileSystem['stat'],
    statfs: (async (path: string) => {
      const found = await systemFileSystem.statfs(path);
      return lies.free === undefined ? found : { ...found, bavail: lies.free / 512, bsize: 512 };
    }) as FileSystem['statfs'],
  };
}
