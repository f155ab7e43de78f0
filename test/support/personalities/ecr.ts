import type { Personality } from './personality.ts';

/**
 * Amazon's registry: 201 to a PATCH. That it asks for large pieces, mounts nothing and tells no status are
 * assumptions, each seen at some hosted registry; the pieces are smaller here so that tests need no large blobs.
 */
export const ecr: Personality = {
  name: 'ecr',
  manners: {
    chunkStatus: 201,
    smallestChunk: 1_310_720,
    status: 'unsupported',
    mounts: false,
    wholeByPost: false,
  },
  referrers: true,
  sparse: false,
  forgets: false,
};
