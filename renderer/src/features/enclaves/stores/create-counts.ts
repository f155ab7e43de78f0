import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CountedSet,
  PlanRequest,
  PlanView,
  SluiceClient,
  WireError,
} from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';
import type { Delay } from '../../content/document/create-document.ts';

/** What an enclave's set comes to; never a guess. */
export type Count =
  | { readonly kind: 'counting' }
  | { readonly kind: 'ready'; readonly plan: PlanView }
  /** Counted by the page in control: what this one may only look at. */
  | { readonly kind: 'told'; readonly figures: CountedSet }
  | { readonly kind: 'failed'; readonly error: WireError };

/** The bytes of a count that came to an end. */
export function figuresOf(count: Count | undefined): Omit<CountedSet, 'at'> | undefined {
  if (count?.kind === 'told') return count.figures;
  if (count?.kind !== 'ready') return undefined;
  const { totals, unplanned } = count.plan.report;
  const { writeBytes, carriedBytes } = totals;
  return { writeBytes, carriedBytes, unplanned: unplanned.length };
}

/** What is to be counted. Another key, for example after another set was made, means counting anew. */
export interface CountRequest {
  readonly key: string;
  readonly request: PlanRequest;
}

export interface CountsState {
  /** By the enclave's id; absent: nobody asked. */
  readonly counts: ReadonlyMap<string, Count>;
  /** What is to be counted now; everything else is given up. */
  ask(requests: ReadonlyMap<string, CountRequest>): void;
  /** Counts once more, for example after a failure. */
  again(enclaveId: string): void;
  close(): void;
}

/** Milliseconds of rest in ticking after which a plan is made. */
const rest = 700;

/** Plans of all enclaves, one at a time: each reads manifests at the registry, which others use as well. */
export function createCounts(client: SluiceClient, delay: Delay): StoreApi<CountsState> {
  const wanted = new Map<string, CountRequest>();
  const done = new Map<string, string>();
  let running: { readonly id: string; readonly key: string; readonly abort: AbortController } | undefined;
  let stopWaiting: () => void = () => undefined;
  return createStore<CountsState>((set) => {
    const put = (id: string, count: Count | undefined): void =>
      set(({ counts }) => {
        const next = new Map(counts);
        if (count === undefined) next.delete(id);
        else next.set(id, count);
        return { counts: next };
      });
    const runNext = async (): Promise<void> => {
      if (running !== undefined) return;
      const next = [...wanted].find(([id, { key }]) => done.get(id) !== key);
      if (next === undefined) return;
      const [id, { key, request }] = next;
      const abort = new AbortController();
      const turn = (running = { id, key, abort });
      try {
        const plan = await client.invoke('plan.create', { request }, { signal: abort.signal });
        if (running === turn) settle(id, key, { kind: 'ready', plan });
      } catch (error) {
        if (running === turn) settle(id, key, { kind: 'failed', error: asWireError(error) });
      }
      if (running !== turn) return;
      running = undefined;
      void runNext();
    };
    const settle = (id: string, key: string, count: Count): void => {
      done.set(id, key);
      put(id, count);
    };
    const runLater = (): void => {
      stopWaiting();
      stopWaiting = delay(rest, () => void runNext());
    };
    return {
      counts: new Map(),
      ask: (requests) => {
        for (const id of wanted.keys()) {
          if (requests.has(id)) continue;
          wanted.delete(id);
          done.delete(id);
          put(id, undefined);
        }
        let isChanged = false;
        for (const [id, request] of requests) {
          if (wanted.get(id)?.key === request.key) continue;
          isChanged = true;
          wanted.set(id, request);
          put(id, { kind: 'counting' });
        }
        if (running !== undefined && wanted.get(running.id)?.key !== running.key) {
          running.abort.abort();
          running = undefined;
        }
        if (isChanged) runLater();
      },
      again: (id) => {
        if (!wanted.has(id)) return;
        done.delete(id);
        put(id, { kind: 'counting' });
        runLater();
      },
      close: () => {
        stopWaiting();
        running?.abort.abort();
        running = undefined;
        wanted.clear();
      },
    };
  });
}
