import { layoutAlternatives } from '../../reference/index.ts';
import { formatEndpoint } from './describe.ts';
import type { Endpoint, RegistriesConf } from './model.ts';
import { blockedFor } from './resolve.ts';

/**
 * Adds, right after each place that a rule led to, where oc-mirror keeps the same content at the same host:
 * `openshift-release-dev/ocp-release` also at `openshift/release-images`, `…/ocp-v4.0-art-dev` also at
 * `openshift/release` (and the other way round for content that an older oc-mirror stored). DESIGN section 6: the
 * documented registries.conf redirects whole hosts and a literal lookup finds nothing there.
 * The registry that publishes the content is left alone. With `conf`, `blocked` of the added places is their own.
 */
export function withOcMirrorLayout(
  endpoints: readonly Endpoint[],
  conf?: RegistriesConf,
): readonly Endpoint[] {
  const known = new Set(endpoints.map(formatEndpoint));
  return endpoints.flatMap((endpoint) => {
    if (endpoint.kind === 'primary' && !endpoint.rewritten) return [endpoint];
    const added = layoutAlternatives(endpoint.repository)
      .map((repository) => relocated(endpoint, repository, conf))
      .filter((candidate) => !known.has(formatEndpoint(candidate)));
    for (const candidate of added) known.add(formatEndpoint(candidate));
    return [endpoint, ...added];
  });
}

function relocated(endpoint: Endpoint, repository: string, conf: RegistriesConf | undefined): Endpoint {
  const blocked = conf === undefined ? endpoint.blocked : blockedFor(conf, `${endpoint.host}/${repository}`);
  return { ...endpoint, repository, layout: 'oc-mirror', rewritten: true, blocked };
}
