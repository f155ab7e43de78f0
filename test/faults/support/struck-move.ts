import { join } from 'node:path';
import type { Attempt } from '../../support/resume-kills.ts';
import { must, type Harmless, type Try } from '../case.ts';
import type { DiskWorld } from './disk-world.ts';
import { filesIn, temporaryFiles } from './folder-listing.ts';
import { randomStrike, struckCommand, type Strike, type Undisturbed } from './killed-command.ts';
import type { Move, MoveKind } from './moves.ts';

/** Blobs on their way at once: see core/transfer/transfer.ts. */
const workers = 12;

/** A move that nothing disturbed. */
export interface MeasuredMove extends Undisturbed {
  /** Bytes of blobs that have to go over the wire. */
  readonly bytes: number;
}

/** Milliseconds until a process has ended that nothing holds up; only a start for guesses. */
const guessedLife = 1200;

/** Runs a move once, undisturbed. */
export async function measureMove(world: DiskWorld, kind: MoveKind): Promise<MeasuredMove> {
  const move = await kind.open(join(world.folder, `measured-${kind.name}`));
  let requests = 0;
  move.server.before = () => void (requests += 1);
  const before = move.moved();
  await move.run();
  move.server.before = () => undefined;
  const bytes = move.moved() - before;
  await move.close();
  return {
    requests,
    bytes,
    lasted: guessedLife,
    lastPhase: move.medium !== undefined && kind.name !== 'import' ? 'finish' : 'resources',
  };
}

/** Strikes the command of a move at a random moment, runs it again and looks at what came of both. */
export async function strikeMove(
  move: Move,
  folder: string,
  how: Strike,
  whole: MeasuredMove,
  random: Try['random'],
): Promise<Harmless> {
  const at = randomStrike(random, whole);
  const when = `${move.name}, ${how} at ${JSON.stringify(at)}`;
  const before = move.moved();
  const options = { cwd: folder, variables: move.variables };
  const struck = await struckCommand(move.args, options, move.server, at, how);
  mustHaveEnded(struck, how, when);
  await move.mustBeWhole(when);
  const left = new Set(temporaryFiles(await filesIn(folder)).map(withoutPart));
  must(left.size <= workers, 'wrong', `${when}: left behind: ${[...left].join()}`);
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

/** The parts of a chunk count as one. */
function withoutPart(path: string): string {
  return path.replace(/(\.partial-\d{6})-\d{4}$/, '$1');
}
