import { formatBytes } from '../../../contract/index.ts';
import { fileLimitOf, readSpace, requireWritable } from '../../../plan/index.ts';
import { passed, warned, type StartCheck } from './start-check.ts';

/** Whether the folder can be written: a file is written there and removed. */
export const checkFolder: StartCheck = async ({ engine }) => {
  const { destination } = engine.request;
  if (destination.kind !== 'archive') return [];
  const { directory } = destination;
  await requireWritable(engine.services.fs, directory);
  return [passed('destination', 'CHECK_WRITABLE', { directory })];
};

/** What kind of file system the medium has, and which files it takes. */
export const checkMedium: StartCheck = async ({ desk, run, engine }) => {
  const id = 'medium';
  if (run.destination.kind !== 'archive' || engine.request.destination.kind !== 'archive') return [];
  const facts = await desk.paths.describe(run.destination.folder).catch(() => undefined);
  const space = await readSpace(engine.services.fs, engine.request.destination.directory);
  const limit = fileLimitOf(engine.request.fileLimit, space) ?? facts?.fileLimit;
  const fileSystem = facts?.fileSystem ?? space.limited?.name;
  if (limit !== undefined) {
    return [passed(id, 'CHECK_MEDIUM_LIMITED', { fileSystem: fileSystem ?? '-', limit: formatBytes(limit) })];
  }
  return fileSystem === undefined
    ? [warned(id, 'CHECK_MEDIUM_UNKNOWN')]
    : [passed(id, 'CHECK_MEDIUM', { fileSystem })];
};
