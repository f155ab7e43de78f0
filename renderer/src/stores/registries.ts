import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RegistryEntry, RegistryView, SluiceClient } from '../../../core/contract/index.ts';

export interface RegistriesSlice {
  readonly registries: readonly RegistryView[];
  readonly loaded: boolean;
  load(): Promise<void>;
  save(entry: RegistryEntry): Promise<void>;
  remove(id: string): Promise<void>;
  show(registries: readonly RegistryView[]): void;
}

export function createRegistriesStore(client: SluiceClient): StoreApi<RegistriesSlice> {
  return createStore<RegistriesSlice>((set) => ({
    registries: [],
    loaded: false,
    load: async () => set({ ...(await client.invoke('registries.list', {})), loaded: true }),
    save: async (entry) => set(await client.invoke('registries.save', entry)),
    remove: async (id) => set(await client.invoke('registries.remove', { id })),
    show: (registries) => set({ registries }),
  }));
}
