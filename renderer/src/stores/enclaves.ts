import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Enclave, EnclaveView, SluiceClient } from '../../../core/contract/index.ts';

export interface EnclavesSlice {
  readonly enclaves: readonly EnclaveView[];
  readonly loaded: boolean;
  load(): Promise<void>;
  save(enclave: Enclave): Promise<void>;
  remove(id: string): Promise<void>;
}

export function createEnclavesStore(client: SluiceClient): StoreApi<EnclavesSlice> {
  return createStore<EnclavesSlice>((set) => ({
    enclaves: [],
    loaded: false,
    load: async () => set({ ...(await client.invoke('enclaves.list', {})), loaded: true }),
    save: async (enclave) => set(await client.invoke('enclaves.save', enclave)),
    remove: async (id) => set(await client.invoke('enclaves.remove', { id })),
  }));
}
