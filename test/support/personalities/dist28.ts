import type { Personality } from './personality.ts';

/**
 * Distribution 2.8.2, measured: an upload is lost when its connection breaks (its location names the old offset), and
 * Content-Range is not looked at, so that a piece from anywhere is added at the end.
 */
export const dist28: Personality = {
  name: 'dist28',
  manners: { bindsLocations: true, place: () => 0, wholeByPost: false },
  referrers: false,
  sparse: false,
  forgets: false,
};
