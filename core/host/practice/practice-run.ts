import { join } from 'node:path';
import type { MirrorReport, MirrorRequest } from '../../contract/index.ts';
import { mirrorRequestSchema } from '../../contract/index.ts';
import type { PracticeEnvironment, PracticeScale } from '../../practice/index.ts';
import { parseDigest, type Digest } from '../../reference/index.ts';
import { mirror, type RunContext } from '../mirror/mirror.ts';
import { verify } from '../media-commands.ts';
import { openNetwork } from '../network.ts';
import type { HostServices } from '../services.ts';
import { allowedHosts, stageServices } from './stage-services.ts';

export type { PracticeEnvironment, PracticeScale };

const enclaveVersion = '4.15.2';

export interface PracticeOptions {
  readonly directory: string;
  readonly scale: PracticeScale;
  readonly ports?: { readonly upstream?: number; readonly enterprise?: number; readonly enclave?: number };
}

/** Starts the practice servers; they run until `stop`. */
export async function practiceUp(
  services: HostServices,
  options: PracticeOptions,
): Promise<PracticeEnvironment> {
  // Loaded when it is wanted: a mirror run has no use for sample content.
  const { startPractice } = await import('../../practice/index.ts');
  return startPractice({ ...services, ...options });
}

/** One of the four steps of the enclave workflow, as it went. */
export interface PracticeStep {
  readonly stage: 'connected' | 'enterprise' | 'enclave';
  /** The command that an operator would type. */
  readonly command: string;
  readonly report: MirrorReport;
  /** What was checked after the step: chunks re-read, or manifests read back from the registry. */
  readonly verified: {
    readonly what: 'chunks' | 'manifests';
    readonly count: number;
    readonly bytes: number;
  };
}

export interface PracticeResult {
  readonly steps: readonly PracticeStep[];
  /** What the enclave registry holds or should hold, by name. */
  readonly enclave: readonly { readonly name: string; readonly digest: Digest; readonly equal: boolean }[];
  /** Every digest equals the upstream's. */
  readonly ok: boolean;
}

/**
 * The whole enclave workflow on this machine: export, import at the enterprise, export for the
 * enclave, import there. Each step runs with the files, variables and state of its own stage.
 */
export async function practiceRun(
  services: HostServices,
  practice: PracticeEnvironment,
  context: RunContext & {
    /** Told the command of a step before it runs, and how the step went. */
    readonly onCommand?: (command: string) => void;
    readonly onStep?: (step: PracticeStep) => void;
  },
): Promise<PracticeResult> {
  const { connected, enterprise, enclave } = practice.stages;
  const disk = join(practice.directory, 'disk', 'enterprise-content');
  const enclaveDisk = join(practice.directory, 'disk', 'enclave-1');
  const steps: PracticeStep[] = [];
  const step = async (
    stage: PracticeStep['stage'],
    config: string,
    request: Pick<MirrorRequest, 'destination'> & { readonly from?: string },
  ): Promise<void> => {
    const done = await runStep(services, practice, stage, { config, ...request }, context);
    steps.push(done);
    context.onStep?.(done);
  };
  const registry = (host: string): MirrorRequest['destination'] => ({
    kind: 'registry',
    host,
    namespace: '',
  });
  await step('connected', connected.imageSetConfig.path, {
    destination: { kind: 'archive', directory: disk },
  });
  await step('enterprise', enterprise.imageSetConfig.path, {
    from: disk,
    destination: registry(practice.hosts.enterprise),
  });
  await step('enterprise', join(enterprise.directory, 'isc-enclave.yaml'), {
    destination: { kind: 'archive', directory: enclaveDisk },
  });
  await step('enclave', enclave.imageSetConfig.path, {
    from: enclaveDisk,
    destination: registry(practice.hosts.enclave),
  });
  const held = await compareEnclave(services, practice);
  const ok =
    held.length > 0 &&
    held.every((image) => image.equal) &&
    steps.every(({ report }) => report.exitCode === 0);
  return { steps, enclave: held, ok };
}

async function runStep(
  services: HostServices,
  practice: PracticeEnvironment,
  stage: PracticeStep['stage'],
  wanted: Pick<MirrorRequest, 'config' | 'destination'> & { readonly from?: string },
  context: RunContext & { readonly onCommand?: (command: string) => void },
): Promise<PracticeStep> {
  const request = mirrorRequestSchema.parse({ ...wanted, offlineAllow: allowedHosts(practice, stage) });
  const staged = stageServices(services, practice, stage);
  const command = commandText(request);
  context.onCommand?.(command);
  const report = await mirror(staged, request, { ...context, command: command.split(' ') });
  return { stage, command, report, verified: await checkStep(staged, request, report, context.signal) };
}

async function checkStep(
  services: HostServices,
  request: MirrorRequest,
  report: MirrorReport,
  signal: AbortSignal,
): Promise<PracticeStep['verified']> {
  const { destination } = request;
  if (destination.kind === 'archive') {
    const { chunks, bytes } = await verify(services, destination.directory, { signal });
    return { what: 'chunks', count: chunks.length, bytes };
  }
  const count = report.categories.reduce((sum, category) => sum + category.copied + category.present, 0);
  return { what: 'manifests', count, bytes: report.bytesStored };
}

function commandText({ config, from, destination }: MirrorRequest): string {
  const source = from === undefined ? '' : ` --from file://${from}`;
  const target =
    destination.kind === 'archive' ? `file://${destination.directory}` : `docker://${destination.host}`;
  return `sluice mirror -c ${config}${source} ${target}`;
}

/** Release 4.15.2 and nothing else, by the names that the target gives it. */
function expectedInEnclave({ content }: PracticeEnvironment): Map<string, Digest> {
  const release = content.releases.find(({ version }) => version === enclaveVersion);
  if (release === undefined) return new Map();
  return new Map([
    [`openshift/release-images:${release.tag}`, release.digest],
    ...release.components.map(
      ({ name, reference }) =>
        [
          `openshift/release:${release.tag}-${name}`,
          parseDigest(reference.slice(reference.indexOf('@') + 1)),
        ] as const,
    ),
  ]);
}

/** Reads back every tag of the enclave registry: it holds exactly what it should, with the upstream's digests. */
async function compareEnclave(
  services: HostServices,
  practice: PracticeEnvironment,
): Promise<PracticeResult['enclave']> {
  const staged = stageServices(services, practice, 'enclave');
  const network = await openNetwork(staged, { offlineAllow: [practice.hosts.enclave] }, () => undefined);
  try {
    const client = network.target(practice.hosts.enclave);
    const expected = expectedInEnclave(practice);
    const held: { name: string; digest: Digest; equal: boolean }[] = [];
    for (const repository of (await client.listRepositories()) ?? []) {
      for (const tag of await client.listTags(repository)) {
        const found = await client.headManifest(repository, tag);
        if (found === undefined) continue;
        const name = `${repository}:${tag}`;
        held.push({ name, digest: found.digest, equal: expected.get(name) === found.digest });
        expected.delete(name);
      }
    }
    for (const [name, digest] of expected) held.push({ name, digest, equal: false });
    return held.sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await network.close();
  }
}
