import { type Finding, SluiceError } from '../contract/index.ts';
import type { HelmChart, HelmConfig, HelmRepository } from '../config/index.ts';
import type { ImageRecord } from '../image/index.ts';
import { type Clock, systemClock } from '../ports/index.ts';
import type { Layout } from '../reference/index.ts';
import type { ChartSource } from './chart/index.ts';
import type { ChartContext, ChartFacts, CollectedChart } from './collect-chart.ts';
import type { HelmInputs } from './inputs.ts';
import { chartFile, type WorkingFile } from './repository/index.ts';
import { type ChartThread, createChartThread } from './thread/chart-thread.ts';
import type { OpenedChart } from './thread/messages.ts';
import { uniteRecords } from './unite-records.ts';

export interface CollectHelmOptions {
  /** Values over a chart's own. `from` is the repository's name or the path of a local chart. */
  readonly values?:
    | ((chart: {
        readonly name: string;
        readonly from: string;
      }) => Readonly<Record<string, unknown>> | undefined)
    | undefined;
  /** The cluster's version that templates see. Default: what Helm's library, and so oc-mirror, assumes. */
  readonly kubeVersion?: string | undefined;
}

export interface CollectHelmInput {
  readonly helm: HelmConfig;
  readonly inputs: HelmInputs;
  readonly layout: Layout;
  readonly options?: CollectHelmOptions;
  /** Measures how long a chart takes. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
}

export interface HelmCollection {
  /** Each image once, in the order of the configuration. */
  readonly records: readonly ImageRecord[];
  /** What oc-mirror expects in an archive's working directory: charts, and indexes of whole repositories. */
  readonly files: readonly WorkingFile[];
  readonly charts: readonly ChartFacts[];
  readonly findings: readonly Finding[];
  /** One for each chart or repository that failed. With any, the set is incomplete. */
  readonly errors: readonly SluiceError[];
}

/** A chart that is to be had, and how. */
interface Task {
  readonly label: string;
  readonly from: string;
  readonly named: boolean;
  readonly wanted: HelmChart;
  readonly load: () => Promise<{ readonly source: ChartSource; readonly file?: WorkingFile }>;
  /** Throws where the chart is another one than was asked for. */
  readonly check?: (chart: OpenedChart) => void;
}

interface Done extends CollectedChart {
  readonly file?: WorkingFile | undefined;
}

/** Charts that are fetched at once. */
const chartsAtOnce = 4;

/**
 * Everything that `mirror.helm` asks for (oc-mirror-v2.md 10). Deterministic for the same answers. A chart or
 * repository that fails is an entry in `errors` and does not stop the others; only an abort is thrown.
 */
export async function collectHelm(input: CollectHelmInput): Promise<HelmCollection> {
  const errors: SluiceError[] = [];
  const indexes: WorkingFile[] = [];
  const tasks: Task[] = [];
  for (const repository of input.helm.repositories) {
    const found = await guarded(input, errors, repository.name, () =>
      repositoryTasks(input, repository, indexes),
    );
    tasks.push(...(found ?? []));
  }
  tasks.push(...input.helm.local.map((chart) => localTask(input, chart)));
  const thread = createChartThread(input.clock ?? systemClock);
  const done = await runAll(input, tasks, errors, thread).finally(() => thread.end());
  return {
    records: uniteRecords(done.flatMap(({ records }) => records)),
    files: [...distinctFiles(done, errors), ...indexes],
    charts: done.map(({ facts }) => facts),
    findings: done.flatMap(({ findings }) => findings),
    errors,
  };
}

async function repositoryTasks(
  { inputs, signal }: CollectHelmInput,
  repository: HelmRepository,
  indexes: WorkingFile[],
): Promise<readonly Task[]> {
  const named = repository.charts.length > 0;
  const charts = named ? repository.charts : await wholeRepository();
  return charts.map((wanted) => ({
    label: `${repository.name}/${wanted.name} ${wanted.version ?? ''}`.trim(),
    from: repository.name,
    named,
    wanted,
    load: async () => {
      const { name, version, bytes } = await inputs.chart(repository, wanted, signal);
      const file = { name: `working-dir/${chartFile(name, version)}`, bytes };
      return { source: { place: `${name} ${version}`, archive: bytes }, file };
    },
    check: ({ name, version }) => {
      if (name === wanted.name) return;
      const params = { repository: repository.name, chart: wanted.name, found: `${name} ${version}` };
      throw new SluiceError('HELM_CHART_OTHER', { params });
    },
  }));

  async function wholeRepository(): Promise<readonly HelmChart[]> {
    const whole = await inputs.wholeRepository(repository, signal);
    indexes.push(whole.index);
    return whole.charts.map(({ name, version }) => ({
      name,
      ...(version !== undefined && { version }),
      imagePaths: [],
      platforms: [],
    }));
  }
}

function localTask({ inputs }: CollectHelmInput, wanted: HelmChart): Task {
  const path = wanted.path ?? '';
  return {
    label: `${wanted.name} (${path})`,
    from: path,
    named: true,
    wanted,
    load: async () => ({ source: await inputs.localChart(path) }),
  };
}

async function runAll(
  input: CollectHelmInput,
  tasks: readonly Task[],
  errors: SluiceError[],
  thread: ChartThread,
): Promise<readonly Done[]> {
  const results = Array.from<Done | SluiceError | undefined>({ length: tasks.length });
  const queue = tasks.entries();
  const worker = async (): Promise<void> => {
    for (const [position, task] of queue) {
      const own: SluiceError[] = [];
      results[position] = (await guarded(input, own, task.label, () => run(input, task, thread))) ?? own[0];
    }
  };
  await Promise.all(Array.from({ length: Math.min(chartsAtOnce, tasks.length) }, worker));
  return results.flatMap((result) => {
    if (!(result instanceof SluiceError)) return result === undefined ? [] : [result];
    errors.push(result);
    return [];
  });
}

async function run(
  { layout, options, signal }: CollectHelmInput,
  { load, check, from, named, wanted }: Task,
  thread: ChartThread,
): Promise<Done> {
  const { source, file } = await load();
  const contextOf = (chart: OpenedChart): ChartContext => {
    check?.(chart);
    const values = options?.values?.({ name: chart.name, from });
    return { layout, from, named, wanted, render: { values, kubeVersion: options?.kubeVersion } };
  };
  return { ...(await thread.collect(source, contextOf, signal)), file };
}

/** Undefined when `work` failed with an error that is told and does not stop the rest. */
async function guarded<Result>(
  { signal }: CollectHelmInput,
  errors: SluiceError[],
  label: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SluiceError) || signal?.aborted === true) throw error;
    errors.push(error.with({ stage: 'collect', affected: [label] }));
    return undefined;
  }
}

/** The charts' files by name. Two repositories may have a chart of the same name, but only one file can be kept. */
function distinctFiles(done: readonly Done[], errors: SluiceError[]): readonly WorkingFile[] {
  const files = new Map<string, WorkingFile>();
  for (const { file } of done) {
    if (file === undefined) continue;
    const known = files.get(file.name);
    if (known !== undefined && !known.bytes.equals(file.bytes)) {
      const name = file.name.slice(file.name.lastIndexOf('/') + 1);
      errors.push(
        new SluiceError('HELM_CHARTS_COLLIDE', {
          params: { file: name },
          stage: 'collect',
          affected: [name],
        }),
      );
    } else files.set(file.name, file);
  }
  return [...files.values()];
}
