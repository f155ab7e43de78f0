import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandOutput, RunRequest, SluiceClient, WireError } from '../../../core/contract/index.ts';
import { asWireError } from '../hooks/use-command.ts';

/** What was found out for one request. */
export type Preflight =
  | { readonly kind: 'running' }
  /** Given up by the user while it ran. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'done'; readonly result: CommandOutput<'preflight.run'> };

export interface PreflightsSlice {
  readonly byKey: ReadonlyMap<string, Preflight>;
  /** Failed checks that the user goes on with; kept until the page is closed. */
  readonly exceptions: ReadonlySet<string>;
  run(request: RunRequest): Promise<void>;
  stop(request: RunRequest): void;
  setException(name: string, isExcepted: boolean): void;
  /** Forgets everything: the world may have changed, such as a credential. */
  clear(): void;
}

/** Results that are kept; older ones are asked for again. */
const kept = 60;

/** What a check depends on: what happens after the run does not change it. */
export function preflightKey({ afterwards: _afterwards, ...request }: RunRequest): string {
  return JSON.stringify(request);
}

/** Pre-flight results by request: they stay while the user goes back and forth. */
export function createPreflightsStore(client: SluiceClient): StoreApi<PreflightsSlice> {
  const running = new Map<string, AbortController>();
  return createStore<PreflightsSlice>((set) => {
    const put = (key: string, preflight: Preflight): void =>
      set(({ byKey }) => {
        const next = new Map(byKey);
        next.delete(key);
        next.set(key, preflight);
        for (const old of next.keys()) if (next.size > kept) next.delete(old);
        return { byKey: next };
      });
    return {
      byKey: new Map(),
      exceptions: new Set(),
      run: async (request) => {
        const key = preflightKey(request);
        running.get(key)?.abort();
        const controller = new AbortController();
        running.set(key, controller);
        put(key, { kind: 'running' });
        try {
          const result = await client.invoke('preflight.run', { request }, { signal: controller.signal });
          if (running.get(key) === controller) put(key, { kind: 'done', result });
        } catch (error) {
          if (running.get(key) === controller && !controller.signal.aborted) {
            put(key, { kind: 'failed', error: asWireError(error) });
          }
        } finally {
          if (running.get(key) === controller) running.delete(key);
        }
      },
      stop: (request) => {
        const key = preflightKey(request);
        const controller = running.get(key);
        if (controller === undefined) return;
        running.delete(key);
        controller.abort();
        put(key, { kind: 'stopped' });
      },
      setException: (name, isExcepted) =>
        set(({ exceptions }) => {
          const next = new Set(exceptions);
          if (isExcepted) next.add(name);
          else next.delete(name);
          return { exceptions: next };
        }),
      clear: () => set({ byKey: new Map(), exceptions: new Set() }),
    };
  });
}
