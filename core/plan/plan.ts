import type { Finding, SluiceError } from '../contract/index.ts';
import type { Descriptor, ImageRecord, RawManifest, RepositoryName, Source } from '../image/index.ts';
import type { Digest } from '../reference/index.ts';

/** One image with everything that has to move for it, pinned to digests. */
export interface PlannedImage {
  readonly record: ImageRecord;
  /** What the tag points at. */
  readonly root: Descriptor;
  /** In push order: children before the index that names them, the root last. */
  readonly manifests: readonly RawManifest[];
  /** Config and layers, each once. */
  readonly blobs: readonly Descriptor[];
  /** Instances of an index that were left out by a platform filter. */
  readonly omitted: readonly Digest[];
  /** Where manifests and blobs are read. */
  readonly source: Source;
  readonly repository: RepositoryName;
  /** Set on a signature, attestation or SBOM tag: the image it speaks of. Such images get no cluster resources. */
  readonly accessoryOf?: Digest;
}

/** A unique blob and every place that takes part in it. */
export interface PlannedBlob {
  readonly descriptor: Descriptor;
  /** Where it can be read, in order of preference. */
  readonly origins: readonly { readonly source: Source; readonly repository: RepositoryName }[];
  /** Repositories at the target that need it. */
  readonly repositories: readonly string[];
  /** Carried by an earlier generation to the same target: not moved again. */
  readonly expected: boolean;
  /**
   * Set on an expected blob that `repositories` lack and another repository of the target holds: paths
   * at the target's host from which they get it.
   */
  readonly mountFrom?: readonly string[];
}

/** An image that could not be planned. */
export interface UnplannedImage {
  readonly record: ImageRecord;
  readonly error: SluiceError;
}

export interface PlanTotals {
  readonly images: number;
  /** Unique blobs and their bytes (config and layers). */
  readonly blobs: number;
  readonly blobBytes: number;
  /** Unique manifests and their bytes. */
  readonly manifests: number;
  readonly manifestBytes: number;
  /** Part of `blobBytes` that an earlier generation carried. */
  readonly expectedBytes: number;
}

/**
 * What a run will do: every tag pinned, every byte known. Estimate, dry run, delta,
 * free-space check and transfer all read this one object.
 */
export interface Plan {
  readonly images: readonly PlannedImage[];
  readonly blobs: readonly PlannedBlob[];
  readonly unplanned: readonly UnplannedImage[];
  readonly findings: readonly Finding[];
  readonly totals: PlanTotals;
}
