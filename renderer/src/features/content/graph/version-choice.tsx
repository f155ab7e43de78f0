import { Suspense, useCallback, useState, type ReactNode } from 'react';
import { useSlice } from '../../../stores/context.tsx';
import { GraphWaiting } from './graph-waiting.tsx';
import { clickRange, moveEnd, type VersionRange } from './range-click.ts';

/** What a graph is drawn with. */
export interface GraphChoice {
  /** What the details are about. */
  readonly current: string | undefined;
  readonly onCurrent: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

/** What a table is drawn with. */
export interface TableChoice {
  readonly onCurrent: (id: string) => void;
  readonly onEnd: (end: 'first' | 'last', version: string) => void;
}

interface VersionChoiceProps {
  /** Said while the graph's code is on its way. */
  readonly waiting: string;
  /** Oldest first. */
  readonly versions: readonly string[];
  /** The version of what is drawn; undefined: it can be looked at alone. Absent: what is drawn is versions. */
  readonly versionOf?: (id: string) => string | undefined;
  readonly range: VersionRange | undefined;
  readonly onRange: (range: VersionRange | undefined) => void;
  readonly graph: (choice: GraphChoice) => ReactNode;
  readonly table: (choice: TableChoice) => ReactNode;
  readonly details: (id: string) => ReactNode;
}

/** The versions of a channel as a graph or as a table, a range of them to choose, and details of one. */
export function VersionChoice(props: VersionChoiceProps): ReactNode {
  const { waiting, versions, versionOf = itself, range, onRange, graph, table, details } = props;
  const view = useSlice('content', (slice) => slice.releasesAs);
  const [current, setCurrent] = useState<string>();
  const choose = useCallback(
    (id: string) => {
      setCurrent(id);
      const version = versionOf(id);
      if (version !== undefined) onRange(clickRange(range, version, versions));
    },
    [versionOf, range, versions, onRange],
  );
  return (
    <>
      {view === 'graph' ? (
        <Suspense fallback={<GraphWaiting label={waiting} />}>
          {graph({ current, onCurrent: setCurrent, onChoose: choose })}
        </Suspense>
      ) : (
        table({
          onCurrent: setCurrent,
          onEnd: (end, version) => onRange(moveEnd(range, end, version)),
        })
      )}
      {current !== undefined && details(current)}
    </>
  );
}

function itself(id: string): string {
  return id;
}
