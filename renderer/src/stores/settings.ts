import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings, SettingsView, SluiceClient } from '../../../core/contract/index.ts';

export interface SettingsSlice {
  readonly view: SettingsView | undefined;
  load(): Promise<void>;
  /** Throws RemoteError when they cannot be saved; the old ones stay. */
  update(patch: Partial<Settings>): Promise<void>;
  show(view: SettingsView): void;
}

export function createSettingsStore(client: SluiceClient): StoreApi<SettingsSlice> {
  return createStore<SettingsSlice>((set) => ({
    view: undefined,
    load: async () => set({ view: await client.invoke('settings.get', {}) }),
    update: async (patch) => set({ view: await client.invoke('settings.update', patch) }),
    show: (view) => set({ view }),
  }));
}
