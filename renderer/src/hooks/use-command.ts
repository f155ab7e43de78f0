import { useCallback, useEffect, useRef, useState } from 'react';
import {
  RemoteError,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type WireError,
} from '../../../core/contract/index.ts';
import { useClient } from '../stores/context.tsx';

export type CommandState<Value> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: WireError };

/** A failure of any kind as the host would tell it. */
export function asWireError(error: unknown): WireError {
  if (error instanceof RemoteError) return error.error;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'HOST_UNEXPECTED', params: { message }, affected: [], retryable: true };
}

/**
 * Sends a command when asked to. A new call aborts the one before; leaving the page aborts as well. `run` gives
 * undefined when the call failed or was given up: the state tells.
 */
export function useCommand<Name extends CommandName>(
  name: Name,
): {
  readonly state: CommandState<CommandOutput<Name>>;
  run(input: CommandInput<Name>): Promise<CommandOutput<Name> | undefined>;
  reset(): void;
} {
  const client = useClient();
  const [state, setState] = useState<CommandState<CommandOutput<Name>>>({ kind: 'idle' });
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const run = useCallback(
    async (input: CommandInput<Name>) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      setState({ kind: 'working' });
      try {
        const value = await client.invoke(name, input, { signal: controller.signal });
        if (controller.signal.aborted) return undefined;
        setState({ kind: 'done', value });
        return value;
      } catch (error) {
        if (!controller.signal.aborted) setState({ kind: 'failed', error: asWireError(error) });
        return undefined;
      }
    },
    [client, name],
  );
  const reset = useCallback(() => {
    current.current?.abort();
    setState({ kind: 'idle' });
  }, []);
  return { state, run, reset };
}
