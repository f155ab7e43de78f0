import { useCallback, useEffect, useRef, useState } from 'react';
import type { Holdings, RegistryPlace, WireError } from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient } from '../../stores/context.tsx';

export type HoldingsState =
  /** There is no registry, or this page may only look. */
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ready'; readonly holdings: Holdings }
  | { readonly kind: 'failed'; readonly error: WireError };

/** What a registry holds. Looking at a large one takes a while, and can be given up. */
export function useHoldings(registry: RegistryPlace | undefined): {
  readonly state: HoldingsState;
  readonly again: () => void;
  readonly stop: () => void;
} {
  const client = useClient();
  const [answer, setAnswer] = useState<{ readonly of: string; readonly state: HoldingsState }>();
  const [round, setRound] = useState(0);
  const running = useRef<AbortController>(undefined);
  const key = registry === undefined ? undefined : JSON.stringify(registry);
  const question = key === undefined ? undefined : `${round} ${key}`;
  useEffect(() => {
    if (key === undefined || question === undefined) return undefined;
    const controller = (running.current = new AbortController());
    const { signal } = controller;
    client
      .invoke('holdings.list', { site: 'enterprise', registry: JSON.parse(key) as RegistryPlace }, { signal })
      .then((holdings) => signal.aborted || setAnswer({ of: question, state: { kind: 'ready', holdings } }))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        setAnswer({ of: question, state: { kind: 'failed', error: asWireError(error) } });
      });
    return () => controller.abort();
  }, [client, key, question]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const stop = useCallback(() => {
    running.current?.abort();
    if (question !== undefined) setAnswer({ of: question, state: { kind: 'stopped' } });
  }, [question]);
  return { state: stateOf(question, answer), again, stop };
}

/** Only the answer to this question counts; without a question nothing is looked for. */
function stateOf(
  question: string | undefined,
  answer: { readonly of: string; readonly state: HoldingsState } | undefined,
): HoldingsState {
  if (question === undefined) return { kind: 'none' };
  return answer?.of === question ? answer.state : { kind: 'looking' };
}
