import { useMemo } from 'react';
import type { ContentModel } from '../../../../../core/contract/index.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { useQuery } from '../../../hooks/use-query.ts';
import { useSlice } from '../../../stores/context.tsx';

/** Bytes of charts' images by reference, as the last estimate found them; an image that it did not have is not in it. */
export function useImageSizes({ helmCharts }: Pick<ContentModel, 'helmCharts'>): ReadonlyMap<string, number> {
  const isViewer = useIsViewer();
  const planId = useSlice('content', (slice) => slice.planId);
  const planned = useQuery(
    'plan.images',
    planId === undefined || helmCharts === 0 || isViewer
      ? undefined
      : { planId, offset: 0, limit: 500, category: 'helm' },
  );
  return useMemo(
    () =>
      new Map(
        planned.kind === 'ready'
          ? planned.value.rows.map(({ origin, bytes }): [string, number] => [origin, bytes])
          : [],
      ),
    [planned],
  );
}
