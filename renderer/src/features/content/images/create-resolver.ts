import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  ContentSource,
  ResolvedImage,
  Site,
  SluiceClient,
  WireError,
} from '../../../../../core/contract/index.ts';
import { asWireError } from '../../../hooks/use-command.ts';

export type Resolution =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'resolving' }
  | { readonly kind: 'done'; readonly image: ResolvedImage }
  /** The host could not be asked; an image that does not exist is `done` with an error. */
  | { readonly kind: 'failed'; readonly error: WireError };

export interface ResolverState {
  readonly byName: ReadonlyMap<string, Resolution>;
  /** Resolves what is not known yet. */
  want(names: readonly string[]): void;
  /** Resolves again what failed. */
  retry(names: readonly string[]): void;
  close(): void;
}

/** References asked for in one call: few, so that rows fill while one looks on; more of a long list (the contract takes 200). */
const batches = { usual: 20, long: 100, longFrom: 200 } as const;

const unanswered: Resolution = {
  kind: 'failed',
  error: { code: 'HOST_UNEXPECTED', params: { message: 'images.resolve' }, affected: [], retryable: true },
};

/** Looks images up where the content comes from, a few at a time, until it is closed. */
export function createResolver(
  client: SluiceClient,
  site: Site,
  source: ContentSource,
): StoreApi<ResolverState> {
  const leaving = new AbortController();
  let queue: string[] = [];
  let isRunning = false;
  return createStore<ResolverState>((set, get) => {
    const put = (found: Iterable<readonly [string, Resolution]>): void =>
      set(({ byName }) => ({ byName: new Map([...byName, ...found]) }));

    const resolve = async (names: readonly string[]): Promise<readonly (readonly [string, Resolution])[]> => {
      try {
        const input = { site, source, references: [...names] };
        const { images } = await client.invoke('images.resolve', input, { signal: leaving.signal });
        return names.map((name, at) => {
          const image = images[at];
          return [name, image === undefined ? unanswered : { kind: 'done', image }];
        });
      } catch (error) {
        return names.map((name) => [name, { kind: 'failed', error: asWireError(error) }]);
      }
    };

    const run = async (): Promise<void> => {
      if (isRunning) return;
      isRunning = true;
      let found: readonly (readonly [string, Resolution])[] = [];
      while (queue.length > 0 && !leaving.signal.aborted) {
        const names = queue.slice(0, queue.length < batches.longFrom ? batches.usual : batches.long);
        queue = queue.slice(names.length);
        // What came and what is asked for next change the page once.
        put([...found, ...names.map((name) => [name, { kind: 'resolving' }] as const)]);
        found = await resolve(names);
      }
      isRunning = false;
      if (!leaving.signal.aborted) put(found);
    };

    const enqueue = (names: readonly string[]): void => {
      if (names.length === 0) return;
      put(names.map((name) => [name, { kind: 'waiting' }]));
      queue.push(...names);
      void run();
    };

    return {
      byName: new Map(),
      want: (names) => enqueue([...new Set(names)].filter((name) => !get().byName.has(name))),
      retry: (names) => {
        const { byName } = get();
        enqueue([...new Set(names)].filter((name) => hasFailed(byName.get(name))));
      },
      close: () => leaving.abort(),
    };
  });
}

export function hasFailed(resolution: Resolution | undefined): boolean {
  return (
    resolution?.kind === 'failed' || (resolution?.kind === 'done' && resolution.image.error !== undefined)
  );
}

/** The reference by digest that replaces this one; undefined when it is one already or not known yet. */
export function pinOf(name: string, resolution: Resolution | undefined): string | undefined {
  if (resolution?.kind !== 'done' || resolution.image.error !== undefined) return undefined;
  const { pinned } = resolution.image;
  return pinned === undefined || pinned === name || name.includes('@') ? undefined : pinned;
}
