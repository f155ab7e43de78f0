import { SluiceError } from '../contract/index.ts';
import type { Descriptor } from '../image/index.ts';
import { mapConcurrently, type PlannedImage } from '../plan/index.ts';
import type { RegistryClient, UploadOutcome } from '../registry/index.ts';
import type { Digest } from '../reference/index.ts';
import { createEmptyRepositories } from './empty-repositories.ts';
import { holdsImage } from './holds-image.ts';
import { storedKey } from './import-journal.ts';
import { createKeyedTurns } from './keyed-turns.ts';
import { openPlannedBlob } from './open-blob.ts';
import { createReferrersIndex, referrerOf } from './referrers-index.ts';
import type { BlobOutcome, BlobWork, Sink } from './sink.ts';

export interface RegistrySinkOptions {
  /** The target host. */
  readonly client: Pick<
    RegistryClient,
    'headManifest' | 'getManifest' | 'putManifest' | 'hasBlob' | 'uploadBlob'
  >;
  /** Path below the host under which everything goes; empty for none. */
  readonly namespace: string;
  /** Large uploads at the same time. */
  readonly streams?: number;
  /** Blobs that the registry may have lost while it kept their images (`restores` in the set manifest). */
  readonly doubted?: ReadonlySet<Digest>;
  /** Told when a blob is stored in a repository, so that it can be journalled; waited for. */
  readonly onStored?: (digest: Digest, repository: string) => Promise<void>;
  /** Why nothing more can be recorded: the transfer stops then. */
  readonly failure?: () => SluiceError | undefined;
  /** Whether an interrupted run stored the blob in the repository: no question is asked again. */
  readonly wasStored?: (digest: Digest, repository: string) => boolean;
}

/**
 * A blob larger than this is asked for wherever it goes: the question costs nothing beside its bytes, and a release
 * that is new to a repository shares most of its layers with those that it has.
 */
const worthAsking = 1024 * 1024;

/** Times that a manifest is sent while the registry lacks blobs that it had (registry-client.md M10). */
const manifestAttempts = 4;

/** A registry as the target of a transfer. */
export function registrySink(options: RegistrySinkOptions): Sink {
  const { client } = options;
  const referrers = createReferrersIndex(client);
  const repositories = createEmptyRepositories();
  const turns = createKeyedTurns();
  /** Blobs that a repository would not take: only its own images fail for it. */
  const refused = new Map<string, SluiceError>();
  /** Where the blobs of several repositories are: one that lost its copy takes it from another. */
  const shared = new Map<Digest, readonly string[]>();
  /** The registry's storage is full: nothing more can be stored by anybody. */
  let full: SluiceError | undefined;
  const noted = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof SluiceError && error.code === 'TARGET_FULL') full ??= error;
      throw error;
    }
  };
  const path = (repository: string): string =>
    options.namespace === '' ? repository : `${options.namespace}/${repository}`;

  const storeIn = async (
    work: BlobWork,
    repository: string,
    mountFrom: readonly string[],
    onProgress: BlobWork['onBytes'],
  ): Promise<BlobOutcome> => {
    const { descriptor } = work.blob;
    if (options.wasStored?.(descriptor.digest, repository) === true) return 'kept';
    const assumeAbsent = descriptor.size <= worthAsking && repositories.isEmpty(repository);
    const outcome = await client.uploadBlob(path(repository), descriptor, work.open, {
      mountFrom,
      assumeAbsent,
      onProgress,
      signal: work.signal,
    });
    if (outcome === 'present') repositories.held(repository);
    else if (!assumeAbsent) repositories.missed(repository);
    await options.onStored?.(descriptor.digest, repository);
    if (outcome === 'uploaded') return 'stored';
    return outcome === 'mounted' ? 'mounted' : 'kept';
  };

  return {
    streams: options.streams ?? 6,
    // An upload writes a chunk to its socket before it asks for more.
    passing: true,
    failure: () => full ?? options.failure?.(),

    async holdsImage(image, signal) {
      const { repository } = image.record.destination;
      const held = await holdsImage(client, path(repository), image, signal, options.doubted);
      if (held !== 'nothing') repositories.held(repository);
      return held === 'whole';
    },

    async storeBlob(work) {
      const { digest } = work.blob.descriptor;
      if (work.blob.repositories.length > 1) shared.set(digest, work.blob.repositories.map(path));
      let first: { readonly repository: string; outcome: BlobOutcome } | undefined;
      let refusal: SluiceError | undefined;
      for (const repository of work.blob.repositories) {
        try {
          const mountFrom = first === undefined ? (work.blob.mountFrom ?? []) : [path(first.repository)];
          const onBytes = first === undefined ? work.onBytes : (): void => undefined;
          const outcome = await noted(storeIn(work, repository, mountFrom, onBytes));
          first ??= { repository, outcome };
          if (outcome === 'stored') first.outcome = 'stored';
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refusal ??= error;
          refused.set(storedKey(digest, repository), error);
        }
      }
      if (first === undefined && refusal !== undefined) throw refusal;
      return first?.outcome ?? 'kept';
    },

    async storeImage(image, signal) {
      for (const { digest } of refused.size === 0 ? [] : image.blobs) {
        const error = refused.get(storedKey(digest, image.record.destination.repository));
        if (error !== undefined) throw error;
      }
      const { root, record } = image;
      // The same manifest under two tags: distribution empties the files of a manifest while it writes them again, and
      // tells whoever puts an image or list over it meanwhile that it has nothing of the kind.
      await turns(`${record.destination.repository}@${root.digest}`, () =>
        noted(storeManifests(options, referrers, path, shared, image, signal)),
      );
    },
  };
}

/**
 * A registry may collect unreferenced blobs between upload and manifest, or claim to hold what it does not (M10): it
 * is asked for each blob again, what is missing is stored, and the manifests are sent once more.
 */
async function storeManifests(
  options: RegistrySinkOptions,
  referrers: ReturnType<typeof createReferrersIndex>,
  path: (repository: string) => string,
  shared: ReadonlyMap<Digest, readonly string[]>,
  image: PlannedImage,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await putManifests(options.client, referrers, path, image, signal);
      return;
    } catch (error) {
      if (!(error instanceof SluiceError) || error.code !== 'MANIFEST_BLOBS_MISSING') throw error;
      if (attempt === manifestAttempts) throw error;
      const restored = await restoreBlobs(options, path, shared, image, signal);
      // Child manifests may have gone as well, and are sent again. After that it is not for want of blobs.
      if (restored === 0 && attempt > 1) throw error;
    }
  }
}

/** The registry answered, and would answer the same again; another repository of it may well take the blob. */
function isRefusal(error: unknown): error is SluiceError {
  if (!(error instanceof SluiceError) || error.retryable) return false;
  // Quotas are those of a project or an organisation.
  return error.code.startsWith('REGISTRY_') || error.code === 'TARGET_QUOTA_USED_UP';
}

async function putManifests(
  client: RegistrySinkOptions['client'],
  referrers: ReturnType<typeof createReferrersIndex>,
  path: (repository: string) => string,
  image: PlannedImage,
  signal: AbortSignal,
): Promise<void> {
  const { tag } = image.record.destination;
  const repository = path(image.record.destination.repository);
  for (const manifest of image.manifests) {
    const isRoot = manifest.descriptor.digest === image.root.digest;
    const stored = await client.putManifest(
      repository,
      isRoot ? tag : manifest.descriptor.digest,
      manifest,
      signal,
    );
    const referrer = stored.subject === undefined ? referrerOf(manifest) : undefined;
    if (referrer !== undefined) await referrers.add(repository, referrer.subject, referrer.entry, signal);
  }
}

/** Stores those of the image's blobs that the registry does not have; how many. */
async function restoreBlobs(
  { client }: RegistrySinkOptions,
  path: (repository: string) => string,
  shared: ReadonlyMap<Digest, readonly string[]>,
  image: PlannedImage,
  signal: AbortSignal,
): Promise<number> {
  const { repository } = image.record.destination;
  const restore = (blob: Descriptor): Promise<UploadOutcome> => {
    const planned = {
      descriptor: blob,
      origins: [{ source: image.source, repository: image.repository }],
      repositories: [repository],
      expected: false,
    };
    return client.uploadBlob(
      path(repository),
      blob,
      (offset) => openPlannedBlob(planned, offset, 0, { signal }),
      { mountFrom: shared.get(blob.digest) ?? [], signal },
    );
  };
  const outcomes = await mapConcurrently(image.blobs, 2, restore);
  return outcomes.filter((outcome) => outcome !== 'present').length;
}
