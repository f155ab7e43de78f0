import { openSync, unlinkSync, writeSync } from 'node:fs';
import { SluiceError } from '../../core/contract/index.ts';
import { acquireLock } from '../../core/ledger/index.ts';
import { systemClock, systemEnvironment, systemFileSystem, systemRandom } from '../../core/ports/index.ts';

// A process of its own for the race test: takes the lock again and again, and while it
// holds it makes a file that must not exist. Says `overlap` when it does.
const [path = '', rounds = '0'] = process.argv.slice(2);
const inside = `${path}-inside`;
let held = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  try {
    const lock = await acquireLock({
      fs: systemFileSystem,
      path,
      environment: systemEnvironment(),
      clock: systemClock,
      random: systemRandom,
      command: 'contender',
    });
    try {
      writeSync(openSync(inside, 'wx'), String(process.pid));
    } catch {
      console.log('overlap');
    }
    held += 1;
    await new Promise((resolve) => setImmediate(resolve));
    unlinkSync(inside);
    // A contender that dies does so with the lock in its hands, for the others to take over.
    if (process.argv[4] === 'dies' && held === 2) process.kill(process.pid, 'SIGKILL');
    await lock.release();
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'LEDGER_LOCKED') throw error;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
console.log(`held ${held}`);
