import * as nodeFs from 'node:fs/promises';

/**
 * The one file system: the part of `node:fs/promises` that Sluice uses. Every
 * read, write, fsync, rename and truncate goes through a value of this type, so
 * that tests can inject faults at each call.
 */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'open'
  | 'readFile'
  | 'readdir'
  | 'mkdir'
  | 'mkdtemp'
  | 'rename'
  | 'unlink'
  | 'rm'
  | 'stat'
  | 'lstat'
  | 'statfs'
  | 'realpath'
  | 'access'
>;

export type { FileHandle } from 'node:fs/promises';

export const systemFileSystem: FileSystem = nodeFs;
