import type { Edge, Node } from '@xyflow/react';
import type { ReleaseSize } from '../../../stores/content.ts';
import { stillEdge, stillNode } from '../graph/graph-node.ts';
import { laneNodes, type LaneNodeModel } from '../graph/lane-node.tsx';
import type { GraphIndex } from './graph-index.ts';
import { cell, type GridCell, type GridLayout } from '../graph/grid-layout.ts';
import type { EdgeRole, ShownEdge } from './shown-edges.ts';
import type { VersionState } from '../graph/version-state.ts';

export interface VersionNodeData extends Record<string, unknown> {
  readonly version: string;
  readonly state: VersionState;
  readonly isOnPath: boolean;
  /** Of the selection, only updates that are recommended to some clusters lead to it. */
  readonly isRisky: boolean;
  readonly size: ReleaseSize | undefined;
  /** The one release of the graph that the Tab key reaches. */
  readonly isCurrent: boolean;
}

export type VersionNodeModel = Node<VersionNodeData, 'version'>;
export type UpdateEdgeModel = Edge<
  {
    readonly from: GridCell;
    readonly to: GridCell;
    readonly role: EdgeRole;
    readonly isConditional: boolean;
  },
  'update'
>;

/** Releases and lane titles as React Flow draws them. */
export function toNodes(
  layout: GridLayout,
  index: GraphIndex,
  look: {
    readonly stateOf: (version: string) => VersionState;
    readonly sizeOf: (version: string) => ReleaseSize | undefined;
    readonly path: ReadonlySet<string>;
    readonly held: ReadonlySet<string>;
    readonly current: string;
    readonly laneCount: (count: number) => string;
  },
): readonly (VersionNodeModel | LaneNodeModel)[] {
  const versions = layout.cells.map(({ id: version, x, y }): VersionNodeModel => ({
    ...stillNode,
    id: version,
    type: 'version',
    position: { x, y },
    width: cell.width,
    height: cell.height,
    // The library lets clicks through where it has no use for them; the button inside has.
    style: { pointerEvents: 'all' },
    data: {
      version,
      state: look.stateOf(version),
      isOnPath: look.path.has(version),
      isRisky: isRisky(index, look.held, version),
      size: look.sizeOf(version),
      isCurrent: version === look.current,
    },
  }));
  return [...laneNodes(layout, look.laneCount), ...versions];
}

function isRisky(index: GraphIndex, held: ReadonlySet<string>, version: string): boolean {
  if (!held.has(version)) return false;
  const within = (index.into.get(version) ?? []).filter((edge) => held.has(edge.from));
  return within.length > 0 && within.every((edge) => edge.risks.length > 0);
}

export function toEdges(layout: GridLayout, shown: readonly ShownEdge[]): readonly UpdateEdgeModel[] {
  return shown.flatMap(({ edge, role }): UpdateEdgeModel[] => {
    const [from, to] = [layout.cellOf.get(edge.from), layout.cellOf.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    return [
      {
        id: `${edge.from} ${edge.to}`,
        source: edge.from,
        target: edge.to,
        type: 'update',
        ...stillEdge,
        data: { from, to, role, isConditional: edge.risks.length > 0 },
      },
    ];
  });
}
