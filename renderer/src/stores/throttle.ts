/** Calls back after milliseconds; tests stand in. */
export type Later = (call: () => void, milliseconds: number) => void;

const timer: Later = (call, milliseconds) => void setTimeout(call, milliseconds);

/** A function that calls `work` once, `interval` milliseconds after the first of many calls. */
export function throttle(work: () => void, interval: number, later: Later = timer): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      work();
    }, interval);
  };
}
