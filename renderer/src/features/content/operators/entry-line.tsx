import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { edgeRoute } from '../graph/edge-route.ts';
import type { GridCell } from '../graph/grid-layout.ts';
import type { EntryEdge } from './channel-index.ts';

export type EntryEdgeModel = Edge<
  {
    readonly from: GridCell;
    readonly to: GridCell;
    readonly kind: EntryEdge['kind'];
    /** Of the entry that is looked at. */
    readonly isNear: boolean;
  },
  'entry'
>;

/** From an entry to the one that replaces it, or, dashed, to one that skips it. */
export function EntryLine({ data }: EdgeProps<EntryEdgeModel>): ReactNode {
  if (data === undefined) return null;
  const { from, to, kind, isNear } = data;
  const role = isNear ? 'near' : 'plain';
  const dashed = kind === 'skips' ? ' sluice-graph-line-conditional' : '';
  return (
    <BaseEdge
      path={edgeRoute(from, to)}
      className={`sluice-graph-line sluice-graph-line-${role}${dashed}`}
      markerEnd={`url(#sluice-arrow-${role})`}
      interactionWidth={0}
    />
  );
}
