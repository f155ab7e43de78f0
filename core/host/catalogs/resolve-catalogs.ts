import {
  checkCompatibility,
  replacePackages,
  resolveDependencies,
  type CatalogModel,
  type Catalogs,
  type SelectedPackage,
} from '../../catalog/index.ts';
import type { OperatorConfig } from '../../config/index.ts';
import {
  SluiceError,
  type CatalogFinding,
  type CommandOutput,
  type Finding,
  type MissingNeed,
  type ResolvedCatalog,
} from '../../contract/index.ts';
import type { ContentQuestion } from '../content/content-place.ts';
import { parsedConfiguration } from '../content/parsed-configuration.ts';
import { filterAt } from '../mirror/operators/collect-operators.ts';
import { heldBundles } from '../mirror/operators/held-bundles.ts';
import { atCatalogs, type CatalogDesk, type CatalogsThere } from './at-catalogs.ts';
import { catalogFinding, failure } from './catalog-finding.ts';
import { chosenMinors } from './chosen-minors.ts';
import { missingNeeds } from './missing-needs.ts';
import type { CatalogLease } from './opened-catalogs.ts';
import { resolvedCatalog } from './resolved-catalog.ts';

/**
 * What the `operators` of a configuration come to, as a run would carry them. A catalogue that cannot be had is told
 * with its entry and does not hold up the others. Throws CONFIG_REFUSED, and what concerns the place as a whole.
 */
export function resolveCatalogs(
  desk: CatalogDesk,
  question: ContentQuestion & { readonly yaml: string },
): Promise<CommandOutput<'catalogs.resolve'>> {
  const { operators, platform } = parsedConfiguration(question.yaml).mirror;
  if (operators.length === 0) return Promise.resolve({ catalogs: [], missing: [], compatibility: [] });
  return atCatalogs(desk, question, async (there) => {
    const entries: Entry[] = [];
    for (const operator of operators) entries.push(await resolveOne(there, operator, question.signal));
    const selection = entries.flatMap((entry) => entry.selection);
    const whole = modelsOf(entries, ({ model }) => model);
    const asked = resolveDependencies(whole, selection);
    // Only a place with parts of catalogues may lack what would have to be added.
    const isPartial = entries.some(({ lease }) => lease?.basis.isPartial === true);
    const isShort =
      isPartial && asked.dependencies.some(({ status }) => status !== 'selected' && status !== 'unknown');
    const offers = isShort ? await offersOf(there, entries) : whole;
    const report = isShort ? resolveDependencies(offers, selection) : asked;
    const { findings } = checkCompatibility(whole, selection, chosenMinors(platform));
    return {
      catalogs: entries.map(({ resolved, selection: own }) => ({
        ...resolved,
        findings: [...resolved.findings, ...told(report.findings, own)],
      })),
      missing: await heldOnly(there, entries, missingNeeds(offers, selection, report)),
      compatibility: findings.map(catalogFinding),
    };
  });
}

interface Entry {
  readonly resolved: ResolvedCatalog;
  readonly selection: readonly SelectedPackage[];
  /** Absent when it could not be opened. */
  readonly lease?: CatalogLease;
  readonly model?: CatalogModel;
}

function modelsOf(entries: readonly Entry[], pick: (entry: Entry) => CatalogModel | undefined): Catalogs {
  return new Map(
    entries.flatMap((entry) => {
      const model = pick(entry);
      return model === undefined ? [] : [[entry.resolved.catalog, model] as const];
    }),
  );
}

/** What could be chosen besides: at a place that has a part of a catalogue, only packages of that part. */
async function offersOf({ place }: CatalogsThere, entries: readonly Entry[]): Promise<Catalogs> {
  const offers = new Map<Entry, CatalogModel>();
  for (const entry of entries) {
    const { lease, model, selection } = entry;
    if (lease === undefined || model === undefined) continue;
    const selected = new Set(selection.map((ref) => ref.package));
    const { packages } = await lease.offered(place);
    const others = [...model.packages.keys()].filter((name) => !selected.has(name));
    offers.set(entry, replacePackages(model, new Map(others.map((name) => [name, packages.get(name)]))));
  }
  return modelsOf(entries, (entry) => offers.get(entry));
}

async function resolveOne(
  { place, open }: CatalogsThere,
  operator: OperatorConfig,
  signal: AbortSignal,
): Promise<Entry> {
  const { catalog } = operator;
  try {
    const lease = await open(operator);
    const { basis } = lease;
    const filtered = await filterAt(place, basis);
    return {
      resolved: resolvedCatalog(basis, filtered),
      selection: filtered.packages.map(({ name, bundles }) => ({
        catalog,
        package: name,
        bundles: bundles.map((bundle) => bundle.name),
      })),
      lease,
      model: basis.catalog.model,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SluiceError)) throw error;
    return { resolved: { catalog, packages: [], images: 0, findings: [failure(error)] }, selection: [] };
  }
}

/** What needs ask for beyond the needs themselves, with the catalogue whose package it is about. */
function told(findings: readonly Finding[], selection: readonly SelectedPackage[]): CatalogFinding[] {
  const packages = new Set(selection.map((ref) => ref.package));
  return findings
    .filter(
      ({ code, params }) => code !== 'CATALOG_DEPENDENCY_ABSENT' && packages.has(String(params['package'])),
    )
    .map(catalogFinding);
}

/** Of packages that are chosen already, a place may lack what would have to be added. */
async function heldOnly(
  { place }: CatalogsThere,
  entries: readonly Entry[],
  missing: readonly MissingNeed[],
): Promise<MissingNeed[]> {
  const partial = new Map(
    entries.flatMap(({ lease }) =>
      lease?.basis.isPartial === true ? [[lease.basis.operator.catalog, lease.basis]] : [],
    ),
  );
  return Promise.all(
    missing.map(async (need) => {
      const there = await Promise.all(
        need.suppliers.map(async ({ catalog, package: name, bundle }) => {
          const basis = partial.get(catalog);
          if (basis === undefined) return true;
          const bundles = basis.catalog.model.packages.get(name)?.bundles ?? [];
          const wanted = bundles.filter((one) => one.name === bundle);
          return (await heldBundles(place, basis)(wanted)).size > 0;
        }),
      );
      return { ...need, suppliers: need.suppliers.filter((_, index) => there[index] === true) };
    }),
  );
}
