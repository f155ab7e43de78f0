import { useCallback, useState } from 'react';
import type { BrowseView, PathToken, WireError } from '../../../../core/contract/index.ts';
import { useCommand } from '../../hooks/use-command.ts';

export interface Browsing {
  /** What is open; what was open stays while another folder is asked for, or when that cannot be opened. */
  readonly view: BrowseView | undefined;
  readonly isWorking: boolean;
  readonly error: WireError | undefined;
  readonly hidden: boolean;
  open(token: PathToken): void;
  setHidden(hidden: boolean): void;
}

/** Walks through the folders of the host. */
export function useBrowse(): Browsing {
  const { state, run } = useCommand('paths.browse');
  const [view, setView] = useState<BrowseView>();
  const [hidden, setHidden] = useState(false);
  const go = useCallback(
    async (token: PathToken, withHidden: boolean) => {
      const answer = await run({ token, hidden: withHidden });
      if (answer !== undefined) setView(answer);
    },
    [run],
  );
  return {
    view,
    isWorking: state.kind === 'working',
    error: state.kind === 'failed' ? state.error : undefined,
    hidden,
    open: useCallback((token) => void go(token, hidden), [go, hidden]),
    setHidden: (next) => {
      setHidden(next);
      if (view !== undefined) void go(view.here.token, next);
    },
  };
}
