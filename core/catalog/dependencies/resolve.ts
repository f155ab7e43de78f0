import { findingsOf } from './findings.ts';
import { pickBundles } from './pick.ts';
import { reasonsFor, withReasons } from './reasons.ts';
import { settle, type Assignments } from './settle.ts';
import { refKey, Supply } from './supply.ts';
import type { Addition, Catalogs, DependencyReport, Need, PackageRef, SelectedPackage } from './types.ts';

/**
 * What a selection needs besides itself, down to the end: `olm.package.required`, `olm.gvk.required`,
 * `olm.constraint` and companion packages (users.md 17; oc-mirror adds none of them, oc-mirror-v2.md 6.4).
 * A package is added when it is the only one that can provide something; where several could, the need stays a
 * `choice` until `decisions` names a package for its key. Never throws: what no catalogue has, and what only a
 * cluster can judge, is a finding.
 */
export function resolveDependencies(
  catalogs: Catalogs,
  selection: readonly SelectedPackage[],
  decisions: ReadonlyMap<string, PackageRef> = new Map(),
): DependencyReport {
  const supply = new Supply(catalogs);
  const selected = new Set(selection.map(refKey));
  const seen = new Set<string>();
  let assignments: Assignments = new Map();
  let growing = false;
  for (;;) {
    const additions = additionsFor(supply, assignments, selected);
    const settled = settle(supply, selection, additions, decisions);
    // Picks that swing between two answers are held by keeping everything that was ever asked for.
    const next = growing ? united(assignments, settled.assignments) : settled.assignments;
    if (signature(next) === signature(assignments)) {
      const dependencies = withReasons(settled.dependencies, selection);
      return {
        dependencies,
        additions: additions.map((one) => ({ ...one, reasons: reasonsFor(one, dependencies) })),
        findings: findingsOf(dependencies, supply),
      };
    }
    growing ||= seen.has(signature(next));
    seen.add(signature(next));
    assignments = next;
  }
}

function additionsFor(
  supply: Supply,
  assignments: Assignments,
  selected: ReadonlySet<string>,
): readonly Omit<Addition, 'reasons'>[] {
  return [...assignments].toSorted(byKey).flatMap(([key, needs]) => {
    const supplier = supply.find(key);
    if (supplier === undefined) return [];
    const { defaultChannel, ...picked } = pickBundles(supplier, [...needs.values()]);
    const { catalog, package: name } = supplier;
    // What is selected has a default channel already.
    const named = defaultChannel === undefined || selected.has(key) ? {} : { defaultChannel };
    return [{ catalog, package: name, ...picked, ...named }];
  });
}

function united(a: Assignments, b: Assignments): Assignments {
  const all = new Map<string, Map<string, Need>>();
  for (const [key, needs] of [...a, ...b]) all.set(key, new Map([...(all.get(key) ?? []), ...needs]));
  return all;
}

function signature(assignments: Assignments): string {
  const sorted = [...assignments].toSorted(byKey).map(([key, needs]) => [key, [...needs.keys()].toSorted()]);
  return JSON.stringify(sorted);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
