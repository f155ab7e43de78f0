export { listenOnLoopback, loopback, type LoopbackServer } from './listen.ts';
export type { AuthMode } from './registry/auth.ts';
export type { BeforeHook, Intervention, RegistryRequest } from './registry/intervention.ts';
export type { BlobTraffic, RegistryCounters, RequestRecord } from './registry/observer.ts';
export {
  createPracticeRegistry,
  type PracticeRegistry,
  type PracticeRegistryOptions,
} from './registry/registry.ts';
export type { Route } from './registry/route.ts';
export { createDirectoryStore, type DirectoryStoreOptions } from './store/directory-store.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type {
  IndexEntry,
  RepositoryIndex,
  RepositoryView,
  StoredManifest,
} from './store/repository-index.ts';
export type { BlobChunks, BlobSpan, BlobWriter, RegistryStore, WritableStore } from './store/store.ts';
