import { z } from 'zod';
import type { FileSystem } from '../ports/index.ts';
import { reading } from './io.ts';

const lockSchema = z.object({
  format: z.literal(1),
  token: z.string().regex(/^[0-9a-f-]{36}$/),
  pid: z.number().int().positive(),
  host: z.string(),
  processStart: z.string().optional(),
  bootId: z.string().optional(),
  pidNamespace: z.string().optional(),
  command: z.string(),
  since: z.string(),
});

/** Who holds a lock, as its file says. */
export type LockHolder = z.infer<typeof lockSchema>;

/** A lock file as found. Without `holder` its content is not readable: cut off before it was written. */
export interface FoundLock {
  /** Names this very lock file; a successor has another. */
  readonly token: string;
  readonly holder?: LockHolder;
  /** Changes with every heartbeat. Milliseconds. */
  readonly beat: number;
}

/** Bytes; a holder takes some hundred. */
const longestLock = 64 * 1024;

export async function readLock(fs: FileSystem, path: string): Promise<FoundLock | undefined> {
  return await reading(path, async () => {
    const found = await fs.stat(path);
    // Opening a pipe would wait for whoever writes into it.
    if (!found.isFile() || found.size > longestLock) return unreadable(found);
    const handle = await fs.open(path, 'r');
    try {
      const stats = await handle.stat();
      const holder = parseHolder(await handle.readFile('utf8'));
      return holder === undefined ? unreadable(stats) : { token: holder.token, holder, beat: stats.mtimeMs };
    } finally {
      await handle.close();
    }
  });
}

function unreadable({ ino, mtimeMs }: { readonly ino: number; readonly mtimeMs: number }): FoundLock {
  return { token: `unreadable-${ino}-${Math.floor(mtimeMs)}`, beat: mtimeMs };
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
