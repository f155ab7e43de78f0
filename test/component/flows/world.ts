import {
  enclaveSchema,
  pathTokenSchema,
  type AppInfo,
  type ArchiveView,
  type Check,
  type Draft,
  type Drive,
  type EnclaveView,
  type Flow,
  type Job,
  type PathToken,
  type RegistryView,
  type RunRequest,
  type Settings,
  type Site,
} from '../../../core/contract/index.ts';
import { createFakeClient, remote, type FakeClient } from '../support/fake-client.ts';
import { changedSettings, sampleInfo, sampleSettings } from '../support/samples.ts';
import { custody } from '../media/samples.ts';
import { archive, describeYaml, facts, job, names, plan, registry, tokens, yaml } from './samples.ts';

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

export function createWorld(options: WorldOptions = {}): World {
  const { practice: practised = false, role = 'controller', checks, archive: set = archive } = options;
  let practice = practised;
  let settings: Settings = { ...sampleSettings, site: options.site ?? null };
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
    'app.info': () => ({ ...sampleInfo, role }),
    'settings.get': () => ({ settings, locked: [...(options.locked ?? [])], file: '/state/settings.json' }),
    'settings.update': (patch) => {
      settings = changedSettings(settings, patch);
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
    'keys.list': () => ({ trusted: [], canRemember: false }),
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
    'paths.describe': ({ token: wanted }) => facts(pathTokenSchema.parse(wanted)),
    'paths.makeFolder': ({ name }) =>
      facts(name === 'enterprise-content' ? tokens.content : tokens.enclave, { name }),
    'archives.inspect': () => set,
    'custody.read': () => custody,
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
    'sets.awaited': () => ({ enclaves: [] }),
    'enclaves.save': (profile) => {
      const enclave = enclaveSchema.parse(profile);
      const known = enclaves.find(({ id }) => id === enclave.id);
      if ((known?.revision ?? 0) !== enclave.revision) {
        throw remote('ENCLAVE_CHANGED_ELSEWHERE', { name: enclave.name });
      }
      const kept = { ...enclave, revision: enclave.revision + 1 };
      enclaves = [...enclaves.filter(({ id }) => id !== enclave.id), kept];
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
