/** A place in a line. */
export interface Turn {
  /** Resolves when everybody before has left. */
  readonly come: Promise<void>;
  /** Lets the next one come; also when the work failed. More than once does nothing. */
  leave(): void;
}

/** A line: what is begun at the same time ends one after the other, in the order of `join`. */
export interface Turns {
  join(): Turn;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    join() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      last = before.then(() => promise);
      return { come: before.then(() => undefined), leave: () => resolve(undefined) };
    },
  };
}
