import type { Personality } from './personality.ts';

/** Distribution 3, with `validation.manifests.indexes.platforms: none` as oc-mirror configures its own. */
export const dist3: Personality = {
  name: 'dist3',
  manners: { wholeByPost: false },
  referrers: false,
  sparse: true,
  forgets: false,
};
