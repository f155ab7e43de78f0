import type { Node, NodeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { stillNode } from './graph-node.ts';
import { cell, type GridLayout } from './grid-layout.ts';

export type LaneNodeModel = Node<{ readonly minor: string; readonly countWords: string }, 'lane'>;

/** The titles of all lanes, each left of its first row. `countWords`: how many versions there are, in words. */
export function laneNodes(
  layout: GridLayout,
  countWords: (count: number) => string,
): readonly LaneNodeModel[] {
  return layout.lanes.map(({ minor, count, y }): LaneNodeModel => ({
    ...stillNode,
    id: `lane ${minor}`,
    type: 'lane',
    position: { x: 0, y },
    width: cell.title,
    height: cell.height,
    data: { minor, countWords: countWords(count) },
  }));
}

/** The title of a lane: a minor version and how many it has here. */
export function LaneNode({ data }: NodeProps<LaneNodeModel>): ReactNode {
  return (
    <div className="sluice-graph-lane">
      <strong>{data.minor}</strong>
      <span>{data.countWords}</span>
    </div>
  );
}
