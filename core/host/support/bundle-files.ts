import { release, totalmem } from 'node:os';
import type { Job, LogLine, Message, SettingsView, RegistryEntry } from '../../contract/index.ts';
import { contractVersion, SluiceError } from '../../contract/index.ts';
import { listRuns } from '../list-runs.ts';
import { toMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { toolVersion } from '../version.ts';
import { logText, messageText } from './log-text.ts';
import type { Redactor } from './redact.ts';

/** Where the parts of a bundle come from. */
export interface BundleSources {
  readonly services: HostServices;
  readonly shell: string;
  readonly settings: () => SettingsView;
  readonly registries: () => Promise<readonly RegistryEntry[]>;
  /** The newest jobs first. */
  readonly jobs: (count: number) => Promise<readonly Job[]>;
  /** The newest lines of a job's log, oldest first. */
  readonly log: (jobId: string, count: number) => Promise<readonly LogLine[]>;
}

export interface BundleFile {
  readonly name: string;
  readonly text: string;
  readonly redactions: number;
}

export interface Bundle {
  readonly files: readonly BundleFile[];
  /** Parts that could not be had. */
  readonly problems: readonly Message[];
}

const jobsListed = 50;
const jobsWithLog = 5;
const linesOfLog = 2000;
const runsListed = 50;

/** Variables that decide how Sluice works; no other is looked at. */
const variables = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'UPDATE_URL_OVERRIDE',
  'OCP_SIGNATURE_URL',
  'OCP_SIGNATURE_VERIFICATION_PK',
  'SLUICE_GRAPH_DATA_URL',
  'SLUICE_STATE_DIR',
  'CONTAINERS_REGISTRIES_CONF',
  'REGISTRIES_CONFIG_PATH',
  'REGISTRY_AUTH_FILE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'LANG',
  'LC_ALL',
] as const;

/** Gathers what helps somebody far away, each part on its own, and takes secrets out of all of it. */
export async function gatherBundle(sources: BundleSources, redact: Redactor): Promise<Bundle> {
  const files: BundleFile[] = [];
  const problems: Message[] = [];
  const add = async (name: string, make: () => string | Promise<string>): Promise<void> => {
    try {
      files.push({ name, ...redact(await make()) });
    } catch (error) {
      const reason = toMessage(error).code;
      problems.push(toMessage(new SluiceError('SUPPORT_PART_MISSING', { params: { name, reason } })));
    }
  };
  await add('about.json', () => json(about(sources)));
  await add('settings.json', () => json(sources.settings()));
  await add('registries.json', async () => json(await sources.registries()));
  let jobs: readonly Job[] = [];
  await add('jobs.json', async () => {
    jobs = await sources.jobs(jobsListed);
    return json(jobs.map(summaryOf));
  });
  await add('runs.json', async () => json((await listRuns(sources.services)).runs.slice(0, runsListed)));
  for (const { id, warnings, state } of jobs.slice(0, jobsWithLog)) {
    await add(`log-${id}.txt`, async () => {
      const lines = await sources.log(id, linesOfLog);
      const failure = state.kind === 'failed' ? `${messageText(state.error)}\n` : '';
      return `${id}: ${state.kind}, ${warnings} warnings\n${failure}${logText(lines)}`;
    });
  }
  return { files, problems };
}

function about({ services, shell }: BundleSources): object {
  const { environment, clock } = services;
  const set = variables.filter((name) => (environment.variables[name] ?? '') !== '');
  return {
    made: clock.now().toISOString(),
    sluice: toolVersion,
    contract: contractVersion,
    shell,
    node: process.versions.node,
    platform: environment.platform,
    architecture: process.arch,
    kernel: release(),
    memory: totalmem(),
    root: environment.uid === 0,
    variables: Object.fromEntries(set.map((name) => [name, environment.variables[name]])),
  };
}

/** A job without its list of images: what was asked, how far it came, what failed. */
function summaryOf({ progress, report, ...job }: Job): object {
  const { inFlight: _inFlight, ...counts } = progress;
  return {
    ...job,
    progress: counts,
    ...(report !== undefined && {
      report: { ...report, failures: report.failures.slice(0, 100), files: report.files.length },
    }),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
