import { parseImageSetConfiguration } from '../../config/index.ts';
import type { ChartRepositoryChoice } from '../../contract/index.ts';
import type { ContentDesk, ContentQuestion } from '../content/content-place.ts';

/** The charts that Red Hat publishes for OpenShift: what the web console offers by default. */
const published = { name: 'openshift-helm-charts', url: 'https://charts.openshift.io/' };
/** A repository of one's own to offer instead. */
const variable = 'SLUICE_CHARTS_URL';

/**
 * Repositories to choose from: those of the configuration, and the one that is published, at the stage that can reach
 * it. Contacts nobody. Throws PRACTICE_NOT_RUNNING.
 */
export async function listRepositories(
  desk: ContentDesk,
  { site, source, yaml }: Pick<ContentQuestion, 'site' | 'source'> & { readonly yaml: string },
): Promise<ChartRepositoryChoice[]> {
  const { services } = await desk.workplaces.readingFrom(site, source, { yaml });
  const parsed = parseImageSetConfiguration(yaml, { fileName: 'imageset-config.yaml' });
  const configured = parsed.ok ? (parsed.configuration.mirror.helm?.repositories ?? []) : [];
  const own = services.environment.variables[variable] ?? '';
  const offered =
    own === '' ? (site === 'connected' ? [published] : []) : [{ name: nameOf(own) ?? 'charts', url: own }];
  const urls = new Set<string>();
  return [
    ...configured.map(({ name, url }) => ({ name, url, why: 'configured' as const })),
    ...offered.map((one) => ({ ...one, why: 'published' as const })),
  ].filter(({ url }) => !urls.has(url) && urls.add(url));
}

/** A name for a repository that has none: the last part of its path, or else its host. */
function nameOf(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed?.pathname.split('/').findLast((part) => part !== '') ?? parsed?.hostname;
}
