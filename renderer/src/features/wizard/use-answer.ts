import { useEffect, useState } from 'react';
import {
  pathTokenSchema,
  type ArchiveView,
  type Message,
  type SluiceClient,
} from '../../../../core/contract/index.ts';
import { asWireError } from '../../hooks/use-command.ts';
import { useClient } from '../../stores/context.tsx';
import type { Loadable } from '../../stores/slice.ts';
import type { ConfigCheck } from './flow-state.ts';

/** Milliseconds of quiet before a typed text is sent. */
const quiet = 250;

type Ask<Value> = (client: SluiceClient, question: string, signal: AbortSignal) => Promise<Value>;

/**
 * The host's answer to exactly this question: `loading` until it is there, whatever was answered before.
 * Undefined without a question. `ask` must stay the same function.
 */
function useAnswer<Value>(
  question: string | undefined,
  ask: Ask<Value>,
  delay: number,
): Loadable<Value> | undefined {
  const client = useClient();
  const [answer, setAnswer] = useState<{ readonly question: string; readonly state: Loadable<Value> }>();
  useEffect(() => {
    if (question === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const handle = setTimeout(() => {
      ask(client, question, signal)
        .then((value) => signal.aborted || setAnswer({ question, state: { kind: 'ready', value } }))
        .catch((error: unknown) => {
          if (!signal.aborted) setAnswer({ question, state: { kind: 'failed', error: asWireError(error) } });
        });
    }, delay);
    return () => {
      clearTimeout(handle);
      controller.abort();
    };
  }, [client, question, ask, delay]);
  if (question === undefined) return undefined;
  return answer?.question === question ? answer.state : { kind: 'loading' };
}

const describe: Ask<Extract<ConfigCheck, { kind: 'known' }>['view']> = (client, yaml, signal) =>
  client.invoke('config.describe', { yaml }, { signal });

/** What the host says of a configuration's text. */
export function useConfigCheck(yaml: string): ConfigCheck {
  const state = useAnswer(yaml === '' ? undefined : yaml, describe, quiet);
  switch (state?.kind) {
    case undefined:
      return { kind: 'empty' };
    case 'loading':
      return { kind: 'checking' };
    case 'failed':
      return state;
    case 'ready':
      return { kind: 'known', view: state.value };
  }
}

const check: Ask<readonly Message[]> = async (client, text, signal) =>
  (await client.invoke('registriesConf.check', { text }, { signal })).problems;

/** What is wrong with an edited registries.conf; undefined while that is being found out. */
export function useConfProblems(text: string | null): readonly Message[] | undefined {
  const state = useAnswer(text ?? undefined, check, quiet);
  if (state === undefined) return [];
  if (state.kind === 'loading') return undefined;
  return state.kind === 'failed' ? [state.error] : state.value;
}

const inspect: Ask<ArchiveView> = (client, folder, signal) =>
  client.invoke('archives.inspect', { folder: pathTokenSchema.parse(folder) }, { signal });

/** What lies in the folder that is read from. */
export function useArchive(folder: string | null): Loadable<ArchiveView> | undefined {
  return useAnswer(folder ?? undefined, inspect, 0);
}
