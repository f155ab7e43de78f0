import { isAbsolute } from 'node:path';
import {
  pathTokenSchema,
  SluiceError,
  type ErrorParameters,
  type PathFacts,
  type PathPurpose,
  type PathToken,
} from '../../contract/index.ts';
import type { PathRegistry } from '../app/path-registry.ts';
import type { HostServices } from '../services.ts';
import { displayText } from './display.ts';
import { describePath, type PathLore } from './facts.ts';
import { createFence, type Fence } from './fence.ts';
import { findPlace } from './find-place.ts';
import { pathFault, reasonOf } from './path-faults.ts';
import { createTokenStore, isExpired, type TokenEntry } from './token-store.ts';

export interface RegistryOptions {
  readonly services: HostServices;
  /** The application's own folder; the tokens are kept in `paths.json` there. */
  readonly folder: string;
  /** Only what lies in these folders can be chosen; undefined: everything that the user may open. */
  readonly roots?: readonly string[];
  /** Folders of the host's own that can be chosen all the same. */
  readonly own?: readonly string[];
  /** Folders that only the host works in: never offered. */
  readonly hidden?: readonly string[];
  readonly lore?: Omit<PathLore, 'fs'>;
  /** Told once when tokens cannot be saved, and again after it worked in between. */
  readonly onSaveFailed?: (code: 'PATHS_NOT_SAVED', params: ErrorParameters) => void;
}

/** The registry with what only the host's own areas use. */
export interface OwnPathRegistry extends PathRegistry {
  readonly fence: Fence;
  /** A token for a path whose links are resolved, of a folder's list: forgotten in a day unless it is used. */
  list(path: string, purpose: PathPurpose): PathToken;
  /** `describe` of what is only looked at: it does not count as chosen. */
  look(token: PathToken): Promise<PathFacts>;
  /** For lists: throws PATH_TOKEN_UNKNOWN. */
  pathOf(token: PathToken): string;
  purposeOf(token: PathToken): PathPurpose;
  /** Folders used lately for `purpose`, newest first. */
  recent(purpose: PathPurpose, count: number): readonly string[];
  /** Waits until everything is saved. */
  close(): Promise<void>;
}

const hour = 60 * 60 * 1000;
/** Browsing makes hundreds of tokens in one go: they are saved together. */
const saveDelay = 500;

/** Loads the tokens of earlier starts. Nothing is asked of the paths themselves. */
export async function createPathRegistry(options: RegistryOptions): Promise<OwnPathRegistry> {
  const { services } = options;
  const { fs, clock, random } = services;
  const lore: PathLore = { ...options.lore, fs };
  const fence = await createFence(fs, options.roots, options.own, options.hidden);
  const store = createTokenStore(services, options.folder);
  const byToken = new Map<PathToken, TokenEntry>();
  const byPath = new Map<string, PathToken>();
  const keyOf = (path: string, purpose: PathPurpose): string => `${purpose} ${path}`;
  const put = (entry: TokenEntry): void => {
    byToken.set(entry.token, entry);
    byPath.set(keyOf(entry.path, entry.purpose), entry.token);
  };
  for (const entry of await store.load()) put(entry);

  const closing = new AbortController();
  let dirty = false;
  let failed = false;
  let saving: Promise<void> | undefined;
  const save = async (): Promise<void> => {
    await clock.sleep(saveDelay, closing.signal).catch(() => undefined);
    while (dirty) {
      dirty = false;
      try {
        await store.save([...byToken.values()]);
        failed = false;
      } catch (error) {
        if (!failed) {
          options.onSaveFailed?.('PATHS_NOT_SAVED', { path: store.file, reason: reasonOf(error) });
        }
        failed = true;
      }
    }
    saving = undefined;
  };
  const changed = (): void => {
    dirty = true;
    saving ??= save();
  };

  const find = (token: PathToken): TokenEntry => {
    const entry = byToken.get(token);
    if (entry === undefined || isExpired(entry, clock.now())) throw new SluiceError('PATH_TOKEN_UNKNOWN');
    return entry;
  };
  /** Notes that a token is in use; the file is not rewritten for every use within the same hour. */
  const touch = (entry: TokenEntry, chosen = true): TokenEntry => {
    const now = clock.now();
    const used = entry.used || chosen;
    if (used === entry.used && now.getTime() - Date.parse(entry.usedAt) < hour) return entry;
    const touched = { ...entry, used, usedAt: now.toISOString() };
    put(touched);
    changed();
    return touched;
  };
  /** The same token for what has another path now. */
  const move = (entry: TokenEntry): void => {
    const before = byToken.get(entry.token);
    if (before !== undefined) byPath.delete(keyOf(before.path, before.purpose));
    put(entry);
    changed();
  };
  const describe = async (token: PathToken, chosen: boolean): Promise<PathFacts> => {
    const placed = await findPlace(lore, find(token));
    fence.check(placed.path);
    if (placed !== byToken.get(token)) move(placed);
    return describePath(lore, touch(placed, chosen));
  };
  const make = (path: string, purpose: PathPurpose, used: boolean): PathToken => {
    fence.check(path);
    const known = byPath.get(keyOf(path, purpose));
    const entry = known === undefined ? undefined : byToken.get(known);
    if (entry !== undefined && !isExpired(entry, clock.now())) {
      return (used ? touch(entry) : entry).token;
    }
    const token = pathTokenSchema.parse(`p_${random.bytes(16).toString('hex')}`);
    put({ token, purpose, path, usedAt: clock.now().toISOString(), used });
    changed();
    return token;
  };

  return {
    fence,
    async give(path, purpose) {
      if (!isAbsolute(path)) throw new SluiceError('PATH_GONE', { params: { path: displayText(path) } });
      const real = await fs.realpath(path).catch((error: unknown) => {
        throw pathFault(error, displayText(path));
      });
      return make(real, purpose, true);
    },
    list: (path, purpose) => make(path, purpose, false),
    resolve(token, purposes) {
      const entry = find(token);
      if (!purposes.includes(entry.purpose)) {
        throw new SluiceError('PATH_TOKEN_PURPOSE', { params: { path: displayText(entry.path) } });
      }
      fence.check(entry.path);
      return touch(entry).path;
    },
    describe: (token) => describe(token, true),
    look: (token) => describe(token, false),
    pathOf: (token) => find(token).path,
    purposeOf: (token) => find(token).purpose,
    release(token) {
      const entry = byToken.get(token);
      if (entry === undefined) return;
      byToken.delete(token);
      byPath.delete(keyOf(entry.path, entry.purpose));
      changed();
    },
    recent: (purpose, count) =>
      [...byToken.values()]
        .filter((entry) => entry.used && entry.purpose === purpose && fence.offers(entry.path))
        .sort((a, b) => (a.usedAt < b.usedAt ? 1 : -1))
        .slice(0, count)
        .map(({ path }) => path),
    async close() {
      closing.abort();
      await saving;
    },
  };
}
