import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MediumTest, SluiceClient } from '../../../core/contract/index.ts';

export interface DrivesSlice {
  /** Counts up when something was plugged in, mounted or taken away: whoever shows drives lists them again. */
  readonly round: number;
  /** Drives that are being mounted or ejected. */
  readonly busy: ReadonlyMap<string, 'mounting' | 'ejecting'>;
  /** Capacity tests as they were told since the page is open, by drive. */
  readonly tests: ReadonlyMap<string, MediumTest>;
  changed(): void;
  showTest(test: MediumTest): void;
  /** Throws RemoteError. */
  mount(id: string): Promise<void>;
  /** Flushes, unmounts and powers off. Throws RemoteError. */
  eject(id: string): Promise<boolean>;
}

export function createDrivesStore(client: SluiceClient): StoreApi<DrivesSlice> {
  return createStore<DrivesSlice>((set) => {
    const during = async <Value>(
      id: string,
      what: 'mounting' | 'ejecting',
      work: () => Promise<Value>,
    ): Promise<Value> => {
      set(({ busy }) => ({ busy: new Map(busy).set(id, what) }));
      try {
        return await work();
      } finally {
        set(({ busy, round }) => {
          const rest = new Map(busy);
          rest.delete(id);
          return { busy: rest, round: round + 1 };
        });
      }
    };
    return {
      round: 0,
      tests: new Map(),
      busy: new Map(),
      showTest: (test) => set(({ tests }) => ({ tests: new Map(tests).set(test.driveId, test) })),
      changed: () => set(({ round }) => ({ round: round + 1 })),
      mount: async (id) => {
        await during(id, 'mounting', () => client.invoke('drives.mount', { id }));
      },
      eject: (id) =>
        during(id, 'ejecting', async () => (await client.invoke('drives.eject', { id })).safeToUnplug),
    };
  });
}
