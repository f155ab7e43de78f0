import type { PlanReport } from '../../../../../core/contract/index.ts';

/** What the update service knows (oc-mirror-v2.md 1.2). */
export const knownArchitectures = ['amd64', 'arm64', 'ppc64le', 's390x', 'multi'] as const;

/** All that are offered: the known ones, and what the configuration names besides. */
export function offeredArchitectures(chosen: readonly string[]): readonly string[] {
  return [...new Set([...knownArchitectures, ...chosen])];
}

/** The list with one more or one less, in the usual order. */
export function toggleArchitecture(
  chosen: readonly string[],
  name: string,
  isOn: boolean,
): readonly string[] {
  return offeredArchitectures(chosen).filter((one) => (one === name ? isOn : chosen.includes(one)));
}

/** Bytes that a plan's releases of one architecture add to those of the others before it. */
export function bytesOfArchitecture(
  releases: readonly PlanReport['releases'][number][],
  name: string,
): number | undefined {
  const own = releases.filter(({ architecture }) => architecture === name);
  return own.length === 0 ? undefined : own.reduce((sum, { newBytes }) => sum + newBytes, 0);
}
