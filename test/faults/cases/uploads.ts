import type { FaultCase } from '../case.ts';
import { forgottenBlobs } from './forgotten-blobs.ts';
import { lostCommits } from './lost-commits.ts';
import { miscountedUploads } from './miscounted-uploads.ts';
import { refusedSizes } from './refused-sizes.ts';
import { uploadResets } from './upload-resets.ts';

export const uploadCases: readonly FaultCase[] = [
  uploadResets,
  lostCommits,
  miscountedUploads,
  refusedSizes,
  forgottenBlobs,
];
