import type { PathFacts, PathPurpose, PathToken } from '../../contract/index.ts';

/** Tokens for paths: the only place where a token becomes a path again (gui.md section 3, "File paths as tokens"). */
export interface PathRegistry {
  /** A token for `path` (made real: links resolved) and this purpose. The same path and purpose give the same token. */
  give(path: string, purpose: PathPurpose): Promise<PathToken>;
  /** Throws PATH_TOKEN_UNKNOWN, or PATH_TOKEN_PURPOSE when it was given for something else. */
  resolve(token: PathToken, purposes: readonly PathPurpose[]): string;
  /** Throws PATH_GONE when there is nothing any more. */
  describe(token: PathToken): Promise<PathFacts>;
  release(token: PathToken): void;
}
