import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as realDelay } from 'node:timers/promises';
import { afterEach } from 'vitest';
import {
  pathTokenSchema,
  runOptionsSchema,
  SluiceError,
  topics,
  type HostEvent,
  type Job,
  type JobStateKind,
  type MirrorReport,
  type MirrorRequest,
  type PathPurpose,
  type PathToken,
  type RunRequest,
  type Settings,
} from '../../core/contract/index.ts';
import type { Desk } from '../../core/host/app/desk.ts';
import { createEventHub } from '../../core/host/app/event-hub.ts';
import type { CallContext } from '../../core/host/app/handlers.ts';
import type { PathRegistry } from '../../core/host/app/path-registry.ts';
import type { ShellPorts } from '../../core/host/app/ports.ts';
import { createJobs, type JobParts, type Jobs } from '../../core/host/jobs/index.ts';
import type { RunContext } from '../../core/host/index.ts';
import { systemServices, type HostServices } from '../../core/host/services.ts';
import type { Clock } from '../../core/ports/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export const context: CallContext = {
  caller: { id: 'page', role: 'controller' },
  signal: new AbortController().signal,
};

/** A path registry without memory: a token is the path in hexadecimal. */
function simplePaths(): PathRegistry {
  const known = new Map<PathToken, { readonly path: string; readonly purpose: PathPurpose }>();
  return {
    give: (path, purpose) => {
      const token = pathTokenSchema.parse(
        `p_${Buffer.from(`${purpose}${path}`).toString('hex').slice(-32).padStart(32, '0')}`,
      );
      known.set(token, { path, purpose });
      try {
        realpathSync(path);
      } catch {
        return Promise.reject(new SluiceError('PATH_GONE', { params: { path } }));
      }
      return Promise.resolve(token);
    },
    resolve: (token, purposes) => {
      const entry = known.get(token);
      if (entry === undefined) throw new SluiceError('PATH_TOKEN_UNKNOWN');
      if (!purposes.includes(entry.purpose)) {
        throw new SluiceError('PATH_TOKEN_PURPOSE', { params: { path: entry.path } });
      }
      return entry.path;
    },
    describe: () => Promise.reject(new Error('not used here')),
    release: (token) => void known.delete(token),
  };
}

const settings: Settings = {
  site: 'connected',
  language: 'en',
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  updateService: '',
  signatureStore: '',
  graphData: '',
  proxies: { http: '', https: '', no: '' },
  workers: null,
  retryTimes: null,
  onlyNamedHosts: false,
  setSignature: 'warn',
  person: '',
};

/** An engine that does what the test says, one run after the other. */
export interface ScriptedRun {
  readonly request: MirrorRequest;
  readonly services: HostServices;
  readonly context: RunContext;
  finish(report?: Partial<MirrorReport>): void;
  fail(error: unknown): void;
}

export interface JobsWorld {
  readonly folder: string;
  readonly disk: string;
  readonly desk: Desk;
  readonly events: HostEvent[];
  readonly jobs: Jobs;
  readonly runs: ScriptedRun[];
  /** The n-th run of the engine, counted from 0, when it has begun. */
  run(place: number): Promise<ScriptedRun>;
  /** A new host on the same state, as after a restart; the old one is left as it is. */
  restarted(parts?: Partial<JobParts>): Promise<JobsWorld>;
  token(path: string, purpose: PathPurpose): Promise<PathToken>;
  exportTo(path: string, more?: Partial<RunRequest>): Promise<RunRequest>;
  start(...requests: readonly RunRequest[]): Promise<readonly Job[]>;
  get(id: string): Promise<Job>;
  /** Waits until the job is in a state. */
  until(id: string, kind: JobStateKind): Promise<Job>;
  notices(): readonly string[];
}

export interface WorldOptions {
  readonly parts?: Partial<JobParts>;
  readonly ports?: Partial<ShellPorts>;
  readonly clock?: Clock;
  readonly services?: Partial<HostServices>;
  readonly settings?: Partial<Settings>;
  /** Real places instead of one without a network of its own. */
  readonly workplaces?: (services: HostServices) => Desk['workplaces'];
}

export const report: MirrorReport = {
  workflow: 'export',
  runId: '20261125T130000Z-00000001',
  resumed: false,
  status: 'complete',
  exitCode: 0,
  categories: [],
  failures: [],
  bytesRead: 0,
  bytesStored: 0,
  bytesSkipped: 0,
  seconds: 1,
  resources: [],
  files: [],
};

export async function jobsWorld(options: WorldOptions = {}): Promise<JobsWorld> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-jobs-')));
  folders.push(top);
  mkdirSync(join(top, 'disk'));
  return worldIn(top, options);
}

async function worldIn(top: string, options: WorldOptions): Promise<JobsWorld> {
  const base = systemServices();
  const services: HostServices = {
    ...base,
    environment: { ...base.environment, home: top, variables: { SLUICE_STATE_DIR: join(top, 'state') } },
    ...(options.clock !== undefined && { clock: options.clock }),
    ...options.services,
  };
  const hub = createEventHub();
  const events: HostEvent[] = [];
  hub.subscribe((event) => {
    topics[event.topic].parse(event.payload);
    events.push(event);
  });
  const current = { ...settings, ...options.settings };
  const workplace = (site: Job['site']) => Promise.resolve({ site, practice: false, services, network: {} });
  const desk: Desk = {
    services,
    ports: { shell: 'browser', ...options.ports },
    events: hub,
    folder: join(top, 'state', 'app'),
    paths: simplePaths(),
    settings: {
      current: () => current,
      view: () => ({ settings: current, locked: [], file: '' }),
      update: () => Promise.reject(new Error('not used here')),
    },
    workplaces: options.workplaces?.(services) ?? { at: workplace, readingFrom: workplace },
  };
  const runs: ScriptedRun[] = [];
  const jobs = await createJobs(desk, {
    enclave: (id) => Promise.resolve({ name: `Enclave ${id}`, target: id }),
    mediumOf: () => Promise.resolve(undefined),
    dropFromCache: () => Promise.resolve({ pastCache: true }),
    eject: () => Promise.resolve({ safeToUnplug: true }),
    ...options.parts,
    engine: { mirror: scripted(runs), ...options.parts?.engine },
  });
  const soon = async <T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await realDelay(2);
    }
  };
  const world: JobsWorld = {
    folder: top,
    disk: join(top, 'disk'),
    desk,
    events,
    jobs,
    runs,
    run: (place) => soon(() => runs[place]),
    restarted: (parts) => worldIn(top, { ...options, parts: { ...options.parts, ...parts } }),
    token: (path, purpose) => desk.paths.give(path, purpose),
    exportTo: async (path, more = {}) => {
      mkdirSync(path, { recursive: true });
      return {
        flow: 'export',
        site: 'connected',
        yaml: 'kind: ImageSetConfiguration\n',
        source: { kind: 'upstream' },
        destination: { kind: 'archive', folder: await desk.paths.give(path, 'archive-out') },
        options: runOptionsSchema.parse({}),
        afterwards: { verify: false, eject: false },
        ...more,
      };
    },
    start: async (...requests) =>
      (await jobs.handlers['jobs.start']({ requests: [...requests] }, context)).jobs,
    get: async (jobId) => (await jobs.handlers['jobs.get']({ jobId }, context)).job,
    until: (id, kind) =>
      soon(async () => {
        const job = await world.get(id);
        return job.state.kind === kind ? job : undefined;
      }),
    notices: () =>
      events.flatMap(({ topic, payload }) =>
        topic === 'notice' ? [topics.notice.parse(payload).message.code] : [],
      ),
  };
  return world;
}

function scripted(runs: ScriptedRun[]): NonNullable<NonNullable<JobParts['engine']>['mirror']> {
  return (services, request, running) =>
    new Promise((resolve, reject) => {
      const { signal } = running;
      const interrupt = (): void => resolve({ ...report, status: 'interrupted', exitCode: 130 });
      if (signal.aborted) interrupt();
      signal.addEventListener('abort', interrupt, { once: true });
      runs.push({
        request,
        services,
        context: running,
        finish: (more = {}) => resolve({ ...report, ...more }),
        fail: reject,
      });
    });
}
