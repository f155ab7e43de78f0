import type { RequestListener } from 'node:http';
import { chartRepository } from './chart-repository.ts';
import type { PracticeContent } from './content/content.ts';
import {
  createPracticeRegistry,
  type PracticeRegistry,
  type PracticeRegistryOptions,
} from './registry/registry.ts';
import { createContentStore } from './store/content-store.ts';
import type { WritableStore } from './store/store.ts';
import { releaseFiles, updateService, type PathHandler } from './update-service.ts';

/** A registry's options without its store, which the caller does not choose here. */
export type ServerOptions = Omit<PracticeRegistryOptions, 'store'>;

/**
 * The practice internet in one listener: the registries quay.io, registry.redhat.io and
 * registry.access.redhat.com (read-only, host dropped), the update service, the graph
 * data, the release signatures and a repository of charts.
 */
export function createUpstream(content: PracticeContent, options: ServerOptions): PracticeRegistry {
  const registry = createPracticeRegistry({ ...options, store: createContentStore(content) });
  const handlers = [updateService(content.graph, () => true), releaseFiles(content), chartRepository()];
  return { ...registry, listener: firstOf(handlers, registry.listener) };
}

/**
 * A registry of a disconnected network with its own update service, which knows only
 * the releases that have been mirrored into that registry.
 */
export function createSiteRegistry(
  content: Pick<PracticeContent, 'graph'>,
  store: WritableStore,
  options: ServerOptions,
): PracticeRegistry {
  const registry = createPracticeRegistry({ ...options, store });
  const { index } = store;
  const service = updateService(content.graph, (digest) =>
    index.repositories().some((name) => index.repository(name)?.manifests.has(digest) === true),
  );
  return { ...registry, listener: firstOf([service], registry.listener) };
}

function firstOf(handlers: readonly PathHandler[], rest: RequestListener): RequestListener {
  return (request, response) => {
    if (!handlers.some((handle) => handle(request, response))) rest(request, response);
  };
}
