import { createHash } from 'node:crypto';
import { stateDirectory } from '../../ledger/index.ts';
import { loadRegistriesConf } from '../../registry/index.ts';
import type { NetworkRequest } from '../network.ts';
import type { HostServices } from '../services.ts';

/** Variables that decide what is asked where. */
const deciding = ['UPDATE_URL_OVERRIDE', 'OCP_SIGNATURE_URL', 'SLUICE_GRAPH_DATA_URL'];

/**
 * Stands for the place that lookups go to: services, mirrors and security as they are now. Another mirror in
 * registries.conf, another update service or another list of hosts is another place.
 */
export async function placeKey(services: HostServices, network: NetworkRequest): Promise<string> {
  const { fs, environment } = services;
  const { registriesConf, offlineAllow, sourceTlsVerify, caFile, authFile } = network;
  const { rules } = await loadRegistriesConf({
    fs,
    environment,
    ...(registriesConf !== undefined && { path: registriesConf }),
  });
  const facts = {
    rules,
    variables: deciding.map((name) => environment.variables[name] ?? ''),
    state: stateDirectory(environment),
    offlineAllow: offlineAllow?.toSorted(),
    sourceTlsVerify,
    caFile,
    authFile,
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
