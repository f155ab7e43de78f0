import { useEffect, useMemo, useState } from 'react';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { DraftJob } from './flow-state.ts';

/**
 * The jobs that were started from a draft, in its order; one that was removed from the list is `missing`. Progress
 * arrives ten times a second: only a new state is a change here.
 */
export function useDraftJobs(ids: readonly string[]): readonly DraftJob[] {
  const { jobs } = useStores();
  const signature = useSlice('jobs', ({ byId }) =>
    ids.map((id) => JSON.stringify(byId.get(id)?.state)).join('\n'),
  );
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    for (const id of ids) {
      if (jobs.getState().byId.has(id)) continue;
      jobs
        .getState()
        .fetch(id)
        .catch(() => setMissing((before) => new Set(before).add(id)));
    }
  }, [jobs, ids]);
  return useMemo(() => {
    const { byId } = jobs.getState();
    void signature;
    return ids.map((id) => byId.get(id) ?? (missing.has(id) ? 'missing' : 'loading'));
  }, [ids, jobs, missing, signature]);
}
