import type { StoreApi } from 'zustand/vanilla';
import type { WireError } from '../../../core/contract/index.ts';

/** The state that a store holds. */
export type StateOf<Store> = Store extends StoreApi<infer State> ? State : never;

/** Data that is fetched: what is shown while it is not there is designed, too. */
export type Loadable<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: WireError };
