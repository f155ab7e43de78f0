import { SluiceError } from '../../../contract/index.ts';

/** For the words of a failure. */
export interface Storage {
  /** How the catalogue is called. */
  readonly catalog: string;
  readonly directory: string;
}

/** Runs calls of the system that keep a catalogue. Throws CATALOG_STORAGE_FAILED for their failures. */
export async function storing<Result>(storage: Storage, calls: () => Promise<Result>): Promise<Result> {
  try {
    return await calls();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (error instanceof SluiceError || typeof code !== 'string') throw error;
    throw storageFailed(storage, code, String(error), error);
  }
}

/** A call of the system that failed with `reason`, such as `ENOSPC`. */
export function storageFailed(
  { catalog, directory }: Storage,
  reason: string,
  detail: string,
  cause?: unknown,
): SluiceError {
  return new SluiceError('CATALOG_STORAGE_FAILED', {
    params: { catalog, directory, reason },
    stage: 'collect',
    affected: [catalog],
    detail,
    cause,
  });
}

/** What is kept of a catalogue is not what was written. */
export function indexDamaged(catalog: string): SluiceError {
  return new SluiceError('CATALOG_INDEX_DAMAGED', {
    params: { catalog },
    stage: 'collect',
    affected: [catalog],
    retryable: true,
  });
}
