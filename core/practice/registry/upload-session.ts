import { createHash, type Hash } from 'node:crypto';
import type { Random } from '../../ports/index.ts';
import { digestAlgorithm, type Digest, type DigestAlgorithm } from '../../reference/index.ts';
import type { BlobWriter, WritableStore } from '../store/store.ts';
import { RegistryFault } from './fault.ts';

/** One upload in progress: the bytes so far, hashed once, as they arrive. */
export interface UploadSession {
  readonly id: string;
  readonly repository: string;
  size(): number;
  append(batch: readonly Buffer[]): Promise<void>;
  /** Runs `work` alone on this session. Throws the fault for a second request at the same time. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Chooses the hash; possible only before the first byte. */
  expect(algorithm: DigestAlgorithm): void;
  /** Stores the bytes. Throws the fault and ends the session when they are not `digest`. */
  commit(digest: Digest): Promise<void>;
  /** Drops the bytes; if a request is still bringing some, as soon as that has ended. */
  drop(): Promise<void>;
}

export interface UploadSessions {
  start(store: WritableStore, repository: string, algorithm: DigestAlgorithm): Promise<UploadSession>;
  /** Throws the fault for an upload that does not exist in `repository`. */
  find(repository: string, id: string): UploadSession;
  cancel(repository: string, id: string): Promise<void>;
  /** Uploads that are still open. */
  count(): number;
}

export function createUploadSessions(random: Random): UploadSessions {
  const open = new Map<string, UploadSession>();

  const find = (repository: string, id: string): UploadSession => {
    const session = open.get(id);
    if (session?.repository === repository) return session;
    throw unknownUpload(id);
  };

  return {
    async start(store, repository, algorithm) {
      const id = random.uuid();
      const writer = await store.createWriter(id);
      const session = createSession(id, repository, writer, algorithm, () => open.delete(id));
      open.set(id, session);
      return session;
    },
    find,
    async cancel(repository, id) {
      const session = find(repository, id);
      open.delete(id);
      await session.drop();
    },
    count: () => open.size,
  };
}

function createSession(
  id: string,
  repository: string,
  writer: BlobWriter,
  initial: DigestAlgorithm,
  forget: () => void,
): UploadSession {
  let algorithm = initial;
  let hash: Hash = createHash(algorithm);
  let size = 0;
  let busy = false;
  let dropped = false;
  return {
    id,
    repository,
    size: () => size,
    async append(batch) {
      const written = writer.write(batch);
      for (const chunk of batch) {
        hash.update(chunk);
        size += chunk.length;
      }
      try {
        await written;
      } catch (error) {
        // What was hashed is not all stored: nothing may be added to this any more.
        forget();
        await writer.abort();
        throw error;
      }
    },
    async exclusively(work) {
      if (busy) {
        throw new RegistryFault(409, 'BLOB_UPLOAD_INVALID', 'another request is writing to this upload');
      }
      busy = true;
      try {
        return await work();
      } finally {
        busy = false;
        if (dropped) await writer.abort();
      }
    },
    async drop() {
      dropped = true;
      if (!busy) await writer.abort();
    },
    expect(wanted) {
      if (wanted === algorithm || size > 0) return;
      algorithm = wanted;
      hash = createHash(wanted);
    },
    async commit(digest) {
      if (dropped) throw unknownUpload(id);
      forget();
      const actual = `${algorithm}:${hash.digest('hex')}`;
      if (actual === digest) {
        await writer.commit(digest);
        return;
      }
      await writer.abort();
      const message =
        digestAlgorithm(digest) === algorithm
          ? 'provided digest did not match uploaded content'
          : `the upload was hashed with ${algorithm}; name the algorithm when the upload starts`;
      throw new RegistryFault(400, 'DIGEST_INVALID', message, { detail: { digest, actual } });
    },
  };
}

function unknownUpload(id: string): RegistryFault {
  return new RegistryFault(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry', { detail: { id } });
}
