import type { PracticeRegistryOptions, RegistryManners } from '../../../core/practice/index.ts';

/** How one kind of registry behaves where registries differ (registry-client.md 1.10). Only what differs is said. */
export interface Personality {
  readonly name: PersonalityName;
  readonly manners: Partial<RegistryManners>;
  /** Keeps the list of what refers to a manifest, and says so with OCI-Subject. */
  readonly referrers: boolean;
  /** Takes an index whose children are not all here. */
  readonly sparse: boolean;
  /** What no tag leads to goes away after a while (see forget-unreferenced.ts). */
  readonly forgets: boolean;
}

export type PersonalityName = 'dist28' | 'dist3' | 'quay' | 'ecr' | 'nexus' | 'harbor';

/** What makes a practice registry behave like this one. */
export function personalityOptions({
  manners,
  referrers,
  sparse,
}: Personality): Pick<PracticeRegistryOptions, 'manners' | 'referrers' | 'sparse'> {
  return { manners, referrers, sparse };
}

/** Whether an upload whose connection broke can be gone on with: somebody must say how far it came. */
export function resumes({ manners }: Personality): boolean {
  return manners.bindsLocations !== true && manners.status !== 'unsupported';
}
