import { refKey } from './supply.ts';
import type { Dependency, PackageRef, ReasonStep, SelectedPackage } from './types.ts';

type Way = readonly ReasonStep[];

/** The dependencies, each with a shortest way to it from a selected package: which bundle needs what, step by step. */
export function withReasons(
  dependencies: readonly Omit<Dependency, 'reasons'>[],
  selection: readonly SelectedPackage[],
): readonly Dependency[] {
  const ways = waysFrom(selection, dependencies);
  return dependencies.map((dependency) => {
    const found = dependency.requiredBy.flatMap((by): readonly Way[] => {
      const way = ways.get(refKey(by));
      return way === undefined ? [] : [[...way, { by, key: dependency.key }]];
    });
    return { ...dependency, reasons: shortest(found) };
  });
}

/** Why a package is added. */
export function reasonsFor(target: PackageRef, dependencies: readonly Dependency[]): Way {
  const ways = dependencies.flatMap(({ provider, status, reasons }) =>
    status === 'added' && provider !== undefined && refKey(provider) === refKey(target) ? [reasons] : [],
  );
  return shortest(ways);
}

function waysFrom(
  selection: readonly SelectedPackage[],
  dependencies: readonly Omit<Dependency, 'reasons'>[],
): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>(selection.map((one) => [refKey(one), []]));
  const queue = [...ways.keys()];
  for (const from of queue) {
    const way = ways.get(from) ?? [];
    for (const { provider, requiredBy, key } of dependencies) {
      if (provider === undefined || ways.has(refKey(provider))) continue;
      const by = requiredBy.find((one) => refKey(one) === from);
      if (by === undefined) continue;
      ways.set(refKey(provider), [...way, { by, key }]);
      queue.push(refKey(provider));
    }
  }
  return ways;
}

function shortest(ways: readonly Way[]): Way {
  return ways.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
