import { constants } from 'node:fs';
import type { FileSystem } from '../../ports/index.ts';

/** What was found where a file of keys should be. */
export type PrivateFile =
  | { readonly found: 'absent' }
  /** Others have rights on it that they must not have; `mode` as `chmod` takes it. */
  | { readonly found: 'exposed'; readonly mode: string }
  /** `reason`: how the system says why, or what is wrong with it. */
  | { readonly found: 'unusable'; readonly reason: string }
  | { readonly found: 'whole'; readonly text: string };

/** Rights of the group and of everybody: to read or change a file, and to change it. */
export const othersMay = { readOrChange: 0o077, change: 0o022 } as const;

/** Bytes; hundreds of keys are less. */
const limit = 1024 * 1024;

/**
 * Reads a file on whose secrecy or truth something depends. What is judged is what was opened: no link is followed,
 * and nothing can be put in between. Systems without such rights (Windows) protect the folder of the user instead.
 */
export async function readPrivateFile(
  fs: FileSystem,
  platform: NodeJS.Platform,
  path: string,
  forbidden: number,
): Promise<PrivateFile> {
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const handle = await fs.open(path, flags);
    try {
      const stats = await handle.stat();
      if (!stats.isFile() || stats.size > limit) return { found: 'unusable', reason: 'EFBIG' };
      if (platform !== 'win32' && (stats.mode & forbidden) !== 0) {
        return { found: 'exposed', mode: (stats.mode & 0o777).toString(8) };
      }
      return { found: 'whole', text: (await handle.readFile()).toString('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return reason === 'ENOENT' ? { found: 'absent' } : { found: 'unusable', reason };
  }
}
