export interface CloseGuardOptions {
  readonly busy: () => boolean;
  /** Asks the user whether to interrupt what runs. */
  readonly ask: () => Promise<boolean>;
  /** Interrupts what runs so that it can be resumed. */
  readonly closeHost: () => Promise<void>;
  /** Ends the program without asking again. */
  readonly exit: () => void;
}

/** Stands between every wish to end the program and its end. */
export interface CloseGuard {
  /** For the window's `close` and the program's `before-quit`. */
  onClose(event: { preventDefault(): void }): void;
  /** For the menu and for a page that has asked the user itself. */
  end(options?: { readonly asked: boolean }): Promise<void>;
}

/** The program cannot go on without its window: a running job is interrupted, or the window stays. */
export function createCloseGuard({ busy, ask, closeHost, exit }: CloseGuardOptions): CloseGuard {
  let state: 'open' | 'asking' | 'ending' | 'ended' = 'open';
  const end: CloseGuard['end'] = async ({ asked } = { asked: false }) => {
    if (state !== 'open') return;
    state = 'asking';
    if (busy() && !asked && !(await ask().catch(() => false))) {
      state = 'open';
      return;
    }
    state = 'ending';
    await closeHost().catch(() => undefined);
    state = 'ended';
    exit();
  };
  return {
    end,
    onClose: (event) => {
      if (state === 'ended') return;
      event.preventDefault();
      void end();
    },
  };
}
