import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PracticeState, SluiceClient } from '../../../core/contract/index.ts';

export interface PracticeSlice {
  readonly state: PracticeState;
  /** A start or stop is on its way. */
  readonly busy: boolean;
  load(): Promise<void>;
  run(action: 'start' | 'stop' | 'reset'): Promise<void>;
  show(state: PracticeState): void;
}

export function createPracticeStore(client: SluiceClient): StoreApi<PracticeSlice> {
  return createStore<PracticeSlice>((set) => ({
    state: { running: false },
    busy: false,
    load: async () => set({ state: await client.invoke('practice.status', {}) }),
    run: async (action) => {
      set({ busy: true });
      try {
        set({ state: await client.invoke(`practice.${action}`, {}) });
      } finally {
        set({ busy: false });
      }
    },
    show: (state) => set({ state }),
  }));
}
