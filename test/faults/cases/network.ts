import type { FaultCase } from '../case.ts';
import { brokenDownloads } from './broken-downloads.ts';
import { firstContacts } from './first-contact.ts';
import { mirrorTroubles } from './mirrors.ts';
import { redirects } from './redirects.ts';
import { wrongRanges } from './ranges.ts';
import { serverErrors } from './server-errors.ts';
import { stallCases } from './stalls.ts';
import { tokens } from './tokens.ts';
import { slowDowns } from './slow-down.ts';
import { wrongBytes } from './wrong-bytes.ts';

export const networkCases: readonly FaultCase[] = [
  ...brokenDownloads,
  wrongRanges,
  stallCases,
  serverErrors,
  slowDowns,
  tokens,
  firstContacts,
  wrongBytes,
  mirrorTroubles,
  redirects,
];
