import type { ConnectionState } from '../../../core/contract/index.ts';

/** The state of the connection, for whoever wants to know it. */
export interface Connection {
  now(): ConnectionState;
  set(state: ConnectionState): void;
  /** Called at once with the state as it is, and at each change. Gives the function that ends it. */
  watch(listener: (state: ConnectionState) => void): () => void;
  /** Resolves when `wanted` holds; rejects with the signal's reason. */
  when(wanted: (state: ConnectionState) => boolean, signal?: AbortSignal): Promise<ConnectionState>;
}

export function createConnection(first: ConnectionState): Connection {
  const listeners = new Set<(state: ConnectionState) => void>();
  let current = first;
  const watch = (listener: (state: ConnectionState) => void): (() => void) => {
    listeners.add(listener);
    listener(current);
    return () => void listeners.delete(listener);
  };
  return {
    now: () => current,
    set: (state) => {
      current = state;
      for (const listener of listeners) listener(state);
    },
    watch,
    when: (wanted, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (wanted(current)) return resolve(current);
        const stop = (): void => {
          listeners.delete(check);
          signal?.removeEventListener('abort', giveUp);
        };
        const check = (state: ConnectionState): void => {
          if (!wanted(state)) return;
          stop();
          resolve(state);
        };
        const giveUp = (): void => {
          stop();
          reject(signal?.reason);
        };
        listeners.add(check);
        signal?.addEventListener('abort', giveUp);
      }),
  };
}
