import { useState } from 'react';
import type { WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient, useStores } from '../../stores/context.tsx';
import type { FlowState } from './flow-state.ts';

/** Starts the jobs of a draft, once, and notes them in it. */
export function useStart(state: FlowState): {
  readonly isStarting: boolean;
  readonly error: WireError | undefined;
  start(firstStep: string): Promise<void>;
} {
  const client = useClient();
  const { drafts, jobs } = useStores();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<WireError>();
  const { flow, requests } = state;
  return {
    isStarting,
    error,
    start: async (firstStep) => {
      if (isStarting) return;
      setStarting(true);
      setError(undefined);
      try {
        const started = await client.invoke('jobs.start', { requests: [...requests] });
        for (const job of started.jobs) jobs.getState().show(job);
        drafts.getState().change(flow, { jobIds: started.jobs.map(({ id }) => id), step: firstStep });
        await drafts.getState().flush(flow);
      } catch (failure) {
        setError(asWireError(failure));
      } finally {
        setStarting(false);
      }
    },
  };
}
