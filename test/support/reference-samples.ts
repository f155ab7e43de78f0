import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with field samples and recordings, which is not part of the project. */
export const samplesFolder = process.env['SLUICE_SHARED'] ?? join(process.cwd(), '..', 'shared');

/** `describe.skipIf` needs to know whether `path` below it exists. */
export function samplesAbsent(path: string): boolean {
  return !existsSync(join(samplesFolder, path));
}
