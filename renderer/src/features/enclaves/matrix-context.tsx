import { createContext, useContext, type ReactNode } from 'react';
import type { EnclaveView, PathFacts } from '../../../../core/contract/index.ts';
import type { Column } from './rules/column.ts';
import type { Destination, Medium } from './rules/media.ts';
import type { ContentRow, Section } from './rules/row.ts';
import type { BoardEntry, BoardStore, EditsOf } from './stores/create-board.ts';
import type { Count } from './stores/create-counts.ts';

/** One column of the matrix as it is shown. */
export interface ShownColumn {
  readonly enclave: EnclaveView;
  readonly entry: BoardEntry;
  /** Undefined: its configuration cannot be read, or is being read. */
  readonly column: Column | undefined;
  readonly count: Count | undefined;
  /** Where its next set goes; undefined: nobody chose, and it never had one. */
  readonly destination: Destination | undefined;
  /** The medium there, with all sets that go to it. */
  readonly medium: Medium | undefined;
}

/** What can be done with one enclave's content besides ticking. */
export type ColumnAct = 'compare' | 'copy' | 'create' | 'edit' | 'medium';

export interface Matrix {
  readonly board: BoardStore;
  readonly sections: readonly Section[];
  readonly columns: readonly ShownColumn[];
  readonly media: readonly Medium[];
  readonly isViewer: boolean;
  readonly isOffline: boolean;
  /** Ticks or unticks; says what came of it. */
  readonly toggle: (shown: ShownColumn, row: ContentRow) => void;
  readonly change: (shown: ShownColumn, edits: EditsOf) => void;
  /** Another configuration in one step. */
  readonly replace: (shown: ShownColumn, yaml: string) => void;
  /** Another medium for its sets. */
  readonly place: (shown: ShownColumn, folder: PathFacts) => void;
  readonly act: (act: ColumnAct, enclaveId: string) => void;
  readonly countAgain: (enclaveId: string) => void;
}

const MatrixContext = createContext<Matrix | undefined>(undefined);

/** Everything that the parts of the matrix share. */
export function MatrixProvider({
  matrix,
  children,
}: {
  readonly matrix: Matrix;
  readonly children: ReactNode;
}): ReactNode {
  return <MatrixContext.Provider value={matrix}>{children}</MatrixContext.Provider>;
}

export function useMatrix(): Matrix {
  const matrix = useContext(MatrixContext);
  if (matrix === undefined) throw new RangeError('outside of MatrixProvider');
  return matrix;
}
