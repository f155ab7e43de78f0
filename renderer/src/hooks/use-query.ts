import { useCallback, useEffect, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../../core/contract/index.ts';
import { useClient } from '../stores/context.tsx';
import type { Loadable } from '../stores/slice.ts';
import { asWireError } from './use-command.ts';

/**
 * Fetches with a command while the component is shown, and again when the input changes or `reload` is called.
 * What was there stays visible while it is fetched again.
 */
export function useQuery<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name> | undefined,
): Loadable<CommandOutput<Name>> & { readonly reload: () => void } {
  const client = useClient();
  const [state, setState] = useState<Loadable<CommandOutput<Name>>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const key = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    if (key === undefined) return undefined;
    const controller = new AbortController();
    client
      .invoke(name, JSON.parse(key) as CommandInput<Name>, { signal: controller.signal })
      .then((value) => controller.signal.aborted || setState({ kind: 'ready', value }))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setState({ kind: 'failed', error: asWireError(error) });
      });
    return () => controller.abort();
  }, [client, name, key, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, reload };
}
