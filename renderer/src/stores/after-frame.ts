/** Calls back after the next frame; tests stand in. */
export type AfterFrame = (call: () => void) => void;

/** Milliseconds that a frame is waited for: a window that is covered draws none. */
const patience = 200;

const frame: AfterFrame = (call) => {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    call();
  };
  const timer = setTimeout(once, patience);
  // A timer that is set in a frame comes after it is painted.
  requestAnimationFrame(() => setTimeout(once, 0));
};

/**
 * A function that does work after the next frame: all that came until then at once, in its order. What the host tells
 * together is so drawn in two frames, the job in one and its rows in the other, and neither takes too long.
 */
export function frameQueue(afterFrame: AfterFrame = frame): (work: () => void) => void {
  let waiting: (() => void)[] = [];
  return (work) => {
    waiting.push(work);
    if (waiting.length > 1) return;
    afterFrame(() => {
      const all = waiting;
      waiting = [];
      for (const one of all) one();
    });
  };
}
