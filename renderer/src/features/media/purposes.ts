import type { PathPurpose } from '../../../../core/contract/index.ts';

/** Whether one file is chosen for this purpose, and not a folder. */
export function isFilePurpose(purpose: PathPurpose): boolean {
  return purpose === 'config-file' || purpose === 'auth-file' || purpose === 'ca-file';
}
