import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SluiceClient, Transfer, TransferTask } from '../../../core/contract/index.ts';

export interface TransfersSlice {
  /** Newest first. */
  readonly transfers: readonly Transfer[];
  load(): Promise<void>;
  /** Throws RemoteError. */
  start(task: TransferTask): Promise<void>;
  /** Throws RemoteError. */
  stop(id: string): Promise<void>;
  show(transfer: Transfer): void;
}

export function createTransfersStore(client: SluiceClient): StoreApi<TransfersSlice> {
  return createStore<TransfersSlice>((set, get) => ({
    transfers: [],
    load: async () => {
      const { transfers } = await client.invoke('transfers.list', {});
      set({ transfers });
    },
    start: async (task) => {
      const { transfer } = await client.invoke('transfers.start', { task });
      // What was told meanwhile is newer than the answer.
      if (!get().transfers.some(({ id }) => id === transfer.id)) get().show(transfer);
    },
    stop: async (id) => get().show((await client.invoke('transfers.stop', { id })).transfer),
    show: (transfer) =>
      set(({ transfers }) => ({
        transfers: transfers.some(({ id }) => id === transfer.id)
          ? transfers.map((known) => (known.id === transfer.id ? transfer : known))
          : [transfer, ...transfers],
      })),
  }));
}
