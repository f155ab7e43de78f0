import type { Site } from '../../contract/index.ts';
import type { Connections } from '../connections.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';
import type { AuthorityStore } from '../registries/authority-store.ts';
import type { RegistryStore } from '../registries/registry-store.ts';

/** What is kept for a site at this moment, as the engine takes it. */
export function keptConnections(stores: {
  readonly registries: RegistryStore;
  readonly authorities: AuthorityStore;
  readonly credentials: CredentialStore;
}): (site: Site) => Promise<Connections> {
  const { registries, authorities, credentials } = stores;
  return async (site) => {
    const authFile = await credentials.authFile(site);
    const entries = (await registries.list()).filter((entry) => entry.site === site);
    return {
      authorities: await authorities.caFiles(),
      credentials: credentials.own(site),
      authFiles: authFile === undefined ? [] : [authFile],
      insecure: entries.flatMap(({ place, tls }) =>
        tls.mode === 'insecure' ? [{ host: place.host, reason: tls.reason }] : [],
      ),
    };
  };
}
