import { SluiceError, type MirrorReport, type MirrorRequest, type PlanReport } from '../../contract/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { SignBytes } from '../../ledger/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { RegistryClient } from '../../registry/index.ts';
import type { ImageOutcome } from '../../transfer/index.ts';
import { openNetwork, type Network } from '../network.ts';
import { inPhase, showFindings, type Observer } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { requireAcknowledged } from './acknowledged-holdings.ts';
import { gatedAgain } from './again-held.ts';
import { baselineAgain, onlyAgain, readSetAgain } from './again.ts';
import { readBaseline } from './baseline.ts';
import { writeDryRun } from './dry-run.ts';
import { runExport } from './export-run.ts';
import { filesOf, finishInterrupted, reportFinished } from './finish-interrupted.ts';
import { holdTarget } from './hold-target.ts';
import { runImport } from './import-run.ts';
import { createKnownLayers } from './known-layers.ts';
import { loadConfiguration } from './load-configuration.ts';
import { summarise } from './outcome.ts';
import { writeReceipt } from './import-receipt.ts';
import { checkArchiveTarget, checkRegistryTarget, requireGood, type TargetCheck } from './preflight.ts';
import { reportPlan } from './plan-report.ts';
import { preparePlan, type PreparedPlan } from './prepare-plan.ts';
import { recordingImport } from './record-run.ts';
import { recordReceived } from './received-set.ts';
import { archiveEnd, registryEnd, rememberReleaseData } from './source-end.ts';
import { signerOf } from './sign-set.ts';
import { tellImages } from './tell-images.ts';
import { workflowOf, type MirrorTask, type SourceEnd } from './task.ts';
import { verifyFirst } from './verify-first.ts';
import { writableWorkingDirectory } from './working-files.ts';
import { writeResources } from './write-resources.ts';

/** What a use case is given besides its request. */
export interface RunContext {
  readonly observer: Observer;
  readonly signal: AbortSignal;
  /** The command as typed, for the record of runs. */
  readonly command: readonly string[];
  /** Puts a signature under the receipt of an import; absent: this installation's key does while it is open. */
  readonly signReceipt?: SignBytes;
  /** For planning again and again: puts what was looked up before in front of the source. */
  readonly lookups?: (end: SourceEnd, network: Network) => SourceEnd;
}

/** Opens both ends, does `work`, closes them again. */
async function withTask<Result>(
  services: HostServices,
  asked: MirrorRequest,
  context: RunContext,
  work: (task: MirrorTask) => Promise<Result>,
): Promise<Result> {
  const { observer, signal } = context;
  await requireAcknowledged(services, asked);
  const again = await readSetAgain(services, asked);
  const request = gatedAgain(asked, again);
  const loaded = await loadConfiguration(services, again?.config ?? request.config, observer);
  const network = await openNetwork(services, request, observer);
  try {
    const end =
      request.from === undefined
        ? registryEnd(services, network, observer)
        : await archiveEnd(services, request.from, observer, signal, request.setSignature);
    const source = context.lookups?.(end, network) ?? end;
    const opened: (() => Promise<void>)[] = [];
    try {
      return await work({
        ...context,
        services,
        request,
        loaded,
        ...(again !== undefined && { again }),
        network,
        source,
        layers: createKnownLayers(),
        closeLater: (close) => void opened.push(close),
        workflow: workflowOf(request),
      });
    } finally {
      for (const close of opened) await close();
      await source.close();
    }
  } finally {
    await network.close();
  }
}

const targetClient = (task: MirrorTask): RegistryClient | undefined => {
  const { destination } = task.request;
  return destination.kind === 'registry' ? task.network.target(destination.host) : undefined;
};

async function prepare(
  task: MirrorTask,
): Promise<PreparedPlan & { readonly baseline?: Awaited<ReturnType<typeof readBaseline>> }> {
  const { destination } = task.request;
  if (destination.kind === 'registry') return preparePlan(task, new Set<Digest>(), []);
  const { again } = task;
  const baseline =
    again === undefined ? await readBaseline(task, destination.directory) : baselineAgain(again);
  const prepared = await preparePlan(task, baseline.carried, baseline.findings);
  return { ...(again === undefined ? prepared : onlyAgain(prepared, again)), baseline };
}

/** What speaks against moving `plan` to its target now. */
async function checkTarget(task: MirrorTask, plan: Plan): Promise<TargetCheck> {
  const { destination } = task.request;
  const client = targetClient(task);
  if (client !== undefined) return checkRegistryTarget(task, client, plan);
  if (destination.kind !== 'archive') return { findings: [], plan };
  return { findings: await checkArchiveTarget(task, destination.directory, plan), plan };
}

/** The same, and throws PLAN_REFUSED when something does. Then `last` is checked. Gives the plan as it can be moved. */
function requireTarget(
  task: MirrorTask,
  plan: Plan,
  last: () => Promise<void> = () => Promise.resolve(),
): Promise<Plan> {
  return inPhase(task.observer, 'preflight', async () => {
    const checked = await checkTarget(task, plan);
    requireGood(task, checked.findings);
    await last();
    return checked.plan;
  });
}

/** `sluice plan`: everything known before anything moves. */
export async function planMirror(
  services: HostServices,
  request: MirrorRequest,
  context: RunContext,
): Promise<PlanReport> {
  return withTask(services, request, context, async (task) => {
    const { plan, collection } = await prepare(task);
    const { findings } = await inPhase(task.observer, 'preflight', () => checkTarget(task, plan));
    showFindings(task.observer, findings);
    // A target that was just found unusable is not asked what it holds.
    const usable = findings.every((finding) => finding.level !== 'error');
    return reportPlan(
      task,
      { ...plan, findings: [...plan.findings, ...findings] },
      collection,
      usable ? targetClient(task) : undefined,
    );
  });
}

/**
 * `sluice mirror`: plans, checks, moves, seals. What could not be had is in the report and in the
 * exit code; only what makes the whole run impossible is thrown.
 */
export async function mirror(
  services: HostServices,
  request: MirrorRequest,
  context: RunContext,
): Promise<MirrorReport> {
  const started = services.clock.monotonic();
  return withTask(services, request, context, async (task) => {
    if (request.dryRun !== 'no') return finishDryRun(task, await prepare(task), started);
    return holdTarget(task, (holding) => mirrorInto(holding, started));
  });
}

async function mirrorInto(task: MirrorTask, started: number): Promise<MirrorReport> {
  const { destination } = task.request;
  if (destination.kind === 'archive') {
    const { directory } = destination;
    const finished = await finishInterrupted(task, directory);
    if (finished?.answersCommand === true) {
      task.observer({ type: 'run', id: finished.runId, workflow: task.workflow, resumed: true });
      return reportFinished(task, directory, finished, started);
    }
  }
  const prepared = await prepare(task);
  if (prepared.plan.images.length === 0) return reportNothing(task, prepared, started);
  if (destination.kind === 'archive') return exportTo(task, destination.directory, prepared, started);
  return importTo(task, prepared, started);
}

async function exportTo(
  task: MirrorTask,
  directory: string,
  { plan, collection, baseline }: Awaited<ReturnType<typeof prepare>>,
  started: number,
): Promise<MirrorReport> {
  if (baseline === undefined) throw new RangeError('an export has a baseline');
  const signer = await signerOf(task);
  await requireTarget(task, plan);
  const nothingNew = plan.totals.blobs > 0 && plan.blobs.every((blob) => blob.expected);
  if (nothingNew)
    showFindings(task.observer, [{ level: 'note', code: 'NOTHING_NEW', params: {}, affected: [] }]);
  const images = tellImages(task, { plan, collection });
  const work = { plan, collection, baseline, images, ...(signer !== undefined && { signer }) };
  const result = await runExport(task, directory, work);
  images.rest(result.transfer.outcomes);
  const manifest = result.set?.manifest;
  return {
    ...finish(task, { plan, collection }, result.transfer.outcomes, started, result.transfer.interrupted),
    runId: result.runId,
    resumed: result.resumed,
    bytesRead: result.transfer.bytesStored,
    bytesStored: result.transfer.bytesStored,
    bytesSkipped: result.transfer.bytesSkipped + plan.totals.expectedBytes,
    resources: [],
    files: [],
    ...(manifest !== undefined && filesOf(directory, manifest)),
  };
}

async function importTo(task: MirrorTask, prepared: PreparedPlan, started: number): Promise<MirrorReport> {
  const client = targetClient(task);
  if (client === undefined) throw new RangeError('an import has a registry');
  const placed = await requireTarget(task, prepared.plan, () => verifyFirst(task));
  await recordReceived(task);
  return recordingImport(task, () => importPlaced(task, client, prepared, placed, started));
}

async function importPlaced(
  task: MirrorTask,
  client: RegistryClient,
  prepared: PreparedPlan,
  placed: Plan,
  started: number,
): Promise<MirrorReport> {
  const { plan, collection } = prepared;
  const { observer } = task;
  const images = tellImages(task, prepared);
  const result = await runImport(task, client, { plan: placed, collection, images });
  images.rest(result.transfer.outcomes);
  const { outcomes, interrupted } = result.transfer;
  const resources = interrupted
    ? []
    : await inPhase(observer, 'resources', async () => {
        const set = task.source.set;
        if (set !== undefined) await rememberReleaseData(task.services, set);
        return writeResources(task, collection, outcomes, await writableWorkingDirectory(task));
      });
  const receipt = interrupted ? undefined : await writeReceipt(task, outcomes, resources);
  return {
    ...finish(task, prepared, outcomes, started, interrupted),
    ...(receipt !== undefined && { receipt }),
    runId: result.runId,
    resumed: result.resumed,
    bytesRead: result.transfer.bytesStored,
    bytesStored: result.transfer.bytesStored,
    bytesSkipped: result.transfer.bytesSkipped + presentBytes(outcomes, plan.totals.blobBytes),
    resources,
    files: [],
  };
}

/** Bytes that did not move because whole images were there. */
function presentBytes(outcomes: readonly ImageOutcome[], all: number): number {
  const moved = new Map(
    outcomes
      .filter((outcome) => outcome.status !== 'present')
      .flatMap(({ image }) => image.blobs.map((blob) => [blob.digest, blob.size] as const)),
  );
  return all - [...moved.values()].reduce((sum, size) => sum + size, 0);
}

async function finishDryRun(
  task: MirrorTask,
  prepared: PreparedPlan,
  started: number,
): Promise<MirrorReport> {
  const files = await writeDryRun(task, prepared, targetClient(task));
  const outcomes = prepared.plan.images.map((image): ImageOutcome => ({ image, status: 'present' }));
  const { failures, held, exitCode } = summarise(prepared.plan, prepared.collection, outcomes);
  return {
    workflow: task.workflow,
    runId: '',
    resumed: false,
    status: 'dry-run',
    exitCode,
    categories: [],
    failures,
    ...(held !== undefined && { held }),
    bytesRead: 0,
    bytesStored: 0,
    bytesSkipped: 0,
    seconds: (task.services.clock.monotonic() - started) / 1000,
    resources: [],
    files,
  };
}

function finish(
  task: MirrorTask,
  { plan, collection }: PreparedPlan,
  outcomes: readonly ImageOutcome[],
  started: number,
  interrupted: boolean,
): Pick<MirrorReport, 'workflow' | 'status' | 'exitCode' | 'categories' | 'failures' | 'held' | 'seconds'> {
  const summary = summarise(plan, collection, outcomes);
  const whole = summary.held === undefined ? 'complete' : 'complete-with-exceptions';
  return {
    workflow: task.workflow,
    status: interrupted ? 'interrupted' : summary.exitCode === 0 ? whole : 'incomplete',
    seconds: (task.services.clock.monotonic() - started) / 1000,
    ...summary,
    exitCode: interrupted ? 130 : summary.exitCode,
  };
}

/** Nothing could be planned at all: the report says why for each, and neither folder nor registry is touched. */
function reportNothing(task: MirrorTask, prepared: PreparedPlan, started: number): MirrorReport {
  const { plan, collection } = prepared;
  if (plan.unplanned.length + collection.unmet.length === 0) {
    throw new SluiceError('NOTHING_TO_MIRROR', { stage: 'collect' });
  }
  const finished = finish(task, prepared, [], started, false);
  if (finished.held !== undefined && finished.failures.length === 0) {
    throw new SluiceError('APPROVAL_NOTHING_APPROVED', {
      params: { count: finished.held.length, enclave: task.request.approvedFor ?? '-' },
      stage: 'plan',
      affected: finished.held.map(({ origin }) => origin),
    });
  }
  tellImages(task, prepared);
  return {
    ...finished,
    runId: '',
    resumed: false,
    bytesRead: 0,
    bytesStored: 0,
    bytesSkipped: 0,
    resources: [],
    files: [],
  };
}
