import { join } from 'node:path';
import { z } from 'zod';
import {
  pathPurposeSchema,
  pathTokenSchema,
  type PathPurpose,
  type PathToken,
} from '../../contract/index.ts';
import { readBounded, writeDurably } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';

/** What a token stands for. */
export interface TokenEntry {
  readonly token: PathToken;
  readonly purpose: PathPurpose;
  /** Absolute, with links resolved when it was given. */
  readonly path: string;
  /** When it was last used; RFC 3339. */
  readonly usedAt: string;
  /** False for an entry of a folder's list that nobody has touched yet. */
  readonly used: boolean;
  /** The drive that it lies on, and where on it: the same stick may be mounted elsewhere next time. */
  readonly drive?: { readonly id: string; readonly within: string };
}

const day = 24 * 60 * 60 * 1000;
const lifeWhenUsed = 90 * day;
const lifeWhenOnlyListed = day;
/** More than any operator chooses; the oldest go first. */
const mostEntries = 20_000;
const largestFile = 32 * 1024 * 1024;

const fileSchema = z.strictObject({
  version: z.literal(1),
  entries: z.array(
    z.strictObject({
      token: pathTokenSchema,
      purpose: pathPurposeSchema,
      path: z.string(),
      usedAt: z.iso.datetime(),
      used: z.boolean(),
      drive: z.strictObject({ id: z.string(), within: z.string() }).exactOptional(),
    }),
  ),
});

export function isExpired(entry: TokenEntry, now: Date): boolean {
  const age = now.getTime() - Date.parse(entry.usedAt);
  return age > (entry.used ? lifeWhenUsed : lifeWhenOnlyListed);
}

/** The file `paths.json` in the application's folder, so that drafts keep their folders over a restart. */
export interface TokenStore {
  readonly file: string;
  /** Entries that have not expired. A damaged file counts as empty: folders are then chosen again. */
  load(): Promise<TokenEntry[]>;
  /** Replaces the file durably, readable by its owner only. Throws the system's error. */
  save(entries: readonly TokenEntry[]): Promise<void>;
}

export function createTokenStore(services: HostServices, folder: string): TokenStore {
  const { fs, clock } = services;
  const file = join(folder, 'paths.json');
  return {
    file,
    async load() {
      try {
        const parsed = fileSchema.parse(
          JSON.parse((await readBounded(fs, file, largestFile)).toString('utf8')),
        );
        return parsed.entries.filter((entry) => !isExpired(entry, clock.now()));
      } catch {
        return [];
      }
    },
    async save(entries) {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      const alive = entries.filter((entry) => !isExpired(entry, clock.now()));
      const kept = alive.sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1)).slice(0, mostEntries);
      await writeDurably(fs, file, `${JSON.stringify({ version: 1, entries: kept })}\n`, 0o600);
    },
  };
}
