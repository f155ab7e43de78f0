import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sluice, type SluiceOutcome } from '../../support/sluice.ts';
import { must, type Bench, type FaultCase, type Try } from '../case.ts';
import { openDiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import type { Move } from '../support/moves.ts';
import { registryKind } from '../support/registry-move.ts';
import { leaveStaleLock } from '../support/stale-lock.ts';

/** Longer than any of this takes: two that wait for each other must not be waited for. Milliseconds. */
const patience = 60_000;

/** F26. The same command twice, nearly at once; each fourth time over the lock of a process that died. */
export const twoAtOnce: FaultCase = {
  id: 'F26',
  title: 'two processes on the same target, also over the lock of a dead one',
  amount: 200,
  sample: 2,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('two-at-once');
    const full = await exportKind(world, 'first', 'empty', {});
    const kinds = [
      await exportKind(world, 'export', 'earlier', {}),
      await registryKind(world, 'import', full.reference.disk),
    ];
    return {
      run: async ({ number, random, folder }) => {
        const kind = kinds[number % kinds.length];
        if (kind === undefined) throw new RangeError('no such kind');
        const move = await kind.open(folder);
        try {
          const isStale = Math.floor(number / kinds.length) % 4 === 0;
          const stale = random.fraction() < 0.8 ? 'of the dead' : 'unwritten';
          if (isStale) await leaveStaleLock(move.lockFile, stale);
          await contend(move, folder, random);
          return { ended: `${kind.name}${isStale ? `, over a lock ${stale}` : ''}` };
        } finally {
          await move.close();
        }
      },
      close: world.close,
    };
  },
};

interface Contender {
  readonly pid: number | undefined;
  readonly ended: Promise<SluiceOutcome>;
}

async function contend(move: Move, folder: string, random: Try['random']): Promise<void> {
  // Another user's state directory does not make it another medium; a registry is held on this machine only.
  const elsewhere = move.name === 'export' && random.fraction() < 0.5;
  const other = elsewhere ? { SLUICE_STATE_DIR: join(folder, 'other-state') } : {};
  const held = new AbortController();
  // Nobody gets to its end while the other has not had its turn.
  move.server.before = async ({ method, route }) => {
    const moves = route.kind === 'blob' ? method === 'GET' : route.kind === 'uploads';
    if (moves) await sleep(patience, undefined, { signal: held.signal }).catch(() => undefined);
    return undefined;
  };
  const contenders: Contender[] = [];
  for (const variables of [{}, other]) {
    contenders.push(start(move, folder, variables));
    await sleep(random.between(0, 50));
  }
  await Promise.race([...contenders.map(({ ended }) => ended), sleep(patience, undefined, { ref: false })]);
  held.abort();
  move.server.before = () => undefined;
  const outcomes = await Promise.all(contenders.map(async ({ pid, ended }) => ({ pid, ...(await ended) })));
  const winners = outcomes.filter(({ code }) => code === 0);
  const said = JSON.stringify(outcomes.map(({ code, errors }) => [code, errors]));
  must(winners.length === 1, 'wrong', `${winners.length} of two ran: ${said}`);
  for (const { code, errors } of outcomes) {
    if (code === 0) continue;
    const names =
      errors.includes('LEDGER_LOCKED') && errors.includes(`process ${winners[0]?.pid} on ${hostname()}`);
    must(code === 1 && names, 'wrong', `the other does not say who is at work: ${said}`);
  }
  await move.mustBeDone('two at once');
}

function start(move: Move, cwd: string, variables: Readonly<Record<string, string>>): Contender {
  let pid: number | undefined;
  const ended = sluice([...move.args, '--json'], {
    cwd,
    variables: { ...move.variables, ...variables },
    onStart: (child) => void (pid = child.pid),
  });
  return { pid, ended };
}
