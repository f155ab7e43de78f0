import type { PathPurpose } from '../../../../core/contract/index.ts';

/** Whether one file is chosen for this purpose, and not a folder. */
export function isFilePurpose(purpose: PathPurpose): boolean {
  return ['config-file', 'auth-file', 'ca-file', 'chart-file', 'receipt-file', 'report-file'].includes(
    purpose,
  );
}
