import { join } from 'node:path';
import { SluiceError, type PracticeState } from '../../contract/index.ts';
import type { PracticeEnvironment, PracticeScale } from '../../practice/index.ts';
import type { EventHub } from '../app/event-hub.ts';
import { toMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { practiceMemory, type PracticePorts } from './practice-memory.ts';
import { practiceUp } from './practice-run.ts';

/** The practice environment of this machine: one, started and stopped by the user, kept over restarts. */
export interface PracticeControl {
  /** Starts again what the last host left running, without waiting for it; a failure is told and leaves practice. */
  resume(): void;
  /** Whether the application practises: the machine's own sites are left alone meanwhile. */
  isOn(): boolean;
  state(): PracticeState;
  /** The running environment; waits for a start that is under way. Throws PRACTICE_NOT_RUNNING. */
  running(): Promise<PracticeEnvironment>;
  /** Throws PRACTICE_DIRECTORY_UNUSABLE and its like; nothing runs then. */
  start(): Promise<PracticeState>;
  /** What was practised stays. Throws PRACTICE_BUSY. */
  stop(): Promise<PracticeState>;
  /** Stops, and removes registries, disks, drafts and jobs. Throws PRACTICE_BUSY. */
  reset(): Promise<PracticeState>;
  /** Ends the servers; the next host starts them again. */
  close(): Promise<void>;
}

export interface PracticeControlOptions {
  readonly services: HostServices;
  /** The application's own folder; practice is in `practice` there. */
  readonly folder: string;
  readonly events: Pick<EventHub, 'publish'>;
  readonly scale?: PracticeScale;
  /** Whether a job of the practice environment is at work. */
  readonly isBusy: () => boolean;
  /** Removes what other areas keep of the practice environment. */
  readonly forget: () => Promise<void>;
}

/** Where everything of the practice environment is. */
export function practiceFolder(folder: string): string {
  return join(folder, 'practice');
}

/** The folder that plays the removable medium. */
export function practiceDisk(folder: string): string {
  return join(practiceFolder(folder), 'disk');
}

/** Knows whether the last host left it running, and starts nothing yet: see `resume`. */
export async function createPracticeControl(options: PracticeControlOptions): Promise<PracticeControl> {
  const { services, folder, events, scale = 'small' } = options;
  const { fs } = services;
  const directory = practiceFolder(folder);
  const memory = practiceMemory(services, folder);
  let { on, ports } = await memory.read();
  let environment: PracticeEnvironment | undefined;
  /** Starts, stops and resets go one after the other. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return await turn;
  };

  const state = (): PracticeState =>
    environment === undefined ? { running: false } : { running: true, hosts: environment.hosts };
  const tell = (): PracticeState => {
    events.publish('practice.changed', state());
    return state();
  };
  const remember = async (next: boolean): Promise<void> => {
    on = next;
    await memory.write({ on, ports });
  };

  const bringUp = async (): Promise<PracticeEnvironment> => {
    const up = (wanted: PracticePorts): Promise<PracticeEnvironment> =>
      practiceUp(services, { directory, scale, ports: wanted });
    try {
      await fs.mkdir(practiceDisk(folder), { recursive: true, mode: 0o700 });
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
      throw new SluiceError('PRACTICE_DIRECTORY_UNUSABLE', {
        params: { directory, reason },
        stage: 'practice',
        affected: [directory],
        cause,
      });
    }
    try {
      return await up(ports);
    } catch (error) {
      // Drafts and jobs name the ports, so the same are tried first; any others are better than none.
      const taken = error instanceof SluiceError && error.code.startsWith('PRACTICE_PORT_');
      if (!taken || Object.keys(ports).length === 0) throw error;
      return await up({});
    }
  };
  const start = async (): Promise<PracticeState> => {
    if (environment !== undefined) return state();
    const started = await bringUp();
    try {
      ports = portsOf(started);
      await remember(true);
    } catch (error) {
      await started.stop();
      throw error;
    }
    environment = started;
    return tell();
  };
  const takeDown = async (): Promise<void> => {
    const running = environment;
    environment = undefined;
    await running?.stop();
  };
  const refuseBusy = (): void => {
    if (options.isBusy()) throw new SluiceError('PRACTICE_BUSY', { stage: 'practice' });
  };

  return {
    resume: () => {
      if (!on) return;
      void inTurn(start).catch(async (error: unknown) => {
        await remember(false).catch(() => undefined);
        events.publish('notice', { level: 'warning', message: toMessage(error) });
        tell();
      });
    },
    isOn: () => on,
    state,
    running: async () => {
      await queue;
      if (environment === undefined) throw new SluiceError('PRACTICE_NOT_RUNNING', { stage: 'practice' });
      return environment;
    },
    start: () => inTurn(start),
    stop: () =>
      inTurn(async () => {
        refuseBusy();
        await remember(false);
        await takeDown();
        return tell();
      }),
    reset: () =>
      inTurn(async () => {
        refuseBusy();
        ports = {};
        await remember(false);
        await takeDown();
        await options.forget();
        await fs.rm(directory, { recursive: true, force: true });
        return tell();
      }),
    close: () => inTurn(takeDown),
  };
}

function portsOf({ hosts }: PracticeEnvironment): PracticePorts {
  const port = (host: string): number => Number(host.slice(host.lastIndexOf(':') + 1));
  return {
    upstream: port(hosts.upstream),
    enterprise: port(hosts.enterprise),
    enclave: port(hosts.enclave),
  };
}
