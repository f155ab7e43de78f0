import { createContext, useContext, type ReactNode } from 'react';
import type { OperatorModel, PackageModel, ResolvedCatalog } from '../../../../../core/contract/index.ts';

/** The catalogue that is being chosen from, and the ways to change what is asked of it. */
export interface CatalogWork {
  readonly catalog: string;
  /** Its entry in the configuration; undefined: there is none yet. */
  readonly operator: OperatorModel | undefined;
  /** What the entry comes to; from before the last change when `isCurrent` is false. */
  readonly resolved: ResolvedCatalog | undefined;
  readonly isCurrent: boolean;
  readonly isLocked: boolean;
  /** Asks for a package in this way. */
  put(asked: PackageModel): void;
  /** Takes packages out; asks first where that would mean the whole catalogue. */
  drop(names: readonly string[]): void;
}

const WorkContext = createContext<CatalogWork | undefined>(undefined);

export function CatalogWorkProvider({
  work,
  children,
}: {
  readonly work: CatalogWork;
  readonly children: ReactNode;
}): ReactNode {
  return <WorkContext.Provider value={work}>{children}</WorkContext.Provider>;
}

export function useCatalogWork(): CatalogWork {
  const work = useContext(WorkContext);
  if (work === undefined) throw new RangeError('outside of CatalogWorkProvider');
  return work;
}
