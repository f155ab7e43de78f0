import { dist28 } from './dist28.ts';
import { dist3 } from './dist3.ts';
import { ecr } from './ecr.ts';
import { harbor } from './harbor.ts';
import { nexus } from './nexus.ts';
import type { Personality } from './personality.ts';
import { quay } from './quay.ts';

export { forgetUnreferenced } from './forget-unreferenced.ts';
export { personalityOptions, resumes, type Personality, type PersonalityName } from './personality.ts';

/** The registries that uploads are tried on. */
export const personalities: readonly Personality[] = [dist28, dist3, quay, ecr, nexus, harbor];
export { dist28, quay };
