import type { RunPhase } from '../contract/index.ts';
import type { Clock } from '../ports/index.ts';
import type { Observer } from './observer.ts';

/** Milliseconds between two events: at most ten a second (DESIGN section 3). */
const interval = 100;

/** Tells how many of the images a phase is through, for phases that count images and not bytes. */
export function countedProgress(
  observer: Observer,
  clock: Clock,
  phase: RunPhase,
): (done: number, total: number) => void {
  let told = -interval;
  return (done, total) => {
    const now = clock.monotonic();
    if (now - told < interval && done < total) return;
    told = now;
    observer({
      type: 'progress',
      progress: {
        phase,
        bytesDone: 0,
        bytesTotal: 0,
        blobsDone: 0,
        blobsTotal: 0,
        imagesDone: done,
        imagesTotal: total,
        imagesFailed: 0,
        rate: 0,
        inFlight: [],
      },
    });
  };
}
