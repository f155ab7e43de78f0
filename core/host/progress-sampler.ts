import type { ProgressSnapshot, RunPhase } from '../contract/index.ts';
import type { Clock } from '../ports/index.ts';
import type { TransferProgress } from '../transfer/index.ts';
import type { Observer } from './observer.ts';

/** Milliseconds between snapshots: at most ten a second (DESIGN section 3). */
const interval = 200;
/** Weight of the newest sample in the smoothed rate. */
const smoothing = 0.15;
const inFlightShown = 32;

/** Samples the counters while `work` runs and tells a snapshot each time, and once at the end. */
export async function sampled<Result>(
  options: {
    readonly clock: Clock;
    readonly observer: Observer;
    readonly phase: RunPhase;
    readonly progress: TransferProgress;
  },
  work: () => Promise<Result>,
): Promise<Result> {
  const { clock, observer, phase, progress } = options;
  const meter = rateMeter(clock);
  const tell = (): void =>
    observer({
      type: 'progress',
      progress: takeSnapshot(phase, progress, meter(progress.counters.bytesDone)),
    });
  const timer = setInterval(tell, interval);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    tell();
  }
}

/** Bytes a second, smoothed over the last seconds; restarts of a blob count as zero, not as a fall. */
export function rateMeter(clock: Pick<Clock, 'monotonic'>): (bytes: number) => number {
  let time = clock.monotonic();
  let bytes = 0;
  let rate: number | undefined;
  return (now) => {
    const elapsed = (clock.monotonic() - time) / 1000;
    if (elapsed <= 0) return rate ?? 0;
    const current = Math.max(0, now - bytes) / elapsed;
    rate = rate === undefined ? current : rate + smoothing * (current - rate);
    time = clock.monotonic();
    bytes = now;
    return rate;
  };
}

function takeSnapshot(phase: RunPhase, progress: TransferProgress, rate: number): ProgressSnapshot {
  const { counters } = progress;
  const left = counters.bytesTotal - counters.bytesDone;
  return {
    phase,
    bytesDone: counters.bytesDone,
    bytesTotal: counters.bytesTotal,
    blobsDone: counters.blobsDone,
    blobsTotal: counters.blobsTotal,
    imagesDone: counters.imagesDone,
    imagesTotal: counters.imagesTotal,
    imagesFailed: counters.imagesFailed,
    rate,
    ...(rate > 0 && { secondsLeft: left / rate }),
    inFlight: [...progress.inFlight]
      .slice(0, inFlightShown)
      .map(({ label, digest, size, moved }) => ({ label, digest, size, moved })),
  };
}
