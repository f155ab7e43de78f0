import { SluiceError } from '../../contract/index.ts';
import {
  blobsOf,
  childrenOf,
  parseManifest,
  type AccessoryResolver,
  type Descriptor,
  type RawManifest,
  type ReferrerLister,
  type RepositoryName,
  type Source,
} from '../../image/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../client/registry-client.ts';
import type { RetryTools } from '../http/retry.ts';
import type { Endpoint, EndpointReference } from '../registries-conf/index.ts';
import { streamBlob } from './blob-stream.ts';
import {
  blockedOutcome,
  combinedFailure,
  createEndpointOrder,
  describeOutcomes,
  endpointName,
  isAbsent,
  type Outcome,
} from './endpoints.ts';
import { createManifestCache } from './manifest-cache.ts';

/** What a source does on its own, for the log. */
export type SourceEvent =
  | {
      readonly kind: 'endpoint-passed-over';
      readonly repository: RepositoryName;
      readonly endpoint: Endpoint;
      readonly error: SluiceError;
    }
  | {
      readonly kind: 'download-resumed';
      readonly repository: RepositoryName;
      readonly endpoint: Endpoint;
      readonly digest: Digest;
      readonly position: number;
    };

export interface RegistrySourceOptions {
  /** The client of an endpoint's host, with the endpoint's own security; the same one for the same settings. */
  readonly clientFor: (
    endpoint: Endpoint,
  ) => Pick<RegistryClient, 'getManifest' | 'openBlob' | 'doubtRanges' | 'listReferrers'>;
  /** Where to ask for `name:tag` or `name@digest`, in order: mirrors, then the registry itself (`resolveEndpoints`). */
  readonly endpointsFor: (reference: string) => readonly Endpoint[];
  readonly retry: RetryTools;
  readonly onEvent?: (event: SourceEvent) => void;
}

/** Registries as a source, with the power to turn away a copy that proved wrong. */
export interface RegistrySource extends Source, AccessoryResolver, ReferrerLister {
  /**
   * The bytes that this source last gave for `digest` were not that blob: other endpoints are asked before the
   * one that gave them, and after a second time it is not asked again (registry-client.md D4). When several had a
   * part in them, that is held against the first: whoever went on may be blameless, and is asked for the whole.
   */
  rejectBlob(digest: Digest): void;
}

const cacheBytes = 16 * 1024 * 1024;

/** Reads from mirrors and registries as one (registry-client.md D5, H6; 2.2). */
export function createRegistrySource(options: RegistrySourceOptions): RegistrySource {
  const { clientFor, retry } = options;
  const order = createEndpointOrder(retry.clock, options.endpointsFor);
  const cache = createManifestCache(cacheBytes);
  const servedBy = new Map<Digest, Endpoint[]>();
  const rejections = new Map<string, number>();

  const passOver = (repository: RepositoryName, { endpoint, result }: Outcome): void => {
    if (result === 'absent') return;
    if (result.retryable) order.failed(endpoint);
    options.onEvent?.({ kind: 'endpoint-passed-over', repository, endpoint, error: result });
  };

  /** The manifest from the first endpoint that has it, or what each of them said. */
  const search = async (
    repository: RepositoryName,
    reference: EndpointReference,
    signal: AbortSignal | undefined,
  ): Promise<RawManifest | readonly Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const endpoint of order.inOrder(repository, reference)) {
      if (endpoint.blocked) {
        outcomes.push(blockedOutcome(endpoint));
        continue;
      }
      const name = reference.kind === 'tag' ? reference.tag : reference.digest;
      const outcome = await ask(endpoint, name, signal);
      if (!('result' in outcome)) {
        order.gave(repository, endpoint, outcome.descriptor.digest, contentOf(outcome));
        order.answered(endpoint);
        return outcome;
      }
      outcomes.push(outcome);
      passOver(repository, outcome);
    }
    return outcomes;
  };

  const ask = async (
    endpoint: Endpoint,
    reference: string,
    signal: AbortSignal | undefined,
  ): Promise<RawManifest | Outcome> => {
    try {
      const manifest = await clientFor(endpoint).getManifest(endpoint.repository, reference, signal);
      return manifest ?? { endpoint, result: 'absent' };
    } catch (error) {
      if (signal?.aborted === true || !(error instanceof SluiceError)) throw error;
      return { endpoint, result: error };
    }
  };

  /** Whom to ask for a blob, and who gave wrong bytes twice and is not asked again. */
  const blobEndpoints = (repository: RepositoryName, digest: Digest) => {
    const count = (endpoint: Endpoint): number => rejections.get(`${digest} ${endpointName(endpoint)}`) ?? 0;
    const all = order.inOrder(repository, { kind: 'digest', digest });
    const refused = all
      .filter((endpoint) => count(endpoint) >= 2)
      .map((endpoint): Outcome => {
        const params = { host: endpoint.host, repository: endpoint.repository, digest };
        return {
          endpoint,
          result: new SluiceError('BLOB_COPY_DAMAGED', { params, affected: [endpoint.host] }),
        };
      });
    const asked = all.filter((endpoint) => count(endpoint) < 2).toSorted((a, b) => count(a) - count(b));
    return { asked, refused };
  };

  return {
    resolveTag: async (repository, tag, signal): Promise<Descriptor | undefined> => {
      const found = await search(repository, { kind: 'tag', tag }, signal);
      if ('bytes' in found) {
        cache.put(found);
        return found.descriptor;
      }
      if (isAbsent(found)) return undefined;
      throw combinedFailure(repository, `<tag> ${tag}`, found);
    },

    // oc-mirror too looks for attachments only at the physical endpoint that served the image
    // (registry-client.md 2.2, two callers): whoever does not have the image has no say about its signature.
    resolveAccessory: async (repository, subject, tag, signal): Promise<Descriptor | undefined> => {
      const endpoint = order.serving(repository, subject);
      if (endpoint === undefined) return undefined;
      const found = await clientFor(endpoint).getManifest(endpoint.repository, tag, signal);
      if (found === undefined) return undefined;
      cache.put(found);
      return found.descriptor;
    },

    listReferrers: async (repository, subject, signal) => {
      const endpoint = order.serving(repository, subject);
      if (endpoint === undefined) return [];
      const withSignal = signal === undefined ? {} : { signal };
      return clientFor(endpoint).listReferrers(endpoint.repository, subject, withSignal);
    },

    fetchManifest: async (repository, digest, signal): Promise<RawManifest> => {
      const known = cache.get(digest);
      if (known !== undefined) return known;
      const found = await search(repository, { kind: 'digest', digest }, signal);
      if ('bytes' in found) return found;
      if (!isAbsent(found)) throw combinedFailure(repository, digest, found);
      throw new SluiceError('MANIFEST_NOT_FOUND', {
        params: { repository, reference: digest, endpoints: describeOutcomes(found) },
        affected: [`${repository}@${digest}`],
      });
    },

    openBlob: (repository, blob, { offset = 0, signal } = {}) => {
      const { asked, refused } = blobEndpoints(repository, blob.digest);
      return streamBlob(
        {
          retry,
          clientFor,
          served: (endpoint) => {
            // Another endpoint may have helped with this one blob: that says nothing about the image's.
            order.answered(endpoint);
          },
          opened: (endpoint, position) => {
            const before = position > offset ? servedBy.get(blob.digest) : undefined;
            servedBy.set(blob.digest, [...(before ?? []), endpoint]);
          },
          skipped: (outcome) => passOver(repository, outcome),
          resumed: (endpoint, position) =>
            options.onEvent?.({
              kind: 'download-resumed',
              repository,
              endpoint,
              digest: blob.digest,
              position,
            }),
        },
        asked,
        repository,
        blob,
        offset,
        signal,
        refused,
      );
    },

    rejectBlob: (digest) => {
      const parts = servedBy.get(digest) ?? [];
      const [first] = parts;
      if (first === undefined) return;
      const key = `${digest} ${endpointName(first)}`;
      rejections.set(key, (rejections.get(key) ?? 0) + 1);
      // The parts may each be right and not belong together: the next download is not pieced together.
      if (parts.length > 1) for (const part of parts) clientFor(part).doubtRanges(digest);
    },
  };
}

/** The digests that a manifest names; none of a faulty one, which whoever uses it will refuse. */
function contentOf(manifest: RawManifest): readonly Digest[] {
  try {
    const parsed = parseManifest(manifest, { maxBlobBytes: Number.MAX_SAFE_INTEGER });
    const blobs = blobsOf(parsed).map(({ descriptor }) => descriptor);
    return [...childrenOf(parsed), ...blobs].map(({ digest }) => digest);
  } catch {
    return [];
  }
}
