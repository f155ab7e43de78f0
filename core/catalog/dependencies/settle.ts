import { Needs, type NeedOf } from './needs.ts';
import { refKey, type Supplier, type Supply } from './supply.ts';
import type { BundleRef, Candidate, Dependency, Need, PackageRef, SelectedPackage } from './types.ts';

/** Which package answers for which needs; the packages that are only selected are not in it. */
export type Assignments = ReadonlyMap<string, ReadonlyMap<string, Need>>;

export interface Settled {
  readonly dependencies: readonly Omit<Dependency, 'reasons'>[];
  readonly assignments: Assignments;
}

/**
 * Finds a provider for everything that the bundles of the selection and of `added` need: something selected, else
 * the only package that can, else one that is being added anyway. Whatever is left open is a choice.
 */
export function settle(
  supply: Supply,
  selection: readonly SelectedPackage[],
  added: readonly SelectedPackage[],
  decisions: ReadonlyMap<string, PackageRef>,
): Settled {
  const round = new Round(supply, selection, decisions);
  const needs = new Needs(supply);
  for (const { supplier, by, name } of bundlesOf(supply, [...selection, ...added])) {
    const bundle = supplier.source.bundles.find((one) => one.name === name);
    if (bundle !== undefined) needs.add(by, bundle);
  }
  const results = needs.all.map((need) => round.settle(need));
  // Only now it is known who comes along for other reasons.
  const dependencies = results.map((result) =>
    result.status === 'choice' ? round.settleLate(result) : result,
  );
  return { dependencies, assignments: round.assignments };
}

type Open = Omit<Dependency, 'reasons'> & { readonly catalog: string };

class Round {
  readonly assignments = new Map<string, Map<string, Need>>();
  readonly #supply: Supply;
  readonly #selected = new Map<string, Set<string>>();
  readonly #decisions: ReadonlyMap<string, PackageRef>;

  constructor(
    supply: Supply,
    selection: readonly SelectedPackage[],
    decisions: ReadonlyMap<string, PackageRef>,
  ) {
    this.#supply = supply;
    this.#decisions = decisions;
    for (const selected of selection) {
      const kept = this.#selected.get(refKey(selected)) ?? new Set();
      for (const bundle of selected.bundles) kept.add(bundle);
      this.#selected.set(refKey(selected), kept);
    }
  }

  settle({ catalog, key, need, requiredBy }: NeedOf): Open {
    const found = need.kind === 'other' ? [] : this.#supply.candidates(need);
    // A companion belongs to the catalogue of its operator.
    const candidates = need.kind === 'companion' ? found.filter((one) => one.catalog === catalog) : found;
    const open = { catalog, key, need, requiredBy, candidates };
    if (need.kind === 'other') return { ...open, status: 'unknown' };
    const kept = candidates.find((candidate) => this.#keeps(candidate));
    if (kept !== undefined) return { ...open, status: 'selected', provider: reference(kept) };
    if (candidates.length === 0) return { ...open, status: 'absent' };
    const decided = this.#decisions.get(key);
    const choice = candidates.find((one) => decided !== undefined && refKey(one) === refKey(decided));
    const selected = candidates.filter((one) => this.#selected.has(refKey(one)));
    return this.#assign(open, choice ?? onlyOne(selected, catalog) ?? onlyOne(candidates, catalog));
  }

  settleLate(open: Open): Open {
    const coming = open.candidates.filter((one) => this.assignments.has(refKey(one)));
    return this.#assign(open, onlyOne(coming, open.catalog));
  }

  #keeps(candidate: Candidate): boolean {
    const kept = this.#selected.get(refKey(candidate));
    return (
      kept !== undefined &&
      candidate.channels.some(({ bundles }) => bundles.some((one) => kept.has(one.name)))
    );
  }

  #assign(open: Omit<Open, 'status'>, provider: Candidate | undefined): Open {
    if (provider === undefined) return { ...open, status: 'choice' };
    const assigned = this.assignments.get(refKey(provider)) ?? new Map<string, Need>();
    assigned.set(`${open.need.kind} ${open.key}`, open.need);
    this.assignments.set(refKey(provider), assigned);
    return { ...open, status: 'added', provider: reference(provider) };
  }
}

/**
 * The one package among the candidates; of the same package in several catalogues the one at home, as OLM itself
 * prefers the catalogue that the requiring operator came from.
 */
function onlyOne(candidates: readonly Candidate[], home: string): Candidate | undefined {
  if (new Set(candidates.map((one) => one.package)).size !== 1) return undefined;
  return candidates.length === 1 ? candidates[0] : candidates.find((one) => one.catalog === home);
}

function reference({ catalog, package: name }: PackageRef): PackageRef {
  return { catalog, package: name };
}

function bundlesOf(
  supply: Supply,
  packages: readonly SelectedPackage[],
): readonly { readonly supplier: Supplier; readonly by: BundleRef; readonly name: string }[] {
  const seen = new Set<string>();
  return packages.flatMap((chosen) => {
    const supplier = supply.get(chosen);
    if (supplier === undefined) return [];
    return chosen.bundles
      .filter((name) => !seen.has(`${refKey(chosen)}\0${name}`) && seen.add(`${refKey(chosen)}\0${name}`))
      .map((name) => ({ supplier, by: { ...reference(chosen), bundle: name }, name }));
  });
}
