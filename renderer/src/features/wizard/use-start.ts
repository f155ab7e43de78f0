import { useState } from 'react';
import {
  profileOf,
  type Enclave,
  type RunException,
  type RunRequest,
  type WireError,
} from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient, useStores } from '../../stores/context.tsx';
import { preflightKey } from '../../stores/preflights.ts';
import { exceptionName, type FlowState } from './flow-state.ts';

/** Starts the jobs of a draft, once, and notes them in it. */
export function useStart(state: FlowState): {
  readonly isStarting: boolean;
  readonly error: WireError | undefined;
  start(firstStep: string): Promise<void>;
} {
  const client = useClient();
  const { drafts, enclaves, jobs } = useStores();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<WireError>();
  const { flow } = state;
  return {
    isStarting,
    error,
    start: async (firstStep) => {
      if (isStarting) return;
      setStarting(true);
      setError(undefined);
      try {
        const started = await client.invoke('jobs.start', { requests: withExceptions(state) });
        for (const job of started.jobs) jobs.getState().show(job);
        drafts.getState().change(flow, { jobIds: started.jobs.map(({ id }) => id), step: firstStep });
        await drafts.getState().flush(flow);
        // Only a suggestion for the next time: what was started does not hang on it.
        for (const enclave of withMedia(state))
          await enclaves
            .getState()
            .save(enclave)
            .catch(() => undefined);
      } catch (failure) {
        setError(asWireError(failure));
      } finally {
        setStarting(false);
      }
    },
  };
}

/** The enclaves of a draft that get their set in another place than the one that is remembered, with that place. */
export function withMedia({
  draft,
  facts,
  enclaves,
}: Pick<FlowState, 'draft' | 'facts' | 'enclaves'>): Enclave[] {
  const known = enclaves.kind === 'ready' ? enclaves.value : [];
  return draft.enclaves.flatMap(({ id, to }) => {
    const view = known.find((enclave) => enclave.id === id);
    const driveId = to === null ? undefined : facts.get(to)?.driveId;
    if (view === undefined || to === null || (view.driveId === driveId && view.to === to)) return [];
    const { driveId: _former, ...enclave } = profileOf(view);
    return [{ ...enclave, to, ...(driveId !== undefined && { driveId }) }];
  });
}

/** The requests with the failed checks that somebody goes on in spite of: they belong in the report. */
export function withExceptions({
  requests,
  preflights,
  exceptions,
}: Pick<FlowState, 'requests' | 'preflights' | 'exceptions'>): RunRequest[] {
  return requests.map((request, index) => {
    const preflight = preflights[index];
    const checks = preflight?.kind === 'done' ? preflight.result.checks : [];
    const key = preflightKey(request);
    const overruled = checks
      .filter(({ id, state }) => state === 'failed' && exceptions.has(exceptionName(key, id)))
      .map(({ id, message }): RunException => ({ check: id, ...(message && { message }) }));
    return overruled.length === 0 ? request : { ...request, exceptions: overruled };
  });
}
