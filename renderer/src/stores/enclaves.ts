import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Enclave, EnclaveView, SluiceClient } from '../../../core/contract/index.ts';

export interface EnclavesSlice {
  readonly enclaves: readonly EnclaveView[];
  readonly loaded: boolean;
  load(): Promise<void>;
  /** What the host keeps of it now. Throws RemoteError. */
  save(enclave: Enclave): Promise<EnclaveView>;
  remove(id: string): Promise<void>;
}

export function createEnclavesStore(client: SluiceClient): StoreApi<EnclavesSlice> {
  return createStore<EnclavesSlice>((set) => ({
    enclaves: [],
    loaded: false,
    load: async () => set({ ...(await client.invoke('enclaves.list', {})), loaded: true }),
    save: async (enclave) => {
      const { enclaves } = await client.invoke('enclaves.save', enclave);
      set({ enclaves });
      const saved = enclaves.find(({ id }) => id === enclave.id);
      if (saved === undefined) throw new RangeError('what was saved is not in the list');
      return saved;
    },
    remove: async (id) => set(await client.invoke('enclaves.remove', { id })),
  }));
}
