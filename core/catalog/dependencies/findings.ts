import type { Finding } from '../../contract/index.ts';
import { compareBundles } from './order.ts';
import { unreadableRanges } from './requirement.ts';
import { refKey, type Supply } from './supply.ts';
import type { BundleRef, Dependency, Need } from './types.ts';

/** What a cluster would miss, and what nobody but a cluster can judge: one finding for each package and need. */
export function findingsOf(dependencies: readonly Dependency[], supply: Supply): readonly Finding[] {
  return dependencies.flatMap(({ status, need, key, requiredBy }) => {
    if (status !== 'absent' && status !== 'unknown') return [];
    return [...Map.groupBy(requiredBy, refKey).values()].flatMap((bundles) => {
      const by = newest(bundles, supply);
      if (by === undefined) return [];
      const params = { package: by.package, bundle: by.bundle, requirement: key };
      const affected = bundles.map(({ bundle }) => bundle);
      return [
        status === 'unknown'
          ? { level: 'note', code: 'CATALOG_CONSTRAINT_NOT_JUDGED', params, affected }
          : { level: 'warning', ...whyAbsent(need, supply, params), affected },
      ] satisfies Finding[];
    });
  });
}

function whyAbsent(need: Need, supply: Supply, params: Finding['params']): Pick<Finding, 'code' | 'params'> {
  if (unreadableRanges(need).length > 0) return { code: 'CATALOG_REQUIREMENT_UNREADABLE', params };
  const there = need.kind === 'package' ? supply.named(need.package) : [];
  const versions = there
    .flatMap(({ channels }) => channels.flatMap(({ bundles }) => bundles))
    .toSorted(compareBundles)
    .map(({ name, version }) => version ?? name);
  const [lowest, highest] = [versions[0], versions.at(-1)];
  if (lowest === undefined || highest === undefined) return { code: 'CATALOG_DEPENDENCY_ABSENT', params };
  return { code: 'CATALOG_DEPENDENCY_VERSION_ABSENT', params: { ...params, lowest, highest } };
}

function newest(bundles: readonly BundleRef[], supply: Supply): BundleRef | undefined {
  return bundles.toSorted((a, b) => {
    const [left, right] = [a, b].map((ref) => {
      const version = supply.get(ref)?.source.bundles.find(({ name }) => name === ref.bundle)?.version;
      return { name: ref.bundle, ...(version !== undefined && { version }) };
    });
    return left === undefined || right === undefined ? 0 : compareBundles(right, left);
  })[0];
}
