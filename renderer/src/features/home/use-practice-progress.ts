import { useRef } from 'react';
import { useSlice } from '../../stores/context.tsx';
import { isSame } from '../../stores/same.ts';
import { practiceProgress, type PracticeProgress } from './practice-steps.ts';

/** How far the workflow was practised; the same object while nothing of it changes. */
export function usePracticeProgress(): PracticeProgress {
  const kept = useRef<PracticeProgress>(undefined);
  return useSlice('jobs', ({ byId }) => {
    const progress = practiceProgress(byId.values());
    if (kept.current !== undefined && isSame(kept.current, progress)) return kept.current;
    kept.current = progress;
    return progress;
  });
}
