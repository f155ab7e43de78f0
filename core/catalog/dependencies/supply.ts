import type { CatalogBundle, CatalogPackage } from '../model.ts';
import { compareBundles } from './order.ts';
import { pickBundles } from './pick.ts';
import { gvkText, isMetBy } from './requirement.ts';
import type { Candidate, Catalogs, Need, PackageRef } from './types.ts';

/** A package as something that can be installed: bundles outside every channel cannot. */
export interface Supplier extends PackageRef {
  readonly source: CatalogPackage;
  readonly channels: readonly SupplierChannel[];
}

export interface SupplierChannel {
  readonly name: string;
  readonly default: boolean;
  /** Highest first. */
  readonly bundles: readonly CatalogBundle[];
  /** The bundle that no other replaces or skips; the highest where several are left. */
  readonly head: CatalogBundle | undefined;
}

/** Finds who in any of the catalogues can meet a need, without reading every bundle for each. */
export class Supply {
  readonly #suppliers = new Map<string, Supplier>();
  readonly #byPackage = new Map<string, Supplier[]>();
  readonly #byApi = new Map<string, Set<Supplier>>();

  constructor(catalogs: Catalogs) {
    for (const [catalog, model] of catalogs) {
      for (const source of model.packages.values()) {
        const supplier: Supplier = { catalog, package: source.name, source, channels: channelsOf(source) };
        this.#suppliers.set(refKey(supplier), supplier);
        listed(this.#byPackage, source.name, () => []).push(supplier);
        for (const bundle of source.bundles) {
          for (const api of bundle.provides) {
            listed(this.#byApi, gvkText(api), () => new Set()).add(supplier);
          }
        }
      }
    }
  }

  get(ref: PackageRef): Supplier | undefined {
    return this.find(refKey(ref));
  }

  find(key: string): Supplier | undefined {
    return this.#suppliers.get(key);
  }

  /** Packages of this name in all catalogues. */
  named(name: string): readonly Supplier[] {
    return this.#byPackage.get(name) ?? [];
  }

  /** Every package with a bundle in a channel that meets the need. */
  candidates(need: Need): readonly Candidate[] {
    const found: Candidate[] = [];
    for (const supplier of this.#possible(need)) {
      const channels = supplier.channels
        .map((channel) => ({
          name: channel.name,
          default: channel.default,
          bundles: channel.bundles
            .filter((bundle) => isMetBy(need, bundle))
            .toReversed()
            .map(({ name, version }) => ({ name, ...(version !== undefined && { version }) })),
        }))
        .filter(({ bundles }) => bundles.length > 0);
      if (channels.length === 0) continue;
      const pick = pickBundles(supplier, [need]);
      found.push({ catalog: supplier.catalog, package: supplier.package, channels, pick });
    }
    return found;
  }

  /** All that could meet it by name or API alone. What a requirement forbids suggests nobody. */
  #possible(need: Need): ReadonlySet<Supplier> {
    switch (need.kind) {
      case 'package':
      case 'companion':
        return new Set(this.named(need.package));
      case 'gvk':
        return this.#byApi.get(gvkText(need.gvk)) ?? new Set();
      case 'all':
      case 'any':
        return new Set(need.requirements.flatMap((part) => [...this.#possible(part)]));
      case 'not':
      case 'other':
        return new Set();
    }
  }
}

export function refKey({ catalog, package: name }: PackageRef): string {
  return `${catalog}\0${name}`;
}

function channelsOf(source: CatalogPackage): readonly SupplierChannel[] {
  const bundles = new Map(source.bundles.map((bundle) => [bundle.name, bundle]));
  return source.channels.map(({ name, entries }) => {
    const passed = new Set(entries.flatMap(({ replaces, skips }) => [replaces, ...skips]));
    const inChannel = [...new Set(entries.map((entry) => entry.name))]
      .map((entry) => bundles.get(entry))
      .filter((bundle): bundle is CatalogBundle => bundle !== undefined)
      .toSorted((a, b) => compareBundles(b, a));
    const head = inChannel.find((bundle) => !passed.has(bundle.name));
    // No range of a configuration could name the others (oc-mirror-v2.md 6.4).
    const named = inChannel.filter((bundle) => bundle === head || bundle.version !== undefined);
    return { name, default: name === source.defaultChannel, bundles: named, head };
  });
}

function listed<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
