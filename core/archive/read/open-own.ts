import { constants } from 'node:fs';
import { basename } from 'node:path';
import { SluiceError } from '../../contract/index.ts';
import type { FileHandle, FileSystem } from '../../ports/index.ts';

/** What a file that is no plain one is refused with. */
export type FileKindRefusal = 'REPAIR_FILE_KIND' | 'DROP_FILE_KIND' | 'ARCHIVE_CHUNK_KIND';

export interface OpenOwnOptions {
  /** Default: `read`. `create` writes and makes the file when it is not there. */
  readonly access?: 'read' | 'write' | 'create';
  /** What a refusal is called. Default: REPAIR_FILE_KIND. */
  readonly refusal?: FileKindRefusal;
}

/**
 * Opens a file that must be a plain one: no link is followed, no pipe is waited for, and a file that is written must have
 * no second name, which would be changed with it. Throws the refusal, and the system's error.
 */
export async function openOwn(
  fs: FileSystem,
  path: string,
  { access = 'read', refusal = 'REPAIR_FILE_KIND' }: OpenOwnOptions = {},
): Promise<FileHandle> {
  const file = basename(path);
  const refused = (): SluiceError => new SluiceError(refusal, { params: { file }, affected: [file] });
  // Where the system cannot refuse links while opening (Windows), they are looked for first.
  const before = await fs.lstat(path).catch((error: unknown) => {
    if (access === 'create' && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (before?.isFile() === false) throw refused();
  const flags = access === 'read' ? constants.O_RDONLY : constants.O_RDWR;
  const create = access === 'create' ? constants.O_CREAT : 0;
  const safely = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await fs.open(path, flags | create | safely, 0o644);
  const found = await handle.stat();
  if (found.isFile() && (access === 'read' || found.nlink <= 1)) return handle;
  await handle.close();
  throw refused();
}
