import type { Desk } from '../app/desk.ts';
import type { EnclaveStore } from '../enclaves/enclave-store.ts';
import type { LookupMemory } from '../lookups/index.ts';
import type { RegistryStore } from '../registries/registry-store.ts';

/** The parts of the desk that planning and the checks before a start take. */
export interface PlanDesk extends Pick<Desk, 'services' | 'folder' | 'paths' | 'settings' | 'workplaces'> {
  readonly lookups: LookupMemory;
  readonly enclaves: Pick<EnclaveStore, 'find'>;
  readonly registries: Pick<RegistryStore, 'list'>;
}
