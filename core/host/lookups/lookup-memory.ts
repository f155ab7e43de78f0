import type { FetchedIndex, PackedChart } from '../../helm/index.ts';
import type { Descriptor, RawManifest } from '../../image/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { GraphAnswer, GraphImage, PayloadAnswer } from '../../release/index.ts';
import type { ChannelNames } from '../mirror/task.ts';
import { boundedMemory, type BoundedMemory } from './bounded-memory.ts';

const mebibyte = 1024 * 1024;
const minute = 60_000;

/** The signatures of a digest as far as they were looked at. */
export interface KnownSignatures {
  readonly found: readonly Buffer[];
  /** Whether there are no others. */
  readonly all: boolean;
}

/**
 * What was looked up while content is chosen and planned, again with every click. Only for looking: a run
 * asks anew. Keys begin with the place that was asked (see placeKey), so that nothing that one registry has
 * counts for another.
 */
export interface LookupMemory {
  readonly graphs: BoundedMemory<GraphAnswer>;
  readonly channels: BoundedMemory<ChannelNames>;
  /** What a tag points at; undefined for one that does not exist. Tags move, so briefly. */
  readonly tags: BoundedMemory<Descriptor | undefined>;
  readonly digests: BoundedMemory<Digest | undefined>;
  readonly manifests: BoundedMemory<RawManifest>;
  readonly payloads: BoundedMemory<PayloadAnswer>;
  readonly signatures: BoundedMemory<KnownSignatures>;
  readonly graphImages: BoundedMemory<GraphImage>;
  readonly chartIndexes: BoundedMemory<FetchedIndex>;
  /** Packed charts; which one is the newest is believed as long as an index. */
  readonly charts: BoundedMemory<PackedChart>;
  clear(): void;
}

export function createLookupMemory({ clock }: { readonly clock: Pick<Clock, 'monotonic'> }): LookupMemory {
  const brief = { bytes: 16 * mebibyte, entries: 100_000, age: 5 * minute };
  const memories = {
    graphs: boundedMemory<GraphAnswer>(clock, { bytes: 256 * mebibyte, entries: 200, age: 10 * minute }),
    channels: boundedMemory<ChannelNames>(clock, { bytes: mebibyte, entries: 20, age: 10 * minute }),
    tags: boundedMemory<Descriptor | undefined>(clock, brief),
    digests: boundedMemory<Digest | undefined>(clock, brief),
    // Found by their digests, these never change; that they are still there is believed for an hour.
    manifests: boundedMemory<RawManifest>(clock, { bytes: 64 * mebibyte, entries: 50_000, age: 60 * minute }),
    payloads: boundedMemory<PayloadAnswer>(clock, { bytes: 64 * mebibyte, entries: 500, age: 60 * minute }),
    signatures: boundedMemory<KnownSignatures>(clock, {
      bytes: 8 * mebibyte,
      entries: 5000,
      age: 60 * minute,
    }),
    chartIndexes: boundedMemory<FetchedIndex>(clock, {
      bytes: 256 * mebibyte,
      entries: 20,
      age: 10 * minute,
    }),
    charts: boundedMemory<PackedChart>(clock, { bytes: 64 * mebibyte, entries: 1000, age: 10 * minute }),
    graphImages: boundedMemory<GraphImage>(clock, { bytes: 64 * mebibyte, entries: 4, age: 10 * minute }),
  };
  return {
    ...memories,
    clear: () => {
      for (const memory of Object.values(memories)) memory.clear();
    },
  };
}
