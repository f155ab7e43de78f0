import { join } from 'node:path';
import { must, type Bench, type FaultCase, type Harmless, type Try } from '../case.ts';
import { openDiskWorld, type DiskWorld } from '../support/disk-world.ts';
import { exportKind } from '../support/export-move.ts';
import { filesIn, temporaryFiles } from '../support/folder-listing.ts';
import { randomStrike, struckCommand, type Strike, type Undisturbed } from '../support/killed-command.ts';
import type { Move, MoveKind } from '../support/moves.ts';
import { registryKind } from '../support/registry-move.ts';
import type { Attempt } from '../../support/resume-kills.ts';

/** Blobs on their way at once: see core/transfer/transfer.ts. */
const workers = 12;

/** How many tries of what, in the order of their numbers. */
const plan: readonly { readonly tries: number; readonly how: Strike; readonly kind?: string }[] = [
  { tries: 200, how: 'SIGKILL', kind: 'export' },
  { tries: 200, how: 'SIGKILL', kind: 'import' },
  { tries: 100, how: 'SIGKILL', kind: 'mirror' },
  { tries: 50, how: 'SIGTERM' },
  { tries: 20, how: 'SIGINT twice' },
];

/** F19. The command is struck at a random moment of its life, and run again. */
export const killed: FaultCase = {
  id: 'F19',
  title: 'the process is killed (SIGKILL, SIGTERM, SIGINT twice) at any moment',
  amount: plan.reduce((sum, { tries }) => sum + tries, 0),
  sample: 3,
  async open(): Promise<Bench> {
    const world = await openDiskWorld('killed');
    const exported = await exportKind(world, 'export', 'earlier', {});
    const full = await exportKind(world, 'first', 'empty', {});
    const kinds = [
      exported,
      await registryKind(world, 'import', full.reference.disk),
      await registryKind(world, 'mirror'),
    ];
    const measured = new Map<string, Measured>();
    for (const kind of kinds) measured.set(kind.name, await measure(world, kind));
    return {
      run: async ({ number, random, folder }) => {
        const { how, kind: wanted } = planned(number);
        const kind = kinds.find(({ name }) => name === wanted) ?? random.pick(kinds);
        const whole = measured.get(kind.name);
        if (whole === undefined) throw new RangeError('not measured');
        const move = await kind.open(folder);
        try {
          return await strike(move, folder, how, whole, random);
        } finally {
          await move.close();
        }
      },
      close: world.close,
    };
  },
};

function planned(number: number): (typeof plan)[number] {
  let first = 0;
  for (const part of plan) {
    first += part.tries;
    if (number < first) return part;
  }
  throw new RangeError(`no try ${number}`);
}

interface Measured extends Undisturbed {
  /** Bytes of blobs that have to go over the wire. */
  readonly bytes: number;
}

/** Milliseconds until a process has ended that nothing holds up; only a start for guesses. */
const guessedLife = 1200;

async function measure(world: DiskWorld, kind: MoveKind): Promise<Measured> {
  const move = await kind.open(join(world.folder, `measured-${kind.name}`));
  let requests = 0;
  move.server.before = () => void (requests += 1);
  const before = move.moved();
  await move.run();
  move.server.before = () => undefined;
  const bytes = move.moved() - before;
  await move.close();
  return { requests, bytes, lasted: guessedLife, lastPhase: kind.name === 'export' ? 'finish' : 'resources' };
}

async function strike(
  move: Move,
  folder: string,
  how: Strike,
  whole: Measured,
  random: Try['random'],
): Promise<Harmless> {
  const at = randomStrike(random, whole);
  const when = `${move.name}, ${how} at ${JSON.stringify(at)}`;
  const before = move.moved();
  const options = { cwd: folder, variables: move.variables };
  const struck = await struckCommand(move.args, options, move.server, at, how);
  mustHaveEnded(struck, how, when);
  await move.mustBeWhole(when);
  const left = temporaryFiles(await filesIn(folder));
  must(left.length <= workers, 'wrong', `${when}: left behind: ${left.join()}`);
  const held = await move.journalled();
  const traffic = move.traffic();
  const ended = await move.goOn(when);
  for (const [key, count] of move.traffic()) {
    const again = count > (traffic.get(key) ?? 0) && held.has(key.slice(key.indexOf(' ') + 1));
    must(!again, 'wrong', `${when}: the journal had it: ${key}`);
  }
  return { moved: move.moved() - before, needed: whole.bytes, ended: `${how}: ${ended}` };
}

/** A process that is asked to stop says so with 130, unless it had ended or had not yet begun to listen. */
function mustHaveEnded({ code, signal, errors, report }: Attempt, how: Strike, when: string): void {
  if (signal !== null || code === 0) return;
  const stopped = code === 130 && (report === undefined || report.status === 'interrupted');
  must(how !== 'SIGKILL' && stopped, 'wrong', `${when}: ended with ${code}: ${errors}`);
}
