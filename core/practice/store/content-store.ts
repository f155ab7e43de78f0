import type { PracticeContent } from '../content/content.ts';
import type { RegistryStore } from './store.ts';

/** The sample content as a store that can only be read; large layers are made while they are served. */
export function createContentStore(content: Pick<PracticeContent, 'index' | 'blobs'>): RegistryStore {
  return {
    index: content.index,
    openBlob: (digest, span) => content.blobs.get(digest)?.chunks(span) ?? [],
    close: () => Promise.resolve(),
  };
}
