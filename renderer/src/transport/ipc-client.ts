import {
  callResultSchema,
  pathFactsSchema,
  RemoteError,
  type CommandName,
  type CommandOutput,
  type PathFacts,
  type PathPurpose,
  type PreloadBridge,
  type SluiceClient,
} from '../../../core/contract/index.ts';
import { remoteError } from './client-error.ts';
import { createConnection } from './connection.ts';
import { createEventRouter } from './event-router.ts';

/** The client of the window: over what the preload script put there. The host lives as long as the window. */
export function createIpcClient(bridge: PreloadBridge, newId: () => string): SluiceClient {
  const router = createEventRouter();
  const connection = createConnection({ kind: 'connected' });
  bridge.onEvent((event) => router.receive(event));
  return {
    invoke: async (command, input, options = {}) => {
      const value = await call(bridge, { id: newId(), command, input }, options.signal);
      return value as CommandOutput<typeof command>;
    },
    subscribe: router.subscribe,
    onConnection: connection.watch,
    dropped: async (file: unknown, purpose: PathPurpose): Promise<PathFacts> =>
      pathFactsSchema.parse(valueOf(await bridge.dropped(file, purpose))),
  };
}

interface OutgoingCall {
  readonly id: string;
  readonly command: CommandName;
  readonly input: unknown;
}

async function call(
  bridge: PreloadBridge,
  outgoing: OutgoingCall,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  signal?.throwIfAborted();
  if (signal === undefined) return valueOf(await bridge.call(outgoing));
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      bridge.abort(outgoing.id);
      reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    bridge
      .call(outgoing)
      .then((answer) => resolve(valueOf(answer)))
      .catch(reject)
      .finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function valueOf(answer: unknown): unknown {
  const checked = callResultSchema.safeParse(answer);
  if (!checked.success) throw remoteError('BRIDGE_ANSWER_MALFORMED');
  if (!checked.data.ok) throw new RemoteError(checked.data.error);
  return checked.data.value;
}
