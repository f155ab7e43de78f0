import type {
  AppInfo,
  ArchiveView,
  Check,
  ConfigView,
  Draft,
  Drive,
  EnclaveView,
  Flow,
  Job,
  JobState,
  PathFacts,
  PathToken,
  PlanView,
  RegistryView,
  RunRequest,
  Settings,
  Site,
} from '../../../core/contract/index.ts';
import { pathTokenSchema } from '../../../core/contract/index.ts';
import { createFakeClient, remote, type FakeClient } from '../support/fake-client.ts';

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

const names: Readonly<Record<string, string>> = {
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

export const plan: PlanView = {
  planId: 'plan-1',
  at: '2026-11-25T10:00:00.000Z',
  command: 'sluice mirror -c isc.yaml file:///media/stick/enterprise-content',
  chunkLimit: 4 * 1024 ** 3,
  report: {
    workflow: 'export',
    source: 'registries',
    destination: 'file:///media/stick',
    findings: [],
    releases: [
      {
        version: '4.15.3',
        tag: '4.15.3-x86_64',
        architecture: 'amd64',
        digest: `sha256:${'0'.repeat(64)}`,
        signature: 'verified ABCD',
        images: 190,
        bytes: 20 * 1024 ** 3,
        newBytes: 3 * 1024 ** 3,
      },
    ],
    unplanned: [],
    totals: {
      images: 191,
      blobs: 800,
      manifests: 191,
      contentBytes: 21 * 1024 ** 3,
      readBytes: 7 * 1024 ** 3,
      writeBytes: 6 * 1024 ** 3,
      carriedBytes: 14 * 1024 ** 3,
      presentBytes: 0,
    },
    archive: { chunks: 2, largestBlob: 1024 ** 3, freeBytes: 64 * 1024 ** 3 },
  },
};

export interface WorldOptions {
  readonly site?: Site | null;
  readonly practice?: boolean;
  /** Settings that the administrator has set. */
  readonly locked?: readonly string[];
  readonly role?: AppInfo['role'];
  readonly drafts?: readonly Draft[];
  readonly registries?: readonly RegistryView[];
  readonly enclaves?: readonly EnclaveView[];
  readonly jobs?: readonly Job[];
  readonly sets?: Drive['sets'];
  readonly archive?: ArchiveView;
  readonly checks?: readonly Check[];
  /** Whether the drive is real; otherwise it is the practice medium. */
  readonly drives?: readonly Drive[];
}

export interface World {
  readonly client: FakeClient;
  readonly drafts: Map<string, { draft: Draft | null; revision: number }>;
  readonly jobs: Job[];
  draft(flow: Flow): Draft | undefined;
  started(): readonly RunRequest[];
  /** A job comes to its end. */
  finish(jobId: string): void;
}

const hosts = { upstream: '127.0.0.1:1', enterprise: '127.0.0.1:2', enclave: '127.0.0.1:3' };

export function describeYaml(text: string): ConfigView {
  const channels = [...text.matchAll(/name: (stable-\S+)\n\s+minVersion: (\S+)\n\s+maxVersion: (\S+)/g)];
  const isWrong = text.includes('wrong');
  const message = { code: 'CONFIG_REQUIRED', params: { field: 'mirror' }, affected: [] };
  return {
    yaml: text,
    problems: isWrong ? [{ level: 'error', message, line: 1, column: 1 }] : [],
    ...(!isWrong && {
      model: {
        architectures: ['amd64'],
        channels: channels.map(([, name = '', minVersion = '', maxVersion = '']) => ({
          name,
          minVersion,
          maxVersion,
          full: false,
          shortestPath: false,
        })),
        graph: false,
        kubeVirt: false,
        additionalImages: [],
        blockedImages: [],
        operatorCatalogs: 0,
        helmCharts: 0,
      },
    }),
    sentences: [],
  };
}

/** A host for the wizards: it keeps drafts, enclaves and registries, and answers as the real one would. */
export function createWorld(options: WorldOptions = {}): World {
  const { practice: practised = false, role = 'controller', checks, archive: set = archive } = options;
  let practice = practised;
  let settings: Settings = {
    site: options.site ?? null,
    language: 'en',
    theme: 'light',
    density: 'comfortable',
    motion: 'system',
    updateService: '',
    signatureStore: '',
    graphData: '',
    proxies: { http: '', https: '', no: '' },
    workers: null,
    retryTimes: null,
    onlyNamedHosts: true,
  };
  let registries = [...(options.registries ?? [])];
  let enclaves = [...(options.enclaves ?? [])];
  const jobs = [...(options.jobs ?? [])];
  const drafts: World['drafts'] = new Map(
    options.drafts?.map((draft) => [draft.flow, { draft, revision: 3 }]),
  );
  const drive: Drive = {
    id: 'stick',
    label: 'STICK',
    model: 'USB stick',
    kind: practised ? 'practice' : 'usb',
    removable: true,
    capacity: 128 * 1024 ** 3,
    free: 64 * 1024 ** 3,
    fileSystem: 'ext4',
    readOnly: false,
    mounted: true,
    mountPoint: '/media/stick',
    root: tokens.root,
    statuses: [],
    sets: options.sets ?? [],
  };
  const view = (flow: Flow) => {
    const kept = drafts.get(flow) ?? { draft: null, revision: 0 };
    const { draft, revision } = kept;
    if (draft === null) return { view: null, revision };
    const wanted = [draft.from, draft.to, ...draft.enclaves.map(({ to }) => to)];
    const paths = wanted
      .filter((one) => one !== null && names[one] !== undefined)
      .map((one) => facts(one as PathToken));
    return { view: { draft, revision, paths }, revision };
  };
  const byId = (jobId: string): Job => {
    const found = jobs.find(({ id }) => id === jobId);
    if (found === undefined) throw remote('JOB_UNKNOWN', { id: jobId });
    return found;
  };
  const client = createFakeClient({
    'app.info': () => ({
      version: '0.1.0',
      contractVersion: 1,
      shell: 'browser',
      platform: 'linux',
      hostname: 'bastion',
      stateFolder: '/state',
      capabilities: {
        nativeDialogs: false,
        notifications: false,
        powerSave: false,
        drives: true,
        eject: true,
        secretStore: 'session',
      },
      role,
    }),
    'settings.get': () => ({ settings, locked: [...(options.locked ?? [])], file: '/state/settings.json' }),
    'settings.update': (patch) => {
      settings = { ...settings, ...patch };
      return { settings, locked: [...(options.locked ?? [])], file: '/state/settings.json' };
    },
    'practice.status': () => (practice ? { running: true, hosts } : { running: false }),
    'practice.start': () => {
      practice = true;
      return { running: true, hosts };
    },
    'practice.stop': () => {
      practice = false;
      return { running: false };
    },
    'practice.reset': () => {
      practice = false;
      return { running: false };
    },
    'jobs.list': () => ({ jobs, total: jobs.length }),
    'jobs.get': ({ jobId }) => ({ job: byId(jobId) }),
    'jobs.items': () => ({ rows: [], total: 0, counts: {} as never }),
    'jobs.logs': () => ({ lines: [], oldest: 0 }),
    'jobs.failures': () => ({ groups: [] }),
    'jobs.start': ({ requests }) => {
      const made = requests.map((request, index) =>
        job(
          `job-${jobs.length + index + 1}`,
          request.flow,
          { kind: 'running' },
          {
            practice,
            site: request.site,
            ...(request.enclaveId !== undefined && {
              enclave: enclaves.find(({ id }) => id === request.enclaveId)?.name ?? '',
            }),
          },
        ),
      );
      jobs.push(...made);
      return { jobs: made };
    },
    'runs.waiting': () => ({ runs: [] }),
    'drafts.get': ({ flow }) => view(flow),
    'drafts.save': ({ draft, revision }) => {
      const kept = drafts.get(draft.flow) ?? { draft: null, revision: 0 };
      if (kept.revision !== revision) throw remote('DRAFT_CHANGED_ELSEWHERE', { flow: draft.flow });
      drafts.set(draft.flow, { draft: draft as Draft, revision: revision + 1 });
      return { view: { draft: draft as Draft, revision: revision + 1, paths: [] } };
    },
    'drafts.clear': ({ flow }) => {
      const revision = (drafts.get(flow)?.revision ?? 0) + 1;
      drafts.set(flow, { draft: null, revision });
      return { revision };
    },
    'config.templates': () => ({ templates: [{ id: 'first', yaml }] }),
    'config.describe': ({ yaml: text }) => describeYaml(text),
    'config.apply': ({ yaml: text }) => describeYaml(`${text}# more\n`),
    'releases.channels': () => ({
      channels: [{ name: 'stable-4.15', group: 'stable', minor: '4.15' }],
      origin: 'carried',
    }),
    'releases.graph': ({ channel, architecture }) => ({
      channel,
      architecture,
      nodes: [{ version: '4.15.0', channels: [channel] }],
      edges: [],
      origin: 'carried',
      findings: [],
    }),
    'releases.paths': () => ({ paths: [] }),
    'drives.list': () => ({ drives: [...(options.drives ?? [drive])] }),
    'paths.places': () => ({ places: [] }),
    'paths.describe': ({ token: wanted }) => facts(wanted),
    'paths.makeFolder': ({ name }) =>
      facts(name === 'enterprise-content' ? tokens.content : tokens.enclave, { name }),
    'archives.inspect': () => set,
    'registries.list': () => ({
      registries: [
        ...registries,
        ...(practice
          ? [registry('enterprise', hosts.enterprise, true), registry('enclave', hosts.enclave, true)]
          : []),
      ],
    }),
    'registries.save': (entry) => {
      registries = [...registries.filter(({ id }) => id !== entry.id), { ...entry, authorities: [] }];
      return { registries };
    },
    'registries.test': () => ({ checks: [{ id: 'reach', state: 'passed' }] }),
    'credentials.list': () => ({ credentials: [], store: 'session' }),
    'registriesConf.preview': ({ place }) => ({ text: `[[registry]]\nlocation = "${place.host}"\n` }),
    'registriesConf.check': ({ text }) => ({
      problems: text.includes('broken') ? [{ code: 'REGISTRIES_CONF_SYNTAX', params: {}, affected: [] }] : [],
    }),
    'enclaves.list': () => ({ enclaves }),
    'enclaves.save': (enclave) => {
      enclaves = [...enclaves.filter(({ id }) => id !== enclave.id), enclave];
      return { enclaves };
    },
    'plan.create': () => plan,
    'preflight.run': () => ({
      checks: [...(checks ?? [{ id: 'space', state: 'passed' }])],
      plan,
    }),
    'resources.list': () => ({ files: [], folder: '/media/stick/working-dir/cluster-resources' }),
  });
  return {
    client,
    drafts,
    jobs,
    draft: (flow) => drafts.get(flow)?.draft ?? undefined,
    started: () => client.inputsOf('jobs.start').flatMap(({ requests }) => requests) as RunRequest[],
    finish: (jobId) => {
      const index = jobs.findIndex(({ id }) => id === jobId);
      const ended: Job = { ...byId(jobId), state: { kind: 'succeeded' } };
      jobs[index] = ended;
      client.emit('job.snapshot', { job: ended });
    },
  };
}
