import { archiveSetErrors } from './archive-set.ts';
import { archiveTarErrors } from './archive-tar.ts';
import { archiveWriteErrors } from './archive-write.ts';
import { dropErrors } from './drop.ts';
import { repairErrors } from './repair.ts';
import type { ErrorArea } from './text.ts';

/** Archive sets: reading them, writing them, checking them. */
export const archiveErrors = {
  ...archiveTarErrors,
  ...archiveWriteErrors,
  ...archiveSetErrors,
  ...repairErrors,
  ...dropErrors,
} as const satisfies ErrorArea;
