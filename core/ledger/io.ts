import { SluiceError } from '../contract/index.ts';

/** The `code` of a Node system error (ENOENT, ENOSPC …), if `error` is one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function writeFailed(path: string, error: unknown): SluiceError {
  return ioFailed('LEDGER_WRITE_FAILED', path, error);
}

export function readFailed(path: string, error: unknown): SluiceError {
  return ioFailed('LEDGER_READ_FAILED', path, error);
}

function ioFailed(code: 'LEDGER_WRITE_FAILED' | 'LEDGER_READ_FAILED', path: string, error: unknown) {
  if (error instanceof SluiceError) return error;
  return new SluiceError(code, {
    params: { path, reason: systemCode(error) ?? 'unknown' },
    affected: [path],
    ...(error instanceof Error && { detail: error.message }),
    cause: error,
  });
}

/** Runs `work`, which writes `path`. Throws LEDGER_WRITE_FAILED in place of a system error. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw writeFailed(path, error);
  }
}

/** Runs `work`, which reads `path`; undefined when nothing is there. Throws LEDGER_READ_FAILED in place of a system error. */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw readFailed(path, error);
  }
}
