export {
  buildPracticeContent,
  type PracticeContent,
  type PracticeContentOptions,
} from './content/content.ts';
export type { BuiltBundle } from './content/bundle.ts';
export type { PracticeCatalog, PracticePackage } from './content/catalog.ts';
export { exampleRanges } from './content/example.ts';
export type { UpdateGraph } from './content/graph.ts';
export type { ContentBlob } from './content/layer.ts';
export type { PracticeRelease, ReleaseComponent } from './content/releases.ts';
export { isPracticeScale, practiceScales, type PracticeScale } from './content/scale.ts';
export { startPractice, type PracticeEnvironment, type PracticeOptions } from './environment.ts';
export { listenOnLoopback, loopback, type LoopbackServer } from './listen.ts';
export type { AuthMode } from './registry/auth.ts';
export type { BeforeHook, Intervention, RegistryRequest } from './registry/intervention.ts';
export { RegistryFault } from './registry/fault.ts';
export { specifiedManners, type RegistryManners, type UploadAnswer } from './registry/manners.ts';
export type { BlobTraffic, RegistryCounters, RequestRecord } from './registry/observer.ts';
export {
  createPracticeRegistry,
  type PracticeRegistry,
  type PracticeRegistryOptions,
} from './registry/registry.ts';
export type { Route } from './registry/route.ts';
export {
  imageSetConfig,
  registriesConf,
  type ImageSetWish,
  type PracticeStage,
  type WrittenText,
} from './stage-files.ts';
export { createContentStore } from './store/content-store.ts';
export { createDirectoryStore, type DirectoryStoreOptions } from './store/directory-store.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type {
  IndexEntry,
  RepositoryIndex,
  RepositoryView,
  StoredManifest,
} from './store/repository-index.ts';
export type { BlobChunks, BlobSpan, BlobWriter, RegistryStore, WritableStore } from './store/store.ts';
export { createSiteRegistry, createUpstream, type ServerOptions } from './upstream.ts';
