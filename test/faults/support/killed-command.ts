import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeHook } from '../../../core/practice/index.ts';
import { attempt, type Attempt, type Moment } from '../../support/resume-kills.ts';
import type { SluiceOptions } from '../../support/sluice.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';

/** When a command is struck: at a request that it makes, or so long after a phase of it begins. */
export type StrikeAt =
  | { readonly kind: 'request'; readonly number: number; readonly milliseconds: number }
  | ({ readonly kind: 'moment' } & Moment);

/** What a strike is. */
export type Strike = 'SIGKILL' | 'SIGTERM' | 'SIGINT twice';

/** A server that the command talks to. */
export interface Watched {
  before: BeforeHook;
}

/** What an undisturbed run of the command looks like, to choose a moment in it. */
export interface Undisturbed {
  readonly requests: number;
  /** Milliseconds. */
  readonly lasted: number;
  /** The phase that a kill should meet as well: short, and full of consequences. */
  readonly lastPhase: Moment['after'];
}

/** Mostly while content moves, where the requests tell how far a run is; else while a set is finished; else anywhere. */
export function randomStrike(random: SeededRandom, { requests, lasted, lastPhase }: Undisturbed): StrikeAt {
  const draw = random.fraction();
  if (draw < 0.55) {
    const milliseconds = random.fraction() < 0.5 ? 0 : random.between(1, 20);
    return { kind: 'request', number: random.between(1, requests), milliseconds };
  }
  if (draw < 0.85) return { kind: 'moment', after: lastPhase, milliseconds: random.between(0, 40) };
  return { kind: 'moment', after: 'start', milliseconds: random.between(0, Math.ceil(lasted)) };
}

/** Runs `sluice …` as a process of its own and strikes it. */
export async function struckCommand(
  args: readonly string[],
  options: Omit<SluiceOptions, 'onStart'>,
  server: Watched,
  at: StrikeAt,
  how: Strike,
): Promise<Attempt> {
  const strike = async (child: ChildProcess): Promise<void> => {
    child.kill(how === 'SIGINT twice' ? 'SIGINT' : how);
    if (how !== 'SIGINT twice') return;
    await sleep(5);
    child.kill('SIGINT');
  };
  if (at.kind === 'moment') return attempt(args, options, at, strike);
  let seen = 0;
  const watch = (child: ChildProcess): void => {
    server.before = async () => {
      seen += 1;
      if (seen !== at.number) return undefined;
      if (at.milliseconds > 0) void sleep(at.milliseconds).then(() => strike(child));
      else await strike(child);
      return undefined;
    };
  };
  try {
    return await attempt(args, options, { after: 'start', milliseconds: 0 }, watch);
  } finally {
    server.before = () => undefined;
  }
}
