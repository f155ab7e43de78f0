import type { Digest } from '../reference/index.ts';
import type { Descriptor, RawManifest } from './descriptor.ts';

/**
 * The logical name of a repository: the host and path that a configuration, a
 * release payload or a catalogue uses, before mirrors are applied; for example
 * `quay.io/openshift-release-dev/ocp-release`. Stores that are addressed by digest
 * alone (an archive) ignore it for blobs.
 */
export type RepositoryName = string;

export interface ByteRangeOptions {
  /** First byte wanted; 0 when absent. */
  readonly offset?: number;
  readonly signal?: AbortSignal;
  /**
   * Memory that the caller lends: a source may read into these buffers in turn, so each chunk is only good
   * until the next but one is asked for. Four at least, because one is being read into and `verified` holds
   * one. Lent to one opening at a time; whoever collects chunks lends nothing.
   */
  readonly memory?: readonly Buffer[];
}

/** Finds what a tag points at now. Answers undefined when the tag does not exist. */
export interface TagResolver {
  resolveTag(repository: RepositoryName, tag: string, signal?: AbortSignal): Promise<Descriptor | undefined>;
}

/** Reads a manifest by digest; the bytes are verified. Throws a SluiceError when it cannot be had. */
export interface ManifestFetcher {
  fetchManifest(repository: RepositoryName, digest: Digest, signal?: AbortSignal): Promise<RawManifest>;
}

/**
 * Opens a blob's bytes from `offset` to its end. Resumes and changes mirror on its own.
 * The bytes are NOT verified: wrap with `verified()`, which everything that leaves a store goes through.
 */
export interface BlobFetcher {
  openBlob(
    repository: RepositoryName,
    blob: Descriptor,
    options?: ByteRangeOptions,
  ): Promise<AsyncIterable<Buffer>>;
}

/** Where content comes from. Read-only by type. */
export interface Source extends TagResolver, ManifestFetcher, BlobFetcher {}

/**
 * An optional power: told that the bytes it gave for a blob were wrong, a source asks another
 * place next time (registry-client.md D4).
 */
export interface BlobRejecter {
  rejectBlob(digest: Digest): void;
}

export function canRejectBlobs(source: Source): source is Source & BlobRejecter {
  return 'rejectBlob' in source && typeof source.rejectBlob === 'function';
}

/**
 * An optional power: finds a tag that belongs to an image (a signature, an attestation) in the very
 * place that served the image, and nowhere else. Without it, `resolveTag` serves.
 */
export interface AccessoryResolver {
  resolveAccessory(
    repository: RepositoryName,
    subject: Digest,
    tag: string,
    signal?: AbortSignal,
  ): Promise<Descriptor | undefined>;
}

export function canResolveAccessories(source: Source): source is Source & AccessoryResolver {
  return 'resolveAccessory' in source && typeof source.resolveAccessory === 'function';
}

/** An optional power: lists the manifests that name `subject` as their subject (OCI referrers). */
export interface ReferrerLister {
  listReferrers(
    repository: RepositoryName,
    subject: Digest,
    signal?: AbortSignal,
  ): Promise<readonly Descriptor[]>;
}

export function canListReferrers(source: Source): source is Source & ReferrerLister {
  return 'listReferrers' in source && typeof source.listReferrers === 'function';
}
