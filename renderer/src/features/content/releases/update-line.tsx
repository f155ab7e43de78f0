import { BaseEdge, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { edgeCurve } from './edge-curve.ts';
import type { UpdateEdgeModel } from './graph-view.ts';

/** An update: dashed when it is conditional, thick when it is on the path. */
export function UpdateLine({ data }: EdgeProps<UpdateEdgeModel>): ReactNode {
  if (data === undefined) return null;
  const { from, to, role, isConditional } = data;
  const style = `sluice-graph-line sluice-graph-line-${role}${isConditional ? ' sluice-graph-line-conditional' : ''}`;
  return (
    <BaseEdge
      path={edgeCurve(from, to)}
      className={style}
      markerEnd={`url(#sluice-arrow-${role})`}
      interactionWidth={0}
    />
  );
}

/** Tips of the lines, in the colour of each role. */
export function ArrowTips(): ReactNode {
  return (
    <svg className="sluice-graph-tips" aria-hidden="true">
      <defs>
        {(['path', 'near', 'plain'] as const).map((role) => (
          <marker
            key={role}
            id={`sluice-arrow-${role}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M 0 0 L 8 4 L 0 8 z" className={`sluice-graph-tip-${role}`} />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
