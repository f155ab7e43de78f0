import type {
  Job,
  JobItem,
  JobProgress,
  JobState,
  LogLine,
  MirrorReport,
  Verification,
} from '../../../core/contract/index.ts';
import { createFakeClient, type FakeClient, type FakeHandlers } from '../support/fake-client.ts';
import { sampleInfo } from '../support/samples.ts';

export const gib = 1024 ** 3;

export function progressOf(overrides: Partial<JobProgress> = {}): JobProgress {
  return {
    phase: 'transfer',
    phases: [
      { phase: 'collect', weight: 0.1, state: 'done', fraction: 1 },
      { phase: 'transfer', weight: 0.6, state: 'active', fraction: 0.5 },
      { phase: 'verify', weight: 0.3, state: 'pending', fraction: 0 },
    ],
    fraction: 0.42,
    bytesDone: 12 * gib,
    bytesTotal: 48 * gib,
    imagesDone: 80,
    imagesTotal: 192,
    imagesFailed: 0,
    rate: 100 * 1024 * 1024,
    secondsLeft: 368,
    inFlight: [
      { label: 'quay.io/openshift/release', digest: 'sha256:aa', size: 2 * gib, moved: gib },
      { label: 'quay.io/openshift/tools', digest: 'sha256:bb', size: gib, moved: 0 },
    ],
    hosts: [
      { host: 'registry.redhat.io', state: 'open', concurrency: 6, at: '2026-01-01T00:00:00Z' },
      {
        host: 'quay.io',
        state: 'waiting',
        secondsToWait: 12,
        concurrency: 2,
        at: '2026-01-01T00:00:00Z',
      },
    ],
    ...overrides,
  };
}

export function jobOf(state: JobState, overrides: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    revision: 0,
    kind: 'export',
    flow: 'export',
    site: 'connected',
    practice: false,
    state,
    source: 'registries',
    destination: '/media/stick/content',
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:05Z',
    attempts: 1,
    progress: progressOf(),
    warnings: 0,
    ejected: false,
    ...overrides,
  };
}

export const report: MirrorReport = {
  workflow: 'export',
  runId: 'run-1',
  resumed: false,
  status: 'complete',
  exitCode: 0,
  categories: [
    { category: 'release', asked: 190, copied: 180, present: 10, failed: 0, notAttempted: 0 },
    { category: 'operator', asked: 0, copied: 0, present: 0, failed: 0, notAttempted: 0 },
  ],
  failures: [],
  bytesRead: 48 * gib,
  bytesStored: 47 * gib,
  bytesSkipped: 3 * gib,
  seconds: 754,
  set: {
    id: 'set-1',
    generation: 3,
    directory: '/media/stick/content',
    chunks: [
      { name: 'mirror_000001.tar', size: 40 * gib },
      { name: 'mirror_000002.tar', size: 7 * gib },
    ],
    totalBytes: 47 * gib,
  },
  resources: [],
  files: ['/media/stick/content/sluice-set.json'],
};

export const verification: Verification = {
  bytes: 47 * gib,
  chunks: [
    { name: 'mirror_000001.tar', bytes: 40 * gib, sha256: 'a'.repeat(64), state: 'verified' },
    { name: 'mirror_000002.tar', bytes: 7 * gib, sha256: 'b'.repeat(64), state: 'verified' },
  ],
  pastCache: true,
  problems: [],
  at: '2026-01-01T02:00:00Z',
};

export function itemOf(index: number, overrides: Partial<JobItem> = {}): JobItem {
  return {
    index,
    category: 'release',
    origin: `quay.io/openshift/image-${index}`,
    destination: `registry.in/openshift/image-${index}`,
    bytes: 1024 * 1024,
    status: 'waiting',
    ...overrides,
  };
}

export function lineOf(seq: number, overrides: Partial<LogLine> = {}): LogLine {
  return { seq, at: '2026-01-01T00:00:00Z', level: 'info', text: `line ${seq}`, ...overrides };
}

/** A host with these jobs, whose images and log are empty unless a test says otherwise. */
export function clientWith(jobs: readonly Job[], handlers: FakeHandlers = {}): FakeClient {
  return createFakeClient({
    'app.info': () => sampleInfo,
    'jobs.list': () => ({ jobs: [...jobs], total: jobs.length }),
    'jobs.get': ({ jobId }) => {
      const job = jobs.find(({ id }) => id === jobId);
      if (job === undefined) throw new RangeError(`no job ${jobId}`);
      return { job };
    },
    'jobs.items': () => ({
      rows: [],
      total: 0,
      counts: { waiting: 0, copying: 0, copied: 0, present: 0, failed: 0, 'not-attempted': 0 },
    }),
    'jobs.logs': () => ({ lines: [], oldest: 0 }),
    'jobs.failures': () => ({ groups: [] }),
    'runs.waiting': () => ({ runs: [] }),
    ...handlers,
  });
}
