import { formatBytes } from '../../../contract/index.ts';
import { chunkLimit } from '../create-plan.ts';
import { passed, toldCheck, type PlannedCheck } from './start-check.ts';

/** Whether all that is to be written fits on the medium. */
export const checkSpace: PlannedCheck = ({ plan, engine }) => {
  const id = 'space';
  const { destination } = engine.request;
  const told = toldCheck(id, plan, ['SPACE_TOO_SMALL']);
  if (told.length > 0 || !plan.ok || destination.kind !== 'archive') return Promise.resolve(told);
  const { archive, totals } = plan.report;
  if (archive?.freeBytes === undefined) return Promise.resolve([]);
  return Promise.resolve([
    passed(id, 'CHECK_SPACE', {
      directory: destination.directory,
      needed: formatBytes(totals.writeBytes),
      free: formatBytes(archive.freeBytes),
    }),
  ]);
};

/** Whether every piece fits into a file of the medium, and into a chunk; and what becomes of one that does not. */
export const checkFiles: PlannedCheck = async ({ plan, engine, run }) => {
  const id = 'file-limit';
  const told = toldCheck(id, plan, [
    'BLOB_EXCEEDS_FILE_LIMIT',
    'BLOB_EXCEEDS_CHOSEN_LIMIT',
    'BLOB_NEEDS_TOO_MANY_PARTS',
    'BLOB_EXCEEDS_ARCHIVE_SIZE',
  ]);
  const archive = plan.ok ? plan.report.archive : undefined;
  const limit = await chunkLimit(engine, run);
  if (told.length > 0 || archive === undefined || limit === undefined) return told;
  return [
    passed(id, 'CHECK_FILES', {
      chunks: archive.chunks,
      limit: formatBytes(limit),
      largest: formatBytes(archive.largestBlob),
    }),
  ];
};
