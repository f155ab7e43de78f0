import type { Digest } from '../../reference/index.ts';
import { createRepositoryIndex } from './repository-index.ts';
import type { WritableStore } from './store.ts';

/** A store that forgets everything when the process ends. */
export function createMemoryStore(): WritableStore {
  const index = createRepositoryIndex();
  const blobs = new Map<Digest, Buffer>();
  return {
    index,
    openBlob(digest, span) {
      return [(blobs.get(digest) ?? Buffer.alloc(0)).subarray(span.start, span.end + 1)];
    },
    createWriter() {
      let parts: Buffer[] = [];
      return Promise.resolve({
        write(chunks: readonly Buffer[]) {
          parts.push(...chunks);
          return Promise.resolve();
        },
        commit(digest: Digest) {
          blobs.set(digest, Buffer.concat(parts));
          return Promise.resolve();
        },
        abort() {
          parts = [];
          return Promise.resolve();
        },
      });
    },
    record(entry) {
      index.apply(entry);
      if (entry.op === 'delete-blob' && !index.isLinked(entry.digest)) blobs.delete(entry.digest);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
