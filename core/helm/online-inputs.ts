import { createHash } from 'node:crypto';
import { SluiceError } from '../contract/index.ts';
import type { HelmRepository } from '../config/index.ts';
import type { Source } from '../image/index.ts';
import { type ChartReader, readLocalChart, isSafeChartWord, maximumArchiveBytes } from './chart/index.ts';
import type { FetchedIndex, IndexMemory } from './index-memory.ts';
import type { HelmInputs, PackedChart, WantedChart, WholeRepository } from './inputs.ts';
import {
  chartAddress,
  type ChartIndex,
  type HelmGet,
  type IndexedChart,
  indexFile,
  maximumIndexBytes,
  parseIndex,
  pickVersion,
  readOciChart,
  repositoryAddress,
} from './repository/index.ts';
import { chartsOf } from './whole-repository.ts';

export interface OnlineHelmOptions {
  readonly get: HelmGet;
  readonly fileSystem: ChartReader;
  /** Reads charts that registries keep; without it they cannot be had. */
  readonly source: Source;
}

/** Looks everything up in the repositories themselves. Each index is fetched once. */
export function onlineHelmInputs(options: OnlineHelmOptions, memory?: IndexMemory): HelmInputs {
  const indexes = new Map<string, Promise<FetchedIndex>>();
  const indexOf = (repository: HelmRepository, signal?: AbortSignal): Promise<FetchedIndex> => {
    const remembered = memory?.get(repository.url);
    if (remembered !== undefined) return Promise.resolve(remembered);
    const known =
      indexes.get(repository.url) ??
      fetchIndex(options, repository, signal).then((fetched) => {
        memory?.put(repository.url, fetched);
        return fetched;
      });
    indexes.set(repository.url, known);
    return known;
  };
  return {
    index: async (repository, signal) => (await indexOf(repository, signal)).index,
    wholeRepository: async (repository, signal): Promise<WholeRepository> => {
      if (repositoryAddress(repository).kind === 'oci') {
        throw new SluiceError('HELM_CHARTS_NEEDED', {
          params: { repository: repository.name },
          stage: 'configure',
        });
      }
      const { url, bytes, index } = await indexOf(repository, signal);
      return { charts: chartsOf(index), index: { name: `working-dir/${indexFile(url)}`, bytes } };
    },
    chart: async (repository, wanted, signal) => {
      const address = repositoryAddress(repository);
      if (address.kind === 'oci') return ociChart(options, repository, address.name, wanted, signal);
      const { base, index } = await indexOf(repository, signal);
      const picked = requireVersion(index, repository, wanted);
      return {
        name: picked.name,
        version: picked.version,
        bytes: await download(options, repository, picked, base, signal),
      };
    },
    localChart: (path) => readLocalChart(options.fileSystem, path),
    remembering: (wanted) => onlineHelmInputs(options, wanted),
  };
}

async function fetchIndex(
  { get }: OnlineHelmOptions,
  repository: HelmRepository,
  signal: AbortSignal | undefined,
): Promise<FetchedIndex> {
  const address = repositoryAddress(repository);
  if (address.kind === 'oci')
    throw new SluiceError('HELM_CHARTS_NEEDED', { params: { repository: repository.name } });
  const { index: url, base } = address;
  const bytes = await get(url, { limit: maximumIndexBytes, what: `${repository.name}/index.yaml`, signal });
  if (bytes === undefined) {
    throw new SluiceError('HELM_INDEX_ABSENT', {
      params: { repository: repository.name, url: url.href },
      stage: 'collect',
      side: 'source',
      affected: [repository.name],
    });
  }
  return { url, base, bytes, index: parseIndex(bytes, repository.name) };
}

/** Throws HELM_CHART_ABSENT or HELM_VERSION_ABSENT. */
function requireVersion(index: ChartIndex, repository: HelmRepository, wanted: WantedChart): IndexedChart {
  const versions = index.versions(wanted.name);
  const picked = pickVersion(versions, wanted.version);
  if (picked !== undefined) return picked;
  const params = { repository: repository.name, chart: wanted.name };
  if (versions.length === 0) throw new SluiceError('HELM_CHART_ABSENT', { params, stage: 'collect' });
  const shown = versions.slice(0, 10).map(({ version }) => version);
  throw new SluiceError('HELM_VERSION_ABSENT', {
    params: { ...params, version: wanted.version ?? '*', versions: shown.join(', ') },
    stage: 'collect',
  });
}

async function download(
  options: OnlineHelmOptions,
  repository: HelmRepository,
  chart: IndexedChart,
  base: URL,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const label = `${chart.name} ${chart.version}`;
  const params = { repository: repository.name, chart: label };
  const url = chart.urls.flatMap((text) => chartAddress(text, base) ?? [])[0];
  if (url === undefined) throw new SluiceError('HELM_CHART_URL_INVALID', { params, stage: 'collect' });
  if (url.protocol === 'oci:') {
    // What the index says of the digest is that of the artifact there, if it says anything.
    const name = url.href.slice('oci://'.length).replace(/:[^/:]*$/, '');
    return readOciChart(options.source, { repository: name, version: chart.version, chart: label }, signal);
  }
  const bytes = await options.get(url, { limit: maximumArchiveBytes, what: label, signal });
  if (bytes === undefined) {
    throw new SluiceError('HELM_CHART_NOT_FOUND', {
      params: { ...params, url: url.href },
      stage: 'collect',
      side: 'source',
    });
  }
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (chart.digest !== undefined && chart.digest !== actual) {
    throw new SluiceError('HELM_CHART_DIGEST_DIFFERS', {
      params: { ...params, actual, expected: chart.digest },
      stage: 'collect',
      side: 'source',
    });
  }
  return bytes;
}

async function ociChart(
  { source }: OnlineHelmOptions,
  repository: HelmRepository,
  registry: string,
  wanted: WantedChart,
  signal: AbortSignal | undefined,
): Promise<PackedChart> {
  const { name, version = '' } = wanted;
  if (!isSafeChartWord(version)) {
    throw new SluiceError('HELM_VERSION_NEEDED', {
      params: { repository: repository.name, chart: name },
      stage: 'configure',
    });
  }
  const chart = { repository: `${registry}/${name}`, version, chart: `${name} ${version}` };
  return { name, version, bytes: await readOciChart(source, chart, signal) };
}
