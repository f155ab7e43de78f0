import { useState } from 'react';
import type { Transfer, TransferKind, TransferTask, WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useSlice, useStores } from '../../stores/context.tsx';

/** The moves of these kinds that run, and the newest one that has ended since the last began. Newest first. */
export function useTransfersOf(kinds: readonly TransferKind[]): readonly Transfer[] {
  const all = useSlice('transfers', ({ transfers }) => transfers);
  return all
    .filter(({ task }) => kinds.includes(task.kind))
    .filter(({ state }, place) => place === 0 || state.kind === 'running');
}

/** Begins a move of a set. */
export function useStartTransfer(): {
  readonly isStarting: boolean;
  readonly error: WireError | undefined;
  readonly start: (task: TransferTask) => void;
} {
  const { transfers } = useStores();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<WireError>();
  return {
    isStarting,
    error,
    start: (task) => {
      setStarting(true);
      setError(undefined);
      transfers
        .getState()
        .start(task)
        .catch((failure: unknown) => setError(asWireError(failure)))
        .finally(() => setStarting(false));
    },
  };
}
