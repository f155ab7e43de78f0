import type { Clock } from '../../ports/index.ts';
import type { Exchange } from './exchange.ts';

/** Looks at every open exchange now and then; runs only while there is one. */
export interface StallWatch {
  add(exchange: Exchange): void;
  remove(exchange: Exchange): void;
  /** Looks once, now. */
  look(): void;
}

export function createStallWatch(clock: Clock, everyMilliseconds: number): StallWatch {
  const open = new Set<Exchange>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = clock.monotonic();
    for (const exchange of open) exchange.tick(now);
  };
  return {
    look,
    add: (exchange) => {
      open.add(exchange);
      timer ??= setInterval(look, everyMilliseconds).unref();
    },
    remove: (exchange) => {
      open.delete(exchange);
      if (open.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
