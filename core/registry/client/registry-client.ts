import type { Descriptor, RawManifest } from '../../image/index.ts';
import type { Clock, EndpointSecurity, HttpDoor } from '../../ports/index.ts';
import {
  isDigest,
  requireRegistryHost,
  requireRepositoryPath,
  requireTag,
  type Digest,
} from '../../reference/index.ts';
import { createAuthorizer } from '../auth/authorizer.ts';
import type { RealmPolicy } from '../auth/realm.ts';
import type { CredentialLookup } from '../credentials/index.ts';
import type { RetryTools } from '../http/retry.ts';
import type { OpenBytes } from '../upload/blob-feed.ts';
import { newUploadHost } from '../upload/piece-size.ts';
import type { UploadTarget } from '../upload/session.ts';
import { uploadBlob, type UploadOptions, type UploadOutcome } from '../upload/upload-blob.ts';
import { checkPull, checkPush, type Access } from './access.ts';
import { hasBlob, openBlob, type RangeMemory } from './download.ts';
import { listRepositories, listTags } from './listing.ts';
import {
  deleteManifest,
  getManifest,
  headManifest,
  putManifest,
  type ManifestOptions,
  type PutManifestResult,
} from './manifests.ts';
import { listReferrers, type ReferrersMemory } from './referrers.ts';
import { createWire } from './wire.ts';

export interface RegistryClientOptions extends ManifestOptions {
  readonly door: HttpDoor;
  readonly clock: Clock;
  readonly retry: RetryTools;
  /** `name[:port]` as users write it (`docker.io`). */
  readonly host: string;
  readonly security?: EndpointSecurity;
  readonly credentials: CredentialLookup;
  readonly realms?: RealmPolicy;
  /** Told once when credentials go to a token service on another host. */
  readonly onTokenService?: (event: { host: string; service: string }) => void;
}

/**
 * One registry. Every call tries again by itself what may succeed later, asks for no more than it needs,
 * and throws SluiceErrors that name the host and what was asked.
 */
export interface RegistryClient {
  readonly host: string;
  /** Whether the host answers as a registry; the first call of any kind does this once. */
  ping(signal?: AbortSignal): Promise<void>;
  /** Throws REGISTRY_LOGIN_NEEDED, REGISTRY_LOGIN_FAILED, REGISTRY_ACCESS_DENIED, TOKEN_SERVICE_FAILED when it is not allowed. */
  checkAccess(repository: string, access: 'pull' | 'push', signal?: AbortSignal): Promise<Access>;
  /** What a tag or digest names, unread and so far unverified; undefined when absent. */
  headManifest(repository: string, reference: string, signal?: AbortSignal): Promise<Descriptor | undefined>;
  /** The verified manifest; undefined when absent. */
  getManifest(repository: string, reference: string, signal?: AbortSignal): Promise<RawManifest | undefined>;
  putManifest(
    repository: string,
    reference: string,
    manifest: RawManifest,
    signal?: AbortSignal,
  ): Promise<PutManifestResult>;
  /** False when it was not there. */
  deleteManifest(repository: string, reference: string, signal?: AbortSignal): Promise<boolean>;
  /** Whether the blob is there in its right size. */
  hasBlob(repository: string, blob: Descriptor, signal?: AbortSignal): Promise<boolean>;
  /** One attempt at the bytes from `offset`; unverified, not resumed (see createRegistrySource). */
  openBlob(
    repository: string,
    blob: Descriptor,
    offset: number,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Buffer>>;
  /** A blob that was put together from ranges of this registry proved wrong: from now on it is asked for whole. */
  doubtRanges(digest: Digest): void;
  /** `open` gives verified bytes from an offset (`verified` in core/image); it may be called several times. */
  uploadBlob(
    repository: string,
    blob: Descriptor,
    open: OpenBytes,
    options?: UploadOptions,
  ): Promise<UploadOutcome>;
  listTags(repository: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Undefined when the registry does not offer the list. */
  listRepositories(signal?: AbortSignal): Promise<readonly string[] | undefined>;
  listReferrers(
    repository: string,
    digest: Digest,
    options?: { readonly artifactType?: string; readonly signal?: AbortSignal },
  ): Promise<readonly Descriptor[]>;
}

/** Throws REFERENCE_HOST_INVALID; each call throws REFERENCE_NAME_INVALID or REFERENCE_TAG_INVALID for bad names. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { door, clock, retry, host, security, credentials } = options;
  requireRegistryHost(host, host);
  const authorizer = createAuthorizer({
    door,
    clock,
    host,
    security,
    credentials,
    realms: options.realms,
    onTokenService: options.onTokenService,
  });
  const wire = createWire({ door, host, security, authorizer, retry });
  const ranges: RangeMemory = { unsafe: false, doubted: new Set() };
  const uploads = newUploadHost();
  const referrers: ReferrersMemory = new Map();
  const uploading = new Map<Digest, { repository: string; done: Promise<unknown> }>();

  // Names go into URLs: they are checked here, whoever made them (R1, R2).
  const named = (repository: string, reference?: string): string => {
    requireRepositoryPath(repository, repository);
    if (reference !== undefined && !isDigest(reference)) requireTag(reference, `${repository}:${reference}`);
    return repository;
  };

  const targetOf = (repository: string, what: string, signal: AbortSignal | undefined): UploadTarget => ({
    wire,
    host: uploads,
    repository: named(repository),
    what,
    signal,
  });

  // registry-client.md U9: one upload of a digest at a time; who waited can mount it.
  const uploadInTurn = async (
    repository: string,
    blob: Descriptor,
    open: OpenBytes,
    uploadOptions: UploadOptions,
  ): Promise<UploadOutcome> => {
    const target = targetOf(repository, `<upload of> ${repository}@${blob.digest}`, uploadOptions.signal);
    const sources = [...(uploadOptions.mountFrom ?? [])];
    let { assumeAbsent = false } = uploadOptions;
    for (;;) {
      const other = uploading.get(blob.digest);
      if (other === undefined) break;
      await other.done.then(
        () => sources.unshift(other.repository),
        () => undefined,
      );
      if (other.repository === repository) assumeAbsent = false;
      uploadOptions.signal?.throwIfAborted();
    }
    const done = uploadBlob(target, blob, open, { ...uploadOptions, assumeAbsent, mountFrom: sources });
    uploading.set(blob.digest, { repository, done });
    try {
      return await done;
    } finally {
      uploading.delete(blob.digest);
    }
  };

  return {
    host,
    ping: (signal) => wire.ping(signal),
    checkAccess: async (repository, access, signal) =>
      access === 'pull'
        ? checkPull(wire, named(repository), signal)
        : checkPush(targetOf(repository, `<writing> ${repository}`, signal)),
    headManifest: async (repository, reference, signal) =>
      headManifest(wire, named(repository, reference), reference, options, signal),
    getManifest: async (repository, reference, signal) =>
      getManifest(wire, named(repository, reference), reference, options, signal),
    putManifest: async (repository, reference, manifest, signal) =>
      putManifest(wire, named(repository, reference), reference, manifest, options, signal),
    deleteManifest: async (repository, reference, signal) =>
      deleteManifest(wire, named(repository, reference), reference, signal),
    hasBlob: async (repository, blob, signal) => hasBlob(wire, named(repository), blob, signal),
    openBlob: async (repository, blob, offset, signal) =>
      openBlob(wire, ranges, named(repository), blob, offset, signal),
    doubtRanges: (digest) => void ranges.doubted.add(digest),
    uploadBlob: (repository, blob, open, uploadOptions = {}) =>
      uploadInTurn(repository, blob, open, uploadOptions),
    listTags: async (repository, signal) => listTags(wire, named(repository), signal),
    listRepositories: (signal) => listRepositories(wire, signal),
    listReferrers: async (repository, digest, referrersOptions = {}) =>
      listReferrers(wire, referrers, clock.monotonic(), named(repository), digest, {
        ...options,
        ...referrersOptions,
      }),
  };
}
