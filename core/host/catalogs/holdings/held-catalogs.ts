import type { CatalogBundle, CatalogModel, CatalogPackage } from '../../../catalog/index.ts';
import { SluiceError, type CatalogFinding, type Holdings } from '../../../contract/index.ts';
import { parseImageReference } from '../../../reference/index.ts';
import { wholeCatalog, type CatalogsThere } from '../at-catalogs.ts';
import { catalogFinding, failure } from '../catalog-finding.ts';
import { highestFirst, packageFacts } from '../package-facts.ts';
import { isDigestTag, type RegistryLook } from './registry-look.ts';
import { wholeBundles } from './whole-bundles.ts';

/** As many catalogues are opened: each is read whole, and every image of it is looked for. */
export const mostCatalogs = 20;
const indexName = /(?:^|\/)[^/]*(?:-operator|-marketplace)-index$/;

/** A catalogue in a registry. */
export interface CatalogThere {
  /** Below the place's namespace. */
  readonly repository: string;
  readonly tag: string;
  /** As a configuration names it. */
  readonly catalog: string;
}

/** Catalogues that clusters were given, and those that a registry lists under a catalogue's usual name. */
export async function findCatalogs(
  look: RegistryLook,
  remembered: readonly Omit<CatalogThere, 'catalog'>[],
  knownNames: readonly string[],
): Promise<CatalogThere[]> {
  const listed = (look.repositories ?? []).filter((name) => indexName.test(name));
  const tagged = await Promise.all(
    listed.map(async (repository) =>
      (await look.tags(repository)).filter((tag) => !isDigestTag(tag)).map((tag) => ({ repository, tag })),
    ),
  );
  const all = [...remembered, ...tagged.flat()];
  const distinct = new Map(all.map((one) => [`${one.repository}:${one.tag}`, one]));
  return [...distinct.values()]
    .toSorted((a, b) => (`${a.repository}:${a.tag}` < `${b.repository}:${b.tag}` ? -1 : 1))
    .map((one) => ({ ...one, catalog: nameOf(look, one, knownNames) }));
}

/** The name it was opened by on this machine, else the one of its publisher, else where it is. */
function nameOf(
  { place }: RegistryLook,
  { repository, tag }: Omit<CatalogThere, 'catalog'>,
  knownNames: readonly string[],
): string {
  const known = knownNames.find((name) => {
    const reference = referenceOf(name);
    return reference?.path === repository && reference.tag === tag && reference.domain !== place.host;
  });
  if (known !== undefined) return known;
  if (repository.startsWith('redhat/')) return `registry.redhat.io/${repository}:${tag}`;
  const root = place.namespace === '' ? place.host : `${place.host}/${place.namespace}`;
  return `${root}/${repository}:${tag}`;
}

function referenceOf(name: string): ReturnType<typeof parseImageReference> | undefined {
  try {
    return parseImageReference(name);
  } catch {
    return undefined;
  }
}

export interface HeldCatalogs {
  readonly catalogs: Holdings['catalogs'];
  readonly findings: readonly CatalogFinding[];
  /** Digests of all images that the catalogues name. */
  readonly images: ReadonlySet<string>;
  /** There: not all catalogues were opened. */
  readonly truncated?: { readonly read: number; readonly of: number };
}

/** Opens the catalogues and looks which of their bundles are there whole. One that cannot be opened is told. */
export async function heldCatalogs(
  there: CatalogsThere,
  found: readonly CatalogThere[],
): Promise<HeldCatalogs> {
  const catalogs: Holdings['catalogs'] = [];
  const findings: CatalogFinding[] = [];
  const images = new Set<string>();
  const opened = found.slice(0, mostCatalogs);
  for (const { catalog } of opened) {
    try {
      const { basis } = await there.open(wholeCatalog(catalog));
      const { model } = basis.catalog;
      for (const digest of digestsIn(model)) images.add(digest);
      const packages = await heldPackages(there, model);
      catalogs.push({ catalog, digest: basis.location.digest, packages });
      findings.push(...basis.findings.map(catalogFinding));
    } catch (error) {
      there.place.signal.throwIfAborted();
      if (!(error instanceof SluiceError)) throw error;
      findings.push({ ...failure(error), level: 'warning' });
    }
  }
  return {
    catalogs,
    findings,
    images,
    ...(found.length > opened.length && { truncated: { read: opened.length, of: found.length } }),
  };
}

async function heldPackages(
  { place }: CatalogsThere,
  model: CatalogModel,
): Promise<Holdings['catalogs'][number]['packages']> {
  const sources = [...model.packages.values()];
  const whole = await wholeBundles(
    place,
    sources.flatMap(({ bundles }) => bundles),
  );
  return sources
    .map((source) => heldPackage(source, whole))
    .filter(({ channels }) => channels.length > 0)
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'en') || (a.name < b.name ? -1 : 1));
}

function heldPackage(
  source: CatalogPackage,
  whole: ReadonlySet<CatalogBundle>,
): Holdings['catalogs'][number]['packages'][number] {
  const { name, defaultChannel, channels, bundles } = source;
  return {
    name,
    displayName: packageFacts(source).displayName,
    ...(defaultChannel !== undefined && { defaultChannel }),
    channels: channels.flatMap((channel) => {
      const names = new Set(channel.entries.map((entry) => entry.name));
      const held = bundles.filter((bundle) => names.has(bundle.name) && whole.has(bundle));
      if (held.length === 0) return [];
      const shown = highestFirst(held).map(({ name: bundle, version }) => ({
        name: bundle,
        ...(version !== undefined && { version }),
      }));
      return [{ name: channel.name, bundles: shown }];
    }),
  };
}

function digestsIn({ packages }: CatalogModel): readonly string[] {
  return [...packages.values()]
    .flatMap(({ bundles }) => bundles)
    .flatMap(({ image, relatedImages }) => [image, ...relatedImages.map((related) => related.image)])
    .flatMap((image) => image.split('@')[1] ?? []);
}
