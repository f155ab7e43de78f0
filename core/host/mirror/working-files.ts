import { join } from 'node:path';
import { probeWriting } from '../../ports/index.ts';
import { makeStateFolder, stateDirectory } from '../../ledger/index.ts';
import type { MirrorTask } from './task.ts';

/** The `working-dir` of a run: in the export's folder, the workspace, or the folder that is read (oc-mirror-v2.md 3.1). */
export function workingDirectory(task: MirrorTask): string {
  const { destination, workspace, from } = task.request;
  if (destination.kind === 'archive') return join(destination.directory, 'working-dir');
  const root = workspace ?? from ?? join(stateDirectory(task.services.environment), 'workspace');
  return root.endsWith('/working-dir') ? root : join(root, 'working-dir');
}

/**
 * Where working files really go: a set on a read-only medium leaves its folder alone, and they
 * go to the state directory, which the user is told.
 */
export async function writableWorkingDirectory(task: MirrorTask): Promise<string> {
  const { fs, environment } = task.services;
  const wanted = workingDirectory(task);
  try {
    await fs.mkdir(wanted, { recursive: true });
    await probeWriting(fs, wanted);
    return wanted;
  } catch {
    const { destination } = task.request;
    const name =
      destination.kind === 'registry' ? destination.host.replaceAll(/[^A-Za-z0-9.-]/g, '_') : 'archive';
    const instead = join(stateDirectory(environment), 'workspace', name, 'working-dir');
    await makeStateFolder(fs, instead);
    task.observer({
      type: 'finding',
      level: 'note',
      message: { code: 'WORKSPACE_READ_ONLY', params: { directory: wanted, instead }, affected: [wanted] },
    });
    return instead;
  }
}
