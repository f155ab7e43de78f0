import type {
  AppInfo,
  CommandInput,
  CommandName,
  CommandOutput,
  ItemStatus,
  Job,
  JobItem,
  LogLine,
  SluiceClient,
  Topic,
  TopicPayload,
} from '../../../../core/contract/index.ts';

export const jobId = 'measured';
const mib = 1024 * 1024;

const info: AppInfo = {
  version: '0.0.0',
  contractVersion: 1,
  shell: 'browser',
  platform: 'linux',
  hostname: 'bench',
  stateFolder: '/state',
  capabilities: {
    nativeDialogs: false,
    notifications: false,
    powerSave: false,
    drives: true,
    eject: true,
    secretStore: 'session',
  },
  role: 'controller',
};

export interface BenchHost {
  readonly client: SluiceClient;
  /** One update as the host sends it ten times a second: a snapshot, images that changed, log lines. */
  tick(): void;
}

type Handlers = { [Name in CommandName]?: (input: CommandInput<Name>) => CommandOutput<Name> };

/** A host in the page: a job with `count` images of which `changing` change with each update. */
export function createBenchHost(count: number, changing: number): BenchHost {
  const items: JobItem[] = Array.from({ length: count }, (_, index) => ({
    index,
    category: index % 5 === 0 ? 'operator' : 'release',
    origin: `quay.io/openshift-release-dev/ocp-v4.0-art-dev/component-${index}@sha256:${index}`,
    destination: `registry.enterprise.in:8443/openshift/release/component-${index}`,
    bytes: ((index * 7919) % 400) * mib,
    status: 'waiting',
  }));
  const listeners = new Map<Topic, Set<(payload: never) => void>>();
  let round = 0;
  let seq = 0;

  const emit = <Name extends Topic>(topic: Name, payload: TopicPayload<Name>): void => {
    // Over the wire every payload is a new object: so it is here.
    const fresh = structuredClone(payload) as never;
    for (const listener of listeners.get(topic) ?? []) listener(fresh);
  };
  const countOf = (status: ItemStatus): number => items.filter((item) => item.status === status).length;
  const handlers: Handlers = {
    'app.info': () => info,
    'practice.status': () => ({ running: false }),
    'jobs.list': () => ({ jobs: [jobAt(round, items)], total: 1 }),
    'jobs.get': () => ({ job: jobAt(round, items) }),
    'jobs.items': ({ offset, limit }) => ({
      rows: structuredClone(items.slice(offset, offset + limit)),
      total: items.length,
      counts: {
        waiting: countOf('waiting'),
        copying: countOf('copying'),
        copied: countOf('copied'),
        present: 0,
        failed: 0,
        'not-attempted': 0,
      },
    }),
    'jobs.logs': () => ({ lines: [], oldest: 0 }),
    'jobs.failures': () => ({ groups: [] }),
  };
  const client: SluiceClient = {
    invoke: (name, input) => {
      const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
      if (handler === undefined) return Promise.reject(new RangeError(`${name} is not measured`));
      return Promise.resolve(handler(input)) as Promise<never>;
    },
    subscribe: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener as never));
      return () => void set.delete(listener as never);
    },
    onConnection: (listener) => {
      listener({ kind: 'connected' });
      return () => undefined;
    },
  };
  return {
    client,
    tick() {
      round += 1;
      const rows: JobItem[] = [];
      for (let place = 0; place < changing; place++) {
        // Half of them in the rows that are on the screen: the worst that can happen.
        const index = place % 2 === 0 ? (round + place) % 40 : (round * changing + place) % items.length;
        const before = items[index];
        if (before === undefined) continue;
        const item: JobItem = { ...before, status: before.status === 'copying' ? 'copied' : 'copying' };
        items[index] = item;
        rows.push(item);
      }
      const lines: LogLine[] = Array.from({ length: 10 }, () => ({
        seq: seq++,
        at: new Date().toISOString(),
        level: 'info',
        text: `copied blob ${seq} to registry.enterprise.in:8443`,
      }));
      emit('job.snapshot', { job: jobAt(round, items) });
      emit('job.items', { jobId, rows });
      emit('job.log', { jobId, lines });
    },
  };
}

function jobAt(round: number, items: readonly JobItem[]): Job {
  const fraction = Math.min(1, round / 3000);
  const total = items.length * 200 * mib;
  return {
    id: jobId,
    revision: 0,
    kind: 'import',
    flow: 'enterprise-import',
    site: 'enterprise',
    practice: false,
    state: { kind: 'running' },
    source: '/media/stick/content',
    destination: 'registry.enterprise.in:8443',
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:00Z',
    attempts: 1,
    warnings: 0,
    ejected: false,
    progress: {
      phase: 'transfer',
      phases: [
        { phase: 'collect', weight: 0.03, state: 'done', fraction: 1 },
        { phase: 'resolve', weight: 0.04, state: 'done', fraction: 1 },
        { phase: 'preflight', weight: 0.03, state: 'done', fraction: 1 },
        { phase: 'transfer', weight: 0.87, state: 'active', fraction },
        { phase: 'resources', weight: 0.03, state: 'pending', fraction: 0 },
      ],
      fraction,
      bytesDone: fraction * total,
      bytesTotal: total,
      imagesDone: Math.floor(fraction * items.length),
      imagesTotal: items.length,
      imagesFailed: 0,
      rate: (90 + (round % 20)) * mib,
      secondsLeft: Math.round((1 - fraction) * 4000),
      inFlight: Array.from({ length: 12 }, (_, place) => ({
        label: `openshift/release/component-${round + place}`,
        digest: `sha256:${round + place}`,
        size: 200 * mib,
        moved: ((round * 13 + place * 17) % 200) * mib,
      })),
      hosts: [
        {
          host: 'registry.enterprise.in:8443',
          state: round % 40 < 20 ? 'open' : 'waiting',
          secondsToWait: 3,
          concurrency: 6,
          at: `2026-01-01T00:00:00Z ${Math.floor(round / 20)}`,
        },
      ],
    },
  };
}
