import {
  pathTokenSchema,
  type ArchiveView,
  type ConfigView,
  type Flow,
  type Job,
  type JobState,
  type PathFacts,
  type PathToken,
  type RegistryView,
  type Site,
} from '../../../core/contract/index.ts';
import { emptyModel } from '../support/content-model.ts';
import { plannedRelease, plannedTotals, planOf } from '../support/plan.ts';

export const yaml = `apiVersion: mirror.openshift.io/v2alpha1
kind: ImageSetConfiguration
mirror:
  platform:
    channels:
      - name: stable-4.15
        minVersion: 4.15.0
        maxVersion: 4.15.3
`;

export function token(digit: string): PathToken {
  return pathTokenSchema.parse(`p_${digit.repeat(32)}`);
}

export const tokens = {
  root: token('a'),
  content: token('b'),
  enclave: token('c'),
  set: token('d'),
  enclaveSet: token('e'),
};

export const names: Readonly<Record<string, string>> = {
  [tokens.root]: '/media/stick',
  [tokens.content]: '/media/stick/enterprise-content',
  [tokens.enclave]: '/media/stick/enclave-1',
  [tokens.set]: '/media/stick/enterprise-content',
  [tokens.enclaveSet]: '/media/stick/enclave-1',
};

export function facts(which: PathToken, more: Partial<PathFacts> = {}): PathFacts {
  const display = names[which] ?? '/somewhere';
  return {
    token: which,
    purpose: which === tokens.set || which === tokens.enclaveSet ? 'archive-in' : 'archive-out',
    display,
    name: display.split('/').at(-1) ?? display,
    kind: 'directory',
    writable: true,
    freeBytes: 64 * 1024 ** 3,
    totalBytes: 128 * 1024 ** 3,
    fileSystem: 'ext4',
    driveId: 'stick',
    ...more,
  };
}

export const brief = {
  kind: 'sluice',
  setId: 'set-1',
  generation: 1,
  createdAt: '2026-11-25T10:00:00.000Z',
  complete: 'complete',
  releases: ['4.15.0', '4.15.2', '4.15.3'],
  bytes: 5 * 1024 ** 3,
  chunks: 2,
  problems: [],
} as const satisfies ArchiveView['brief'];

export const archive: ArchiveView = {
  brief: { ...brief, releases: [...brief.releases], problems: [] },
  display: '/media/stick/enterprise-content',
  configuration: yaml,
  releases: [{ version: '4.15.2' }],
  expectedBlobs: 0,
  expectedBytes: 0,
  missing: [],
  chunks: [{ name: 'mirror_000001.tar', size: 5 }],
  repositories: 2,
  tags: 3,
  blobs: 4,
  blobBytes: 5,
  earlier: [],
  findings: [],
};

export function registry(site: Site, host: string, practice = false): RegistryView {
  return {
    id: practice ? `practice-${site}` : `registry-${site}`,
    name: host,
    site,
    place: { host, namespace: '' },
    profile: 'generic',
    tls: practice ? { mode: 'insecure', reason: 'HTTP, 127.0.0.1' } : { mode: 'verify' },
    authorities: [],
  };
}

export function job(id: string, flow: Flow, state: JobState, more: Partial<Job> = {}): Job {
  return {
    id,
    revision: 0,
    kind: flow.endsWith('import') ? 'import' : 'export',
    flow,
    site: 'connected',
    practice: false,
    state,
    source: 'quay.io',
    destination: '/media/stick',
    createdAt: '2026-11-25T10:00:00.000Z',
    attempts: 1,
    progress: {
      phases: [],
      fraction: state.kind === 'succeeded' ? 1 : 0.25,
      bytesDone: 25,
      bytesTotal: 100,
      imagesDone: 1,
      imagesTotal: 4,
      imagesFailed: 0,
      rate: 5,
      inFlight: [],
      hosts: [],
    },
    warnings: 0,
    ejected: false,
    ...more,
  };
}

export const plan = planOf(
  {
    source: 'registries',
    destination: 'file:///media/stick',
    releases: [
      plannedRelease({
        version: '4.15.3',
        tag: '4.15.3-x86_64',
        signature: 'verified ABCD',
        bytes: 20 * 1024 ** 3,
        newBytes: 3 * 1024 ** 3,
      }),
    ],
    totals: {
      ...plannedTotals,
      images: 191,
      contentBytes: 21 * 1024 ** 3,
      readBytes: 7 * 1024 ** 3,
      writeBytes: 6 * 1024 ** 3,
      carriedBytes: 14 * 1024 ** 3,
      presentBytes: 0,
    },
    archive: { chunks: 2, largestBlob: 1024 ** 3, freeBytes: 64 * 1024 ** 3 },
  },
  {
    command: 'sluice mirror -c isc.yaml file:///media/stick/enterprise-content',
    chunkLimit: 4 * 1024 ** 3,
  },
);

export function describeYaml(text: string): ConfigView {
  const channels = [...text.matchAll(/name: (stable-\S+)\n\s+minVersion: (\S+)\n\s+maxVersion: (\S+)/g)];
  const isWrong = text.includes('wrong');
  const message = { code: 'CONFIG_REQUIRED', params: { field: 'mirror' }, affected: [] };
  return {
    yaml: text,
    problems: isWrong ? [{ level: 'error', message, line: 1, column: 1 }] : [],
    ...(!isWrong && {
      model: {
        ...emptyModel,
        architectures: ['amd64'],
        channels: channels.map(([, name = '', minVersion = '', maxVersion = '']) => ({
          name,
          minVersion,
          maxVersion,
          full: false,
          shortestPath: false,
        })),
      },
    }),
    sentences: [],
  };
}

/** A host for the wizards: it keeps drafts, enclaves and registries, and answers as the real one would. */
