import { SluiceError } from '../contract/index.ts';
import {
  blobsOf,
  maximumIndexNesting,
  parseListed,
  parseManifest,
  selectInstances,
  type Descriptor,
  type ImageRecord,
  type ParsedManifest,
  type RawManifest,
  type RepositoryName,
  type Source,
} from '../image/index.ts';
import type { Digest } from '../reference/index.ts';
import { accessoriesOf, type AccessoryKind } from './accessories.ts';
import { mapConcurrently } from './concurrency.ts';
import type { PlannedImage, UnplannedImage } from './plan.ts';

/** Where a record is read: a source, and the repository and tag or digest in it. */
export interface Location {
  readonly source: Source;
  readonly repository: RepositoryName;
  readonly tag?: string | undefined;
  readonly digest?: Digest | undefined;
}

export interface ResolveOptions {
  readonly records: readonly ImageRecord[];
  /** Tells where a record is read. An archive knows images by their name at the target, a registry by their origin. */
  readonly locate: (record: ImageRecord) => Promise<Location>;
  /** Which signature, attestation and SBOM tags go along. */
  readonly accessories: readonly AccessoryKind[];
  readonly signal: AbortSignal;
  /** Requests at the same time; the host gate may allow fewer. */
  readonly concurrency?: number;
  readonly onResolved?: (done: number, total: number) => void;
}

export interface Resolution {
  readonly images: readonly PlannedImage[];
  readonly unplanned: readonly UnplannedImage[];
}

/**
 * Pins every record to a digest and reads its manifests, so that each blob and its size is
 * known before anything moves. An image that cannot be resolved is reported; the others go on.
 */
export async function resolveImages(options: ResolveOptions): Promise<Resolution> {
  const cache = new ManifestCache(options.signal);
  let done = 0;
  const resolved = await mapConcurrently(options.records, options.concurrency ?? 16, async (record) => {
    options.signal.throwIfAborted();
    try {
      const location = await options.locate(record);
      const image = await resolveOne(record, location, cache, options.signal);
      const accessories = await accessoriesOf(image, options.accessories, {
        signal: options.signal,
        resolve: (accessory, digest) => resolveOne(accessory, { ...location, digest }, cache, options.signal),
      });
      return { images: [image, ...accessories] };
    } catch (error) {
      options.signal.throwIfAborted();
      return { unplanned: { record, error: asSluiceError(error, record) } };
    } finally {
      options.onResolved?.(++done, options.records.length);
    }
  });
  return {
    images: resolved.flatMap((result) => result.images ?? []),
    unplanned: resolved.flatMap((result) => (result.unplanned === undefined ? [] : [result.unplanned])),
  };
}

/**
 * The record's manifests, children first, and its blobs. Throws IMAGE_NOT_FOUND, MANIFEST_NESTED_TOO_DEEP,
 * MANIFEST_SIZE_MISMATCH, MANIFEST_TYPE_MISMATCH and what the source throws.
 */
async function resolveOne(
  record: ImageRecord,
  location: Location,
  cache: ManifestCache,
  signal: AbortSignal,
): Promise<PlannedImage> {
  const digest = location.digest ?? (await pin(record, location, signal));
  const manifests: RawManifest[] = [];
  const blobs = new Map<Digest, Descriptor>();
  const omitted: Digest[] = [];
  const visited = new Set<Digest>([digest]);
  const visit = async (raw: RawManifest, manifest: ParsedManifest, indexes: number): Promise<void> => {
    if (manifest.kind === 'index') {
      const { digest: index } = raw.descriptor;
      if (indexes >= maximumIndexNesting) {
        const params = { manifest: index, limit: maximumIndexNesting };
        throw new SluiceError('MANIFEST_NESTED_TOO_DEEP', { params });
      }
      const chosen = selectInstances(manifest, record.platforms);
      const wanted = new Set(chosen.map((child) => child.digest));
      for (const child of manifest.manifests) if (!wanted.has(child.digest)) omitted.push(child.digest);
      for (const listed of chosen) {
        if (visited.has(listed.digest)) continue;
        visited.add(listed.digest);
        const child = await cache.fetch(location, listed.digest);
        await visit(child, parseListed(child, listed, index), indexes + 1);
      }
    } else {
      for (const { descriptor, distributable } of blobsOf(manifest)) {
        if (distributable) blobs.set(descriptor.digest, descriptor);
      }
    }
    manifests.push(raw);
  };
  const root = await cache.fetch(location, digest);
  await visit(root, parseManifest(root), 0);
  return {
    record,
    root: root.descriptor,
    manifests,
    blobs: [...blobs.values()],
    omitted,
    source: location.source,
    repository: location.repository,
  };
}

async function pin(record: ImageRecord, location: Location, signal: AbortSignal): Promise<Digest> {
  const { source, repository, tag = 'latest' } = location;
  const found = await source.resolveTag(repository, tag, signal);
  if (found === undefined) {
    throw new SluiceError('IMAGE_NOT_FOUND', {
      params: { image: record.origin, repository, tag },
      stage: 'resolve',
      side: 'source',
      affected: [record.origin],
    });
  }
  return found.digest;
}

function asSluiceError(error: unknown, record: ImageRecord): SluiceError {
  if (error instanceof SluiceError) {
    return error.with({ stage: 'resolve', side: 'source', affected: [record.origin] });
  }
  return new SluiceError('PLAN_UNEXPECTED', {
    params: { image: record.origin, message: error instanceof Error ? error.message : String(error) },
    stage: 'resolve',
    affected: [record.origin],
    cause: error,
  });
}

/** Each manifest is fetched once, however many images name it. */
class ManifestCache {
  readonly #fetched = new Map<Digest, Promise<RawManifest>>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async fetch(location: Location, digest: Digest): Promise<RawManifest> {
    // A failure is not kept: another image may name the manifest at a place that has it.
    for (let known = this.#fetched.get(digest); known !== undefined;) {
      const manifest = await known.catch(() => undefined);
      if (manifest !== undefined) return manifest;
      const latest = this.#fetched.get(digest);
      known = latest === known ? undefined : latest;
    }
    const fetching = location.source.fetchManifest(location.repository, digest, this.#signal);
    this.#fetched.set(digest, fetching);
    return fetching;
  }
}
