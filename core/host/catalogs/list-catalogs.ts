import { parseImageSetConfiguration } from '../../config/index.ts';
import type { CatalogChoice } from '../../contract/index.ts';
import { knowledgeStore, stateDirectory } from '../../ledger/index.ts';
import { carriedChannels } from '../../release/index.ts';
import type { ContentQuestion } from '../content/content-place.ts';
import { orderedChannels } from '../content/list-channels.ts';
import { placeKey } from '../lookups/index.ts';
import type { CatalogDesk } from './at-catalogs.ts';
import { chosenMinors } from './chosen-minors.ts';
import { publishedCatalogs } from './published.ts';

/**
 * Catalogues to choose from: those that the configuration names, those that Red Hat publishes for its releases, and
 * those whose index is on this machine. Contacts nobody. Throws PRACTICE_NOT_RUNNING.
 */
export async function listCatalogs(
  desk: CatalogDesk,
  { site, source, yaml }: Pick<ContentQuestion, 'site' | 'source'> & { readonly yaml: string },
): Promise<CatalogChoice[]> {
  const { services, network } = await desk.workplaces.readingFrom(site, source, { yaml });
  const parsed = parseImageSetConfiguration(yaml, { fileName: 'imageset-config.yaml' });
  const mirror = parsed.ok ? parsed.configuration.mirror : undefined;
  const known = await desk.known.list(services);
  const times = new Map(known.map(({ catalog, readAt }) => [catalog, readAt]));
  const minors = chosenMinors(mirror?.platform).toReversed();
  const newest = async (): Promise<string[]> => {
    const names =
      desk.lookups.channels.get(await placeKey(services, network))?.value.names ??
      carriedChannels(
        await knowledgeStore({
          fs: services.fs,
          stateDirectory: stateDirectory(services.environment),
        }).list(),
      );
    return orderedChannels(names)
      .slice(0, 1)
      .map(({ minor }) => minor);
  };
  const published = publishedCatalogs(minors.length > 0 ? minors : await newest());
  const all = [
    ...(mirror?.operators ?? []).map(({ catalog }) => ({ catalog, why: 'configured' as const })),
    ...published.map((catalog) => ({ catalog, why: 'published' as const })),
    ...known.toReversed().map(({ catalog }) => ({ catalog, why: 'known' as const })),
  ];
  const seen = new Set<string>();
  return all
    .filter(({ catalog }) => catalog !== '' && !seen.has(catalog) && seen.add(catalog))
    .map((choice) => {
      const readAt = times.get(choice.catalog);
      return { ...choice, ...(readAt !== undefined && { readAt }) };
    });
}
