import { SluiceError } from '../contract/index.ts';

/** A failed system call as an error that says what the operator can do. `file` is a name, not a full path. */
export function storageFault(error: unknown, file: string, action: 'read' | 'write'): SluiceError {
  if (error instanceof SluiceError) return error;
  const reason = errno(error) ?? 'unknown';
  const details = { params: { file, reason }, affected: [file], detail: String(error), cause: error };
  if (action === 'read') return new SluiceError('ARCHIVE_READ_FAILED', details);
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new SluiceError('ARCHIVE_DISK_FULL', details);
    case 'EFBIG':
      return new SluiceError('ARCHIVE_FILE_LIMIT', details);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new SluiceError('ARCHIVE_NOT_WRITABLE', details);
    default:
      return new SluiceError('ARCHIVE_WRITE_FAILED', details);
  }
}

/** The system's code of a failed call, such as `ENOENT`. */
export function errno(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
