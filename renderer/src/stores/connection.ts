import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppInfo, ConnectionState, SluiceClient } from '../../../core/contract/index.ts';

export interface ConnectionSlice {
  readonly state: ConnectionState;
  readonly info: AppInfo | undefined;
  load(): Promise<void>;
  setState(state: ConnectionState): void;
}

export function createConnectionStore(client: SluiceClient): StoreApi<ConnectionSlice> {
  return createStore<ConnectionSlice>((set) => ({
    state: { kind: 'connecting' },
    info: undefined,
    load: async () => set({ info: await client.invoke('app.info', {}) }),
    setState: (state) => set({ state }),
  }));
}
