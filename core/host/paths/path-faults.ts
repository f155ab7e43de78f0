import { SluiceError } from '../../contract/index.ts';

/** The code of a system error (ENOENT, EACCES …); `unknown` for anything else. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

/** A system error met while looking at `path`, in the words of chosen folders and files. */
export function pathFault(error: unknown, path: string): SluiceError {
  if (error instanceof SluiceError) return error;
  const reason = reasonOf(error);
  const details = { params: { path, reason }, affected: [path], cause: error };
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ESTALE':
      return new SluiceError('PATH_GONE', details);
    case 'EACCES':
    case 'EPERM':
      return new SluiceError('PATH_NO_PERMISSION', details);
    default:
      return new SluiceError('PATH_READ_FAILED', details);
  }
}
