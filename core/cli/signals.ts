/** What the system, or somebody at the terminal, tells this process. */
export type ProcessSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGUSR1';

/** Lets a command decide what signals mean while it runs; otherwise the first two stop it. */
export interface Signals {
  /** From now on `listener` is told, and nothing else happens. Gives the function that ends it. */
  take(listener: (signal: ProcessSignal) => void): () => void;
}

type SystemListener = (signal: ProcessSignal) => void;

/** `stop` is called for SIGINT and SIGTERM that no command has taken. */
export function systemSignals(
  stop: () => void,
  system: Pick<NodeJS.Process, 'on' | 'off'> = process,
): Signals {
  let taker: SystemListener | undefined;
  const tell: SystemListener = (signal) => (taker === undefined ? stop() : taker(signal));
  system.on('SIGINT', tell);
  system.on('SIGTERM', tell);
  return {
    take: (listener) => {
      taker = listener;
      // Only from now on: elsewhere a terminal that goes away ends the command, as usual. Node's own answer to
      // SIGUSR1 would be to open its debugger.
      system.on('SIGHUP', tell);
      system.on('SIGUSR1', tell);
      return () => {
        taker = undefined;
        system.off('SIGHUP', tell);
        system.off('SIGUSR1', tell);
      };
    },
  };
}
