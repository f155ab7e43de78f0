import { useCallback, useEffect } from 'react';
import { usePageVisible } from '../../hooks/use-page-visible.ts';
import { useSlice, useStores } from '../../stores/context.tsx';
import type { JobItem } from '../../../../core/contract/index.ts';
import { itemOf, type ItemFilter, type ItemsView } from '../../stores/job-items.ts';
import { useJobPart } from './use-job.ts';

/** The images of a job while they are shown, and seen by somebody. */
export function useItems(jobId: string): {
  readonly view: ItemsView | undefined;
  setFilter(filter: ItemFilter): void;
  need(from: number, to: number): void;
  reload(): void;
  /** An image as it is now. */
  find(index: number): JobItem | undefined;
} {
  const { jobItems } = useStores();
  const visible = usePageVisible();
  const view = useSlice('jobItems', ({ byJob }) => byJob.get(jobId));
  useEffect(() => (visible ? jobItems.getState().open(jobId) : undefined), [jobItems, jobId, visible]);
  // A new attempt, or the end, may bring another list: nothing tells of rows that are gone.
  const round = useJobPart(jobId, ({ attempts, state, progress }) =>
    [attempts, state.kind, progress.imagesTotal].join(' '),
  );
  useEffect(() => jobItems.getState().refresh(jobId), [jobItems, jobId, round]);
  return {
    view,
    setFilter: useCallback((filter) => jobItems.getState().filter(jobId, filter), [jobItems, jobId]),
    need: useCallback((from, to) => jobItems.getState().need(jobId, from, to), [jobItems, jobId]),
    reload: useCallback(() => jobItems.getState().refresh(jobId), [jobItems, jobId]),
    find: useCallback(
      (index) => {
        const now = jobItems.getState().byJob.get(jobId);
        return now === undefined ? undefined : itemOf(now, index);
      },
      [jobItems, jobId],
    ),
  };
}
