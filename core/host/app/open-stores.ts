import type { Finding } from '../../contract/index.ts';
import { createCredentialStore, type CredentialStore } from '../credentials/credential-store.ts';
import { openVault, type Vault } from '../credentials/vault.ts';
import { createDraftStore, type DraftStore } from '../drafts/draft-store.ts';
import { createEnclaveStore, type EnclaveStore } from '../enclaves/enclave-store.ts';
import { createAuthorityStore, type AuthorityStore } from '../registries/authority-store.ts';
import { createRegistryStore, type RegistryStore } from '../registries/registry-store.ts';
import type { HostServices } from '../services.ts';
import { openSettings } from '../settings/create-settings-store.ts';
import type { EventHub } from './event-hub.ts';
import type { ShellPorts } from './ports.ts';
import type { SettingsStore } from './settings-store.ts';

/** What the application keeps in its own folder. */
export interface Stores {
  readonly vault: Vault;
  readonly settings: SettingsStore;
  readonly drafts: DraftStore;
  readonly enclaves: EnclaveStore;
  readonly registries: RegistryStore;
  readonly authorities: AuthorityStore;
  readonly credentials: CredentialStore;
  /** What was odd in the files: nobody can be told yet. */
  readonly findings: readonly Finding[];
}

/** Opens all of it. Only settings and secrets are read at once; the rest when a page wants it. */
export async function openStores(options: {
  readonly services: HostServices;
  readonly ports: ShellPorts;
  readonly folder: string;
  readonly events: EventHub;
  readonly administratorFile: string;
}): Promise<Stores> {
  const { services, ports, folder, events, administratorFile } = options;
  const { vault, findings: ofVault } = await openVault({
    services,
    folder,
    ...(ports.secrets !== undefined && { secrets: ports.secrets }),
  });
  const { store: settings, findings: ofSettings } = await openSettings({
    services,
    folder,
    administratorFile,
    vault,
    events,
  });
  return {
    vault,
    settings,
    drafts: createDraftStore(services, folder, events),
    enclaves: createEnclaveStore(services, folder, events),
    registries: createRegistryStore(services, folder, events),
    authorities: createAuthorityStore(services, folder),
    credentials: createCredentialStore({ services, folder, vault, events }),
    findings: [...ofSettings, ...ofVault],
  };
}
