import { useEffect, useRef, useState } from 'react';
import type { Job, WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { usePageVisible } from '../../hooks/use-page-visible.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import { isSame } from '../../stores/same.ts';
import type { Loadable } from '../../stores/slice.ts';

/**
 * A part of a job that is known. Snapshots arrive ten times a second: only what changed in this part draws its
 * component again, and nothing while nobody can see the page.
 */
export function useJobPart<Part>(jobId: string, select: (job: Job) => Part): Part | undefined {
  const visible = usePageVisible();
  const kept = useRef<{ readonly jobId: string; readonly part: Part }>(undefined);
  return useSlice('jobs', ({ byId }) => {
    const job = byId.get(jobId);
    if (job === undefined) return undefined;
    const before = kept.current?.jobId === jobId ? kept.current : undefined;
    if (before !== undefined && !visible) return before.part;
    const part = select(job);
    if (before !== undefined && isSame(before.part, part)) return before.part;
    kept.current = { jobId, part };
    return part;
  });
}

/** Makes sure that a job is known: older ones are not in the list and are asked for. */
export function useJobKnown(jobId: string): Loadable<true> & { readonly reload: () => void } {
  const { jobs } = useStores();
  const visible = usePageVisible();
  const isKnown = useSlice('jobs', ({ byId }) => byId.has(jobId));
  const [error, setError] = useState<WireError>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!visible) return undefined;
    let isCurrent = true;
    setError(undefined);
    jobs
      .getState()
      .fetch(jobId)
      .catch((cause: unknown) => {
        if (isCurrent) setError(asWireError(cause));
      });
    return () => {
      isCurrent = false;
    };
  }, [jobs, jobId, visible, round]);
  const reload = (): void => setRound((n) => n + 1);
  if (isKnown) return { kind: 'ready', value: true, reload };
  if (error !== undefined) return { kind: 'failed', error, reload };
  return { kind: 'loading', reload };
}
