import type { IncomingHttpHeaders } from 'node:http';
import type { Route } from './route.ts';

/** What a hook sees of a request before the registry acts on it. */
export interface RegistryRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly route: Route;
  readonly headers: IncomingHttpHeaders;
  /** 1 for the first request since the registry was made. */
  readonly number: number;
}

/** One thing that goes wrong, on purpose. Faults enter the registry here and nowhere else. */
export type Intervention =
  /** Answer this instead of acting. */
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Cut the connection without a word. */
  | { readonly kind: 'reset' }
  /** Act, but only after so long. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Act, and cut the connection after so many bytes of the response body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Receive so many bytes of the request body, keep them, and cut the connection. */
  | { readonly kind: 'cut-upload'; readonly afterBytes: number }
  /** Act, and invert one byte of the response body. */
  | { readonly kind: 'corrupt'; readonly offset: number }
  /** Act completely, then cut the connection instead of answering. */
  | { readonly kind: 'lose-reply' };

/** Decides what goes wrong with a request; undefined lets it pass. */
export type BeforeHook = (
  request: RegistryRequest,
) => Intervention | undefined | Promise<Intervention | undefined>;
