import type { ReactNode } from 'react';

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
