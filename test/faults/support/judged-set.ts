import { openSet, verifySet } from '../../../core/archive/index.ts';
import { SluiceError, type Finding } from '../../../core/contract/index.ts';
import { systemFileSystem } from '../../../core/ports/index.ts';

/** What `sluice verify` says against the set in a folder: every code, and what it names. */
export async function complaintsAbout(
  directory: string,
): Promise<readonly Pick<Finding, 'level' | 'code' | 'affected'>[]> {
  try {
    const opened = await openSet(systemFileSystem, directory);
    try {
      const { chunks } = await verifySet(opened);
      return [...opened.problems, ...chunks.flatMap(({ findings }) => findings)];
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error;
    return [{ level: 'error', code: error.code, affected: error.affected }];
  }
}
