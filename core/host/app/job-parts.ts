import { SluiceError } from '../../contract/index.ts';
import type { JobParts } from '../jobs/index.ts';

/**
 * What jobs get from areas of the host that this assembly does not have: without enclaves none is known, without
 * drives a folder is a folder.
 */
export const bareJobParts: JobParts = {
  enclave: () => Promise.resolve(undefined),
  mediumOf: () => Promise.resolve(undefined),
  dropFromCache: () => Promise.resolve({ pastCache: false }),
  eject: (driveId) =>
    Promise.reject(new SluiceError('JOB_NO_DRIVE', { params: { folder: driveId }, affected: [driveId] })),
};
