import type { Personality } from './personality.ts';

/** Nexus and other old registries: 204 to a commit. */
export const nexus: Personality = {
  name: 'nexus',
  manners: { commitStatus: 204, wholeByPost: false },
  referrers: false,
  sparse: false,
  forgets: false,
};
