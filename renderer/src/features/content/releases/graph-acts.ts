import { createContext, type RefObject } from 'react';
import type { GridKey } from './grid-layout.ts';

/** What a release of the graph can ask for. Beside the nodes' data: a new function would draw every node again. */
export interface GraphActs {
  readonly isLocked: boolean;
  /** Set while the focus is on its way to the current release. */
  readonly wantsFocus: RefObject<boolean>;
  onChoose(version: string): void;
  onKey(version: string, key: GridKey): void;
  onLook(version: string | undefined): void;
  onFocus(version: string): void;
}

export const GraphActsContext = createContext<GraphActs>({
  isLocked: true,
  wantsFocus: { current: false },
  onChoose: () => undefined,
  onKey: () => undefined,
  onLook: () => undefined,
  onFocus: () => undefined,
});
