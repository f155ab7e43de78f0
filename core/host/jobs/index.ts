export { createJobs, type JobOutcome, type Jobs } from './create-jobs.ts';
export type { JobRecord, SetFacts } from './job-record.ts';
export type { Engine, JobParts } from './parts.ts';
export { setFolderOf } from './set-folder.ts';
