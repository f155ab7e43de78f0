import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { acquireLock } from '../../../core/ledger/index.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../../core/ports/index.ts';

/** What a process that ended badly leaves at `path`: its lock, or the beginning of it. */
export async function leaveStaleLock(path: string, kind: 'of the dead' | 'unwritten'): Promise<void> {
  if (kind === 'unwritten') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
    return;
  }
  const { pid } = spawnSync('true');
  await acquireLock({
    fs: systemFileSystem,
    path,
    environment: systemEnvironment(),
    clock: { ...systemClock, sleep: () => new Promise(() => undefined) },
    random: systemRandom,
    command: 'sluice mirror',
    pid,
  });
}
