import { Bullseye, Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Stands where a graph will be. `label`: what is waited for. */
export function GraphWaiting({ label }: { readonly label: string }): ReactNode {
  return (
    <Bullseye className="sluice-graph-waiting">
      <Spinner size="lg" aria-label={label} />
    </Bullseye>
  );
}
