import type { FaultCase } from '../case.ts';
import { diskCases } from './disk.ts';
import { forgedPapers } from './forged-papers.ts';
import { forgedSets } from './forged-sets.ts';
import { limitCases } from './resource-limits.ts';
import { networkCases } from './network.ts';
import { parserCases } from './parsers.ts';
import { uploadCases } from './uploads.ts';

/** The rows of the fault matrix that run here (registry-client.md 3.5), in its order. */
export const faultCases: readonly FaultCase[] = [
  ...networkCases,
  ...uploadCases,
  ...limitCases,
  ...diskCases,
  ...parserCases,
  forgedSets,
  forgedPapers,
].toSorted((a, b) => a.id.localeCompare(b.id));
