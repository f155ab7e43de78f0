import { SluiceError } from '../../contract/index.ts';
import { errno } from '../storage-fault.ts';

/** A failed call on a drop folder or a set folder as an error that says what the operator can do. */
export function dropFault(error: unknown, folder: string, file: string): SluiceError {
  if (error instanceof SluiceError) return error;
  const reason = errno(error) ?? 'unknown';
  const details = {
    params: { folder, file, reason },
    affected: [file],
    detail: String(error),
    cause: error,
  };
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new SluiceError('DROP_TARGET_FULL', details);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new SluiceError('DROP_NOT_WRITABLE', details);
    default:
      return new SluiceError('DROP_UNREACHABLE', { ...details, retryable: true });
  }
}
