import type { ReactNode } from 'react';
import type { ChartRepositoryModel } from '../../../../../core/contract/index.ts';
import { useIsViewer } from '../../../hooks/use-is-viewer.ts';
import { ChartByHand } from './chart-by-hand.tsx';
import { isOfRegistry, keyOfEntry, type RepositoryRef } from './chart-key.ts';
import { ChosenChart } from './chosen-chart.tsx';
import { RepositoryBrowser } from './repository-browser.tsx';
import { RepositoryHead } from './repository-head.tsx';

/** One repository: how much of it is carried, the chosen charts, and those to choose from. */
export function RepositoryPanel({
  repository,
  entry,
}: {
  readonly repository: RepositoryRef;
  readonly entry: ChartRepositoryModel | undefined;
}): ReactNode {
  const isViewer = useIsViewer();
  return (
    <div className="sluice-content-stack sluice-content-tab">
      <RepositoryHead repository={repository} entry={entry} />
      {entry?.charts.map((chart, at) => (
        <ChosenChart
          // Two entries may be the same by mistake; they never change places.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${keyOfEntry({ repository, chart })} ${at}`}
          entry={{ repository, chart }}
        />
      ))}
      {!isViewer &&
        (isOfRegistry(repository) ? (
          <ChartByHand repository={repository} entry={entry} />
        ) : (
          <RepositoryBrowser repository={repository} entry={entry} />
        ))}
    </div>
  );
}
