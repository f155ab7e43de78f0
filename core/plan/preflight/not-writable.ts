import { SluiceError } from '../../contract/index.ts';

/** That a folder cannot be written, with what the system says. */
export function notWritable(directory: string, error: unknown): SluiceError {
  return new SluiceError('DIRECTORY_NOT_WRITABLE', {
    params: { directory, message: (error as NodeJS.ErrnoException).code ?? String(error) },
    stage: 'preflight',
    side: 'sink',
    affected: [directory],
    cause: error,
  });
}
