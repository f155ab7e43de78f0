import { SluiceError } from '../../contract/index.ts';
import type { Jobs } from './create-jobs.ts';

/** The folder of the set that a job wrote, or read. Throws JOB_UNKNOWN, JOB_DOCUMENT_UNAVAILABLE. */
export function setFolderOf(jobs: Pick<Jobs, 'outcome'>, jobId: string): string {
  const { media } = jobs.outcome(jobId).record;
  const medium = media.find(({ use }) => use === 'write') ?? media[0];
  if (medium === undefined) throw new SluiceError('JOB_DOCUMENT_UNAVAILABLE', { affected: [jobId] });
  return medium.folder;
}
