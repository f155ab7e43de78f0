import { useState } from 'react';
import type { Settings, WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';

export type SaveState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly error: WireError };

/** Settings with what was changed here and is not saved yet. What another window saves shows in the other fields. */
export function useSettingsDraft(): {
  readonly settings: Settings | undefined;
  readonly locked: readonly string[];
  readonly state: SaveState;
  change(patch: Partial<Settings>): void;
  save(): Promise<void>;
  discard(): void;
} {
  const view = useSlice('settings', (slice) => slice.view);
  const { settings } = useStores();
  const [patch, setPatch] = useState<Partial<Settings>>({});
  const [state, setState] = useState<SaveState>({ kind: 'clean' });
  return {
    settings: view === undefined ? undefined : { ...view.settings, ...patch },
    locked: view?.locked ?? [],
    state,
    change: (more) => {
      setPatch({ ...patch, ...more });
      setState({ kind: 'changed' });
    },
    save: async () => {
      setState({ kind: 'saving' });
      try {
        await settings.getState().update(patch);
        setPatch({});
        setState({ kind: 'saved' });
      } catch (error) {
        setState({ kind: 'failed', error: asWireError(error) });
      }
    },
    discard: () => {
      setPatch({});
      setState({ kind: 'clean' });
    },
  };
}
