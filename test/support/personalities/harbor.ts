import { dist28 } from './dist28.ts';
import type { Personality } from './personality.ts';

/** Harbor: distribution 2.8 takes the uploads, Harbor itself keeps the referrers. */
export const harbor: Personality = { ...dist28, name: 'harbor', referrers: true };
