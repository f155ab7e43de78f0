import { SluiceError } from '../contract/index.ts';

/** Ends `work` when it takes longer than `limit` milliseconds: a page waits for it. Throws REGISTRY_TOO_SLOW then. */
export async function inTime<Result>(
  host: string,
  limit: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = AbortSignal.timeout(limit);
  try {
    return await work(AbortSignal.any([signal, late]));
  } catch (error) {
    if (!late.aborted || signal.aborted) throw error;
    throw new SluiceError('REGISTRY_TOO_SLOW', {
      params: { host, seconds: Math.ceil(limit / 1000) },
      affected: [host],
      cause: error,
    });
  }
}
