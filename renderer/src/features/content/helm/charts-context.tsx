import { createContext, useContext, type ReactNode } from 'react';
import type { RenderedCharts } from './use-charts.ts';

/** What is known of the configuration's charts, for every part of the tab. */
export interface ChartsWork {
  readonly rendered: RenderedCharts;
  /** Bytes of images by reference. */
  readonly sizes: ReadonlyMap<string, number>;
}

const WorkContext = createContext<ChartsWork | undefined>(undefined);

export function ChartsWorkProvider({
  work,
  children,
}: {
  readonly work: ChartsWork;
  readonly children: ReactNode;
}): ReactNode {
  return <WorkContext.Provider value={work}>{children}</WorkContext.Provider>;
}

export function useChartsWork(): ChartsWork {
  const work = useContext(WorkContext);
  if (work === undefined) throw new RangeError('outside of ChartsWorkProvider');
  return work;
}
