import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput, SluiceClient } from '../../../../../core/contract/index.ts';

export interface IconsState {
  /** Data addresses by package. */
  readonly icons: ReadonlyMap<string, string>;
  /** Fetches those that nobody asked for yet. */
  want(names: readonly string[]): void;
  close(): void;
}

/** Names in one call; the contract takes 50. */
const batch = 25;
/** A picture, of the types that a catalogue may have; it is only ever the source of an image. */
const picture = /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/;

/** Pictures of a catalogue's packages, fetched as they come into view. One that cannot be had is left out. */
export function createIcons(
  client: SluiceClient,
  where: Omit<CommandInput<'catalogs.icons'>, 'packages'>,
): StoreApi<IconsState> {
  const leaving = new AbortController();
  const asked = new Set<string>();
  let queue: string[] = [];
  let isRunning = false;
  return createStore<IconsState>((set) => {
    const run = async (): Promise<void> => {
      if (isRunning) return;
      isRunning = true;
      while (queue.length > 0 && !leaving.signal.aborted) {
        const packages = queue.slice(0, batch);
        queue = queue.slice(packages.length);
        try {
          const { icons } = await client.invoke(
            'catalogs.icons',
            { ...where, packages },
            { signal: leaving.signal },
          );
          const fit = Object.entries(icons).filter(([, address]) => picture.test(address));
          set((state) => ({ icons: new Map([...state.icons, ...fit]) }));
        } catch {
          // A list without some pictures is as good a list; they are asked for again when it is opened anew.
        }
      }
      isRunning = false;
    };
    return {
      icons: new Map(),
      want: (names) => {
        const fresh = names.filter((name) => !asked.has(name));
        if (fresh.length === 0) return;
        for (const name of fresh) asked.add(name);
        // What is in view now comes first.
        queue = [...fresh, ...queue];
        void run();
      },
      close: () => leaving.abort(),
    };
  });
}
