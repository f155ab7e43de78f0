import type { Digest } from '../../reference/index.ts';
import { RegistryFault } from './fault.ts';

/** The answers that say how much of an upload is here. */
export type UploadAnswer = 'start' | 'status' | 'chunk' | 'refusal';

/**
 * Where real registries differ in how they take content (registry-client.md 1.10). Each is a choice that some
 * registry makes; all of them store only what has the right digest.
 */
export interface RegistryManners {
  /** The Range header by which an answer says that an upload has `size` bytes. */
  readonly range: (size: number, answer: UploadAnswer) => string;
  /**
   * What becomes of a body that begins at byte `start` of the blob (undefined: it does not say) when the upload has
   * `size` bytes: it is refused with 416, or so many of its first bytes are left out and the rest is added.
   */
  readonly place: (start: number | undefined, size: number) => 'refuse' | number;
  /** Whether it is told how much of an upload is here, and whether the answer repeats the location. */
  readonly status: 'with-location' | 'without-location' | 'unsupported';
  /**
   * A location holds how many bytes the upload had when it was given out. An upload that is asked for through
   * another than its latest is lost: after a broken connection nobody has that one. (Distribution keeps the bytes
   * until it purges, here they go at once.)
   */
  readonly bindsLocations: boolean;
  readonly chunkStatus: 201 | 202;
  readonly commitStatus: 201 | 204;
  /** OCI-Chunk-Min-Length; told, not enforced. */
  readonly smallestChunk: number | undefined;
  /** Takes a whole blob in the POST that starts the upload. */
  readonly wholeByPost: boolean;
  /** Takes blobs from other repositories when it is asked to. */
  readonly mounts: boolean;
  /** How a manifest is refused that names what is not here. */
  readonly missing: (digests: readonly Digest[]) => RegistryFault;
}

/** As the specification has it, and as distribution 3 does where that leaves a choice. */
export const specifiedManners: RegistryManners = {
  // An empty upload is reported like one of a single byte.
  range: (size) => `0-${Math.max(0, size - 1)}`,
  place: (start, size) => (start === undefined || start === size ? 0 : 'refuse'),
  status: 'with-location',
  bindsLocations: false,
  chunkStatus: 202,
  commitStatus: 201,
  smallestChunk: undefined,
  wholeByPost: true,
  mounts: true,
  missing: (digests) =>
    new RegistryFault(400, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry', {
      detail: digests.map((digest) => ({ digest })),
    }),
};
