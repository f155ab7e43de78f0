import type { HandlersOf } from '../app/handlers.ts';
import { atCatalogs, wholeCatalog, type CatalogDesk } from './at-catalogs.ts';
import { readBlob } from './blob-json.ts';
import { catalogFinding } from './catalog-finding.ts';
import { iconAddress, isShown } from './icon.ts';
import { listHoldings } from './holdings/list-holdings.ts';
import { listCatalogs } from './list-catalogs.ts';
import { packageLines } from './package-lines.ts';
import { packageView } from './package-view.ts';
import { resolveCatalogs } from './resolve-catalogs.ts';

export type { CatalogDesk } from './at-catalogs.ts';
export { knownCatalogs } from './known-catalogs.ts';
export { openedCatalogs, type OpenedCatalogs } from './opened-catalogs.ts';

/** `catalogs.*` and `holdings.*`: operator catalogues, what a configuration takes of them, what a registry holds. */
export function catalogHandlers(desk: CatalogDesk): HandlersOf<'catalogs'> & HandlersOf<'holdings'> {
  return {
    'catalogs.list': async (input) => ({ catalogs: await listCatalogs(desk, input) }),
    'catalogs.open': ({ site, source, catalog }, { signal }) =>
      atCatalogs(desk, { site, source, references: [catalog], signal }, async ({ place, open }) => {
        const { basis, offered, readAt } = await open(wholeCatalog(catalog));
        const { digest } = basis.location;
        const { findings } = basis.catalog;
        const packages = await packageLines(await offered(place), findings);
        return { catalog, digest, readAt, packages, findings: basis.findings.map(catalogFinding) };
      }),
    'catalogs.package': ({ site, source: from, catalog, package: name }, { signal }) =>
      atCatalogs(desk, { site, source: from, references: [catalog], signal }, async ({ place, open }) => {
        const { basis, offered } = await open(wholeCatalog(catalog));
        const source = (await offered(place)).packages.get(name);
        return packageView(basis.catalog, { catalog, package: name }, source);
      }),
    'catalogs.icons': ({ site, source: from, catalog, packages }, { signal }) =>
      atCatalogs(desk, { site, source: from, references: [catalog], signal }, async ({ open }) => {
        const { catalog: opened } = (await open(wholeCatalog(catalog))).basis;
        const icons: Record<string, string> = {};
        for (const name of new Set(packages)) {
          const source = opened.model.packages.get(name);
          if (source?.place === undefined || !isShown(source.icon)) continue;
          const address = iconAddress(await readBlob(opened, source.place));
          if (address !== undefined) icons[name] = address;
        }
        return { icons };
      }),
    'catalogs.resolve': (input, { signal }) => resolveCatalogs(desk, { ...input, signal }),
    'holdings.list': (input, { signal }) => listHoldings(desk, { ...input, signal }),
  };
}
