import type {
  Addition,
  BundleRef,
  Candidate,
  Catalogs,
  Dependency,
  DependencyReport,
  PackageRef,
  SelectedPackage,
} from '../../catalog/index.ts';
import { channelHead } from '../../catalog/index.ts';
import type { MissingNeed, Supplier } from '../../contract/index.ts';

/** What a selection needs and does not hold, with who could supply it. */
export function missingNeeds(
  catalogs: Catalogs,
  selection: readonly SelectedPackage[],
  { dependencies, additions }: DependencyReport,
): MissingNeed[] {
  const chosen = new Set(
    selection.flatMap((ref) => ref.bundles.map((bundle) => bundleKey({ ...ref, bundle }))),
  );
  const chainTo = (by: BundleRef): string[] => {
    if (chosen.has(bundleKey(by))) return [by.bundle];
    const addition = additions.find((one) => isSame(one, by));
    return [...(addition?.reasons ?? []).map((step) => step.by.bundle), by.bundle];
  };
  return dependencies.flatMap((dependency): MissingNeed[] => {
    const { status, key, requiredBy } = dependency;
    if (status === 'selected' || status === 'unknown') return [];
    const [chain = []] = requiredBy.map(chainTo).toSorted((a, b) => a.length - b.length);
    return [{ need: key, chain, suppliers: suppliersOf(catalogs, dependency, additions) }];
  });
}

function suppliersOf(
  catalogs: Catalogs,
  { status, candidates, provider }: Dependency,
  additions: readonly Addition[],
): Supplier[] {
  const addition = provider === undefined ? undefined : additions.find((one) => isSame(one, provider));
  if (status === 'added' && addition !== undefined) return added(addition);
  return candidates.flatMap((candidate) => supplier(catalogs, candidate) ?? []);
}

/** As it was worked out together with everything else that this package is needed for. */
function added({ catalog, package: name, channels, bundles }: Addition): Supplier[] {
  const [channel] = channels;
  const bundle = bundles.at(-1);
  if (channel === undefined || bundle === undefined) return [];
  const { minVersion } = channel;
  return [
    {
      catalog,
      package: name,
      channel: channel.name,
      ...(minVersion !== undefined && { minVersion }),
      bundle,
    },
  ];
}

/** The head of the default channel where that will do, else of another, else the highest bundle that will. */
function supplier(catalogs: Catalogs, candidate: Candidate): Supplier | undefined {
  const { catalog, package: name } = candidate;
  const source = catalogs.get(catalog)?.packages.get(name);
  const ordered = candidate.channels.toSorted((a, b) => Number(b.default) - Number(a.default));
  for (const { name: channel, bundles } of ordered) {
    const entries = source?.channels.find((one) => one.name === channel);
    const head = entries === undefined ? undefined : channelHead(entries)?.name;
    if (bundles.some((bundle) => bundle.name === head) && head !== undefined) {
      return { catalog, package: name, channel, bundle: head };
    }
  }
  const [first] = ordered;
  const bundle = first?.bundles.at(-1);
  if (first === undefined || bundle === undefined) return undefined;
  return {
    catalog,
    package: name,
    channel: first.name,
    ...(bundle.version !== undefined && { minVersion: bundle.version }),
    bundle: bundle.name,
  };
}

function isSame(a: PackageRef, b: PackageRef): boolean {
  return a.catalog === b.catalog && a.package === b.package;
}

function bundleKey({ catalog, package: name, bundle }: BundleRef): string {
  return `${catalog}\0${name}\0${bundle}`;
}
