import { useState } from 'react';
import type { WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useStores } from '../../stores/context.tsx';

type Action = 'pause' | 'resume' | 'cancel';

/** Does something to a job and tells how that went; the new state comes as a snapshot. */
export function useJobAct(jobId: string): {
  readonly busy: Action | undefined;
  readonly error: WireError | undefined;
  act(action: Action): void;
} {
  const { jobs } = useStores();
  const [busy, setBusy] = useState<Action>();
  const [error, setError] = useState<WireError>();
  const run = async (action: Action): Promise<void> => {
    setBusy(action);
    setError(undefined);
    try {
      await jobs.getState().act(action, jobId);
    } catch (cause) {
      setError(asWireError(cause));
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, error, act: (action) => void run(action) };
}
