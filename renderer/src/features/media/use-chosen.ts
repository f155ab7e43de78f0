import { useEffect, useRef } from 'react';
import type { PathFacts, WireError } from '../../../../core/contract/index.ts';
import { useIsViewer } from '../../hooks/use-is-viewer.ts';
import { useQuery } from '../../hooks/use-query.ts';
import { useSlice } from '../../stores/context.tsx';

/**
 * Keeps what is known of the chosen path right: asked again when drives come and go. Gives why it cannot be used any
 * more, if so; the choice itself stays, for the drive may come back.
 */
export function useChosen(
  value: PathFacts | undefined,
  onChange: (facts: PathFacts) => void,
): WireError | undefined {
  const isViewer = useIsViewer();
  const round = useSlice('drives', (slice) => slice.round);
  const state = useQuery(
    'paths.describe',
    value === undefined || isViewer ? undefined : { token: value.token },
  );
  const { reload } = state;
  const asked = useRef(round);
  useEffect(() => {
    if (asked.current === round) return;
    asked.current = round;
    reload();
  }, [round, reload]);

  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });
  const fresh = state.kind === 'ready' ? state.value : undefined;
  useEffect(() => {
    const { value: known, onChange: tell } = latest.current;
    if (fresh === undefined || known === undefined || fresh.token !== known.token) return;
    if (JSON.stringify(fresh) !== JSON.stringify(known)) tell(fresh);
  }, [fresh]);
  return value !== undefined && state.kind === 'failed' ? state.error : undefined;
}
