import type { ReactNode } from 'react';
import './middle-text.css';

/** Characters at the end that always stay: what tells names apart stands there, a tag or the end of a digest. */
const usualTail = 12;

/** A long name that is shortened in its middle when there is no room. */
export function MiddleText({
  text,
  tail = usualTail,
}: {
  readonly text: string;
  readonly tail?: number;
}): ReactNode {
  return (
    <span className="sluice-middle">
      <span className="sluice-middle-head">{text.slice(0, -tail)}</span>
      <span>{text.slice(-tail)}</span>
    </span>
  );
}
