import type { Settings, Site } from '../../contract/index.ts';
import type { Environment } from '../../ports/index.ts';
import type { NetworkRequest } from '../network.ts';

/** Variables that name a service; a setting that is not empty stands in for the environment's. */
const services = {
  updateService: 'UPDATE_URL_OVERRIDE',
  signatureStore: 'OCP_SIGNATURE_URL',
  graphData: 'SLUICE_GRAPH_DATA_URL',
} as const satisfies Partial<Record<keyof Settings, string>>;

const proxies = { http: 'HTTP_PROXY', https: 'HTTPS_PROXY', no: 'NO_PROXY' } as const;

/** The process environment as the settings change it. Proxies are set in both spellings: tools read one or the other. */
export function siteEnvironment(environment: Environment, settings: Settings): Environment {
  const variables: Record<string, string | undefined> = { ...environment.variables };
  for (const key of ['updateService', 'signatureStore', 'graphData'] as const) {
    if (settings[key] !== '') variables[services[key]] = settings[key];
  }
  for (const key of ['http', 'https', 'no'] as const) {
    const value = settings.proxies[key];
    if (value === '') continue;
    variables[proxies[key]] = value;
    variables[proxies[key].toLowerCase()] = value;
  }
  return { ...environment, variables };
}

/**
 * What every use of the network has in common. A disconnected site contacts nobody that is not named: here
 * its update service and the like, and in each run its registries.
 */
export function siteNetwork(site: Site, environment: Environment, settings: Settings): NetworkRequest {
  const closed = site !== 'connected' && settings.onlyNamedHosts;
  return {
    ...(settings.retryTimes !== null && { retryTimes: settings.retryTimes }),
    ...(closed && { offlineAllow: namedHosts(environment) }),
  };
}

function namedHosts({ variables }: Environment): string[] {
  const hosts = Object.values(services).flatMap((name) => {
    const url = URL.parse(variables[name] ?? '');
    return url === null || url.host === '' ? [] : [url.host];
  });
  return [...new Set(hosts)];
}
