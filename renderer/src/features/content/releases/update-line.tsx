import { BaseEdge, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { edgeRoute } from '../graph/edge-route.ts';
import type { UpdateEdgeModel } from './graph-view.ts';

/** An update: dashed when it is conditional, thick when it is on the path. */
export function UpdateLine({ data }: EdgeProps<UpdateEdgeModel>): ReactNode {
  if (data === undefined) return null;
  const { from, to, role, isConditional } = data;
  const style = `sluice-graph-line sluice-graph-line-${role}${isConditional ? ' sluice-graph-line-conditional' : ''}`;
  return (
    <BaseEdge
      path={edgeRoute(from, to)}
      className={style}
      markerEnd={`url(#sluice-arrow-${role})`}
      interactionWidth={0}
    />
  );
}
