import { verifySet } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { showFindings } from '../observer.ts';
import { rateMeter } from '../progress-sampler.ts';
import type { MirrorTask } from './task.ts';

/** Milliseconds between two snapshots. */
const interval = 200;

/**
 * Reads every byte of the set that is imported and compares it, when that is asked for: nothing of a set that is damaged
 * anywhere reaches the registry then. Without it each blob is verified on its way, and what is damaged is left out.
 * Throws SET_REFUSED naming the damaged files, and the signal's reason.
 */
export async function verifyFirst(task: MirrorTask): Promise<void> {
  const { source, request, signal, observer } = task;
  const { set } = source;
  if (!request.verifyFirst || set === undefined) return;
  const report = await verifySet(set, { signal, onProgress: progressOf(task) });
  const findings = report.chunks.flatMap((chunk) => chunk.findings);
  showFindings(observer, findings);
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  throw new SluiceError('SET_REFUSED', {
    params: { directory: set.directory, count: errors.length },
    stage: 'preflight',
    side: 'source',
    affected: [...new Set(errors.flatMap(({ affected }) => affected))],
  });
}

function progressOf({
  services,
  observer,
}: MirrorTask): (now: { readonly bytes: number; readonly total: number }) => void {
  const { clock } = services;
  const meter = rateMeter(clock);
  let told = Number.NEGATIVE_INFINITY;
  return ({ bytes, total }) => {
    const now = clock.monotonic();
    if (now - told < interval && bytes < total) return;
    told = now;
    const rate = meter(bytes);
    observer({
      type: 'progress',
      progress: {
        phase: 'preflight',
        bytesDone: bytes,
        bytesTotal: total,
        blobsDone: 0,
        blobsTotal: 0,
        imagesDone: 0,
        imagesTotal: 0,
        imagesFailed: 0,
        rate,
        ...(rate > 0 && { secondsLeft: (total - bytes) / rate }),
        inFlight: [],
      },
    });
  };
}
