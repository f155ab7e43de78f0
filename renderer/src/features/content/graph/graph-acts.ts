import { createContext, type RefObject } from 'react';
import type { GridKey } from './grid-layout.ts';

/** What a node of a graph can ask for. Beside the nodes' data: a new function would draw every node again. */
export interface GraphActs {
  readonly isLocked: boolean;
  /** Set while the focus is on its way to the current node. */
  readonly wantsFocus: RefObject<boolean>;
  onChoose(id: string): void;
  onKey(id: string, key: GridKey): void;
  onLook(id: string | undefined): void;
  onFocus(id: string): void;
}

export const GraphActsContext = createContext<GraphActs>({
  isLocked: true,
  wantsFocus: { current: false },
  onChoose: () => undefined,
  onKey: () => undefined,
  onLook: () => undefined,
  onFocus: () => undefined,
});
