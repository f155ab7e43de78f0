import {
  RemoteError,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type ConnectionState,
  type SluiceClient,
  type Topic,
  type TopicPayload,
  type WireError,
} from '../../../core/contract/index.ts';

export type FakeHandlers = {
  [Name in CommandName]?: (
    input: CommandInput<Name>,
    signal: AbortSignal | undefined,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};

export interface FakeClient extends SluiceClient {
  /** Everything that was called, in order. */
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  /** Adds handlers or replaces them. */
  handle(handlers: FakeHandlers): void;
  emit<Name extends Topic>(topic: Name, payload: TopicPayload<Name>): void;
  connection(state: ConnectionState): void;
  inputsOf<Name extends CommandName>(name: Name): CommandInput<Name>[];
}

/** A host for component tests: answers with what a test says, and fails loudly for anything else. */
export function createFakeClient(handlers: FakeHandlers = {}): FakeClient {
  const all: FakeHandlers = { ...handlers };
  const calls: FakeClient['calls'] = [];
  const listeners = new Map<Topic, Set<(payload: never) => void>>();
  const connections = new Set<(state: ConnectionState) => void>();
  let connected: ConnectionState = { kind: 'connected' };
  return {
    calls,
    handle: (more) => void Object.assign(all, more),
    async invoke(name, input, options) {
      calls.push({ name, input });
      const handler = all[name] as ((input: unknown, signal: AbortSignal | undefined) => unknown) | undefined;
      if (handler === undefined) throw remote('APP_COMMAND_UNKNOWN', { command: name });
      return (await handler(input, options?.signal)) as never;
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener as never);
      return () => void set.delete(listener as never);
    },
    onConnection(listener) {
      connections.add(listener);
      listener(connected);
      return () => void connections.delete(listener);
    },
    emit(topic, payload) {
      for (const listener of listeners.get(topic) ?? []) listener(payload as never);
    },
    connection(state) {
      connected = state;
      for (const listener of connections) listener(state);
    },
    inputsOf: (name) => calls.filter((call) => call.name === name).map((call) => call.input) as never,
  };
}

/** A failure as the host would answer it. */
export function remote(code: string, params: WireError['params'] = {}, retryable = false): RemoteError {
  return new RemoteError({ code, params, affected: [], retryable });
}
