import type { Digest } from '../../reference/index.ts';
import { isDigest } from '../../reference/index.ts';
import { isWritable, type RegistryStore, type WritableStore } from '../store/store.ts';
import type { RepositoryView } from '../store/repository-index.ts';
import type { Observer } from './observer.ts';
import { RegistryFault } from './fault.ts';
import type { RegistryManners } from './manners.ts';
import type { UploadSessions } from './upload-session.ts';

/** What every handler works with. */
export interface RegistryContext {
  readonly store: RegistryStore;
  readonly sessions: UploadSessions;
  readonly observer: Observer;
  /** Accept an index whose children are not all here. */
  readonly sparse: boolean;
  readonly referrers: boolean;
  readonly manners: RegistryManners;
}

/** The store as a writable one. Throws the fault that a read-only registry answers to writes. */
export function writable(context: RegistryContext): WritableStore {
  if (isWritable(context.store)) return context.store;
  throw new RegistryFault(405, 'UNSUPPORTED', 'this registry is read-only');
}

/** What `repository` holds. Throws the fault for a repository that does not exist. */
export function repositoryOf(context: RegistryContext, repository: string): RepositoryView {
  const view = context.store.index.repository(repository);
  if (view !== undefined) return view;
  throw new RegistryFault(404, 'NAME_UNKNOWN', 'repository name not known to registry', {
    detail: { name: repository },
  });
}

/** `text` as a digest. Throws the fault for anything else. */
export function requireDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw new RegistryFault(400, 'DIGEST_INVALID', 'provided digest is not a valid digest', {
    detail: { digest: text.slice(0, 200) },
  });
}

export function methodNotAllowed(allowed: string): RegistryFault {
  return new RegistryFault(405, 'UNSUPPORTED', 'The operation is unsupported.', {
    headers: { allow: allowed },
  });
}
