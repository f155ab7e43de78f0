import { resolve } from 'node:path';
import { archiveSource, type OpenedSet } from '../../archive/index.ts';
import { SluiceError, type SignaturePolicy } from '../../contract/index.ts';
import { setHelmInputs, type HelmSetFiles } from '../../helm/index.ts';
import { isKnowledgeName, knowledgeStore, stateDirectory } from '../../ledger/index.ts';
import { openOciLayout, type ImageRecord } from '../../image/index.ts';
import { graphDestination } from '../../reference/index.ts';
import type { Location } from '../../plan/index.ts';
import {
  carriedChannels,
  channelsUnknown,
  fallbackReleaseInputs,
  fetchGraph,
  fetchGraphData,
  graphDataChannels,
  graphImageRepository,
  onlineReleaseInputs,
  probeChannels,
  setReleaseInputs,
  type ReleaseInputs,
} from '../../release/index.ts';
import { openCheckedSet, signedNote } from '../seal/index.ts';
import type { HostServices } from '../services.ts';
import { showFindings, type Observer } from '../observer.ts';
import type { Network } from '../network.ts';
import { valuesFile } from './chart-values.ts';
import { registryHelmInputs } from './helm-inputs.ts';
import type { ChannelNames, SourceEnd } from './task.ts';

/** Largest metadata file taken out of an archive. */
const fileLimit = 64 * 1024 * 1024;
const workingDirectory = 'working-dir/';

/** Registries, through the mirrors of registries.conf; what a set once brought here fills the gaps. */
export function registryEnd(services: HostServices, network: Network, observer: Observer): SourceEnd {
  const layouts = new Map<string, ReturnType<typeof openOciLayout>>();
  return {
    name: network.describe(),
    releaseInputs: releaseInputs(services, network, observer),
    helmInputs: registryHelmInputs(services, network, carriedFiles(services)),
    chartValues: (chart) => valuesIn(carriedFiles(services), chart),
    channels: (signal) => knownChannels(services, network, signal),
    locate: async (record): Promise<Location> => {
      if (!('ociLayout' in record.source)) return { source: network.source, ...record.source };
      const directory = resolve(services.environment.workingDirectory, record.source.ociLayout);
      const opening = layouts.get(directory) ?? openOciLayout(services.fs, directory);
      layouts.set(directory, opening);
      return { source: await opening, repository: directory, tag: record.source.tag ?? 'latest' };
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Release data from the network, and from what an import left on this machine: a stage that reads
 * releases through a mirror and has no update service of its own asks what was carried here first.
 */
function releaseInputs(services: HostServices, network: Network, observer: Observer): ReleaseInputs {
  const carried = setReleaseInputs({ ...carriedFiles(services), source: network.source });
  const online = onlineReleaseInputs({
    ...services,
    door: network.door,
    source: network.source,
    graphImageRepository: network.graphImageRepository(),
  });
  if (!isDisconnected(services, network)) {
    const either = fallbackReleaseInputs(online, carried, {
      onGraphFallback: ({ channel }, { code, params, affected }) =>
        showFindings(observer, [
          { level: 'warning', code, params, affected },
          { level: 'warning', code: 'RELEASE_GRAPH_CARRIED_USED', params: { channel }, affected: [channel] },
        ]),
    });
    return {
      ...either,
      // A signature proves itself wherever it comes from: one that was carried here needs no network.
      signatures: fallbackReleaseInputs(carried, online).signatures,
      // What was carried here holds no images: why the graph image cannot be made is what has to be told.
      graphImage: online.graphImage,
    };
  }
  return {
    ...fallbackReleaseInputs(carried, online),
    // What was carried here is in the registry that releases are read from, not in a folder.
    graphImage: () =>
      Promise.resolve({ kind: 'stored', record: storedGraphImage(network.graphImageRepository()) }),
  };
}

/** What imports left on this machine. */
function carriedFiles(services: HostServices): HelmSetFiles {
  const store = knowledgeStore({ fs: services.fs, stateDirectory: stateDirectory(services.environment) });
  return {
    listFiles: () => store.list(),
    // An index of a host with a port has a name that is kept nowhere.
    readFile: async (name) => (isKnowledgeName(name) ? store.read(name) : undefined),
  };
}

async function valuesIn(files: HelmSetFiles, chart: string): Promise<Buffer | undefined> {
  const name = valuesFile(chart);
  // The name of a chart comes from a configuration: only what is listed is asked for.
  return (await files.listFiles()).includes(name) ? files.readFile(name) : undefined;
}

/** Without an update service of its own, and cut off from the public one. */
function isDisconnected({ environment }: HostServices, network: Network): boolean {
  const override = environment.variables['UPDATE_URL_OVERRIDE'] ?? '';
  return override === '' && (network.offline || network.mirrorsReleases());
}

/**
 * The graph data names every channel in one answer; a service without it is asked channel by channel; where
 * there is no service, what was carried here tells.
 */
async function knownChannels(
  services: HostServices,
  network: Network,
  signal: AbortSignal,
): Promise<ChannelNames> {
  if (!isDisconnected(services, network)) {
    const online = { ...services, door: network.door };
    const data = await fetchGraphData(online, signal);
    const names =
      data === undefined
        ? await probeChannels({ graph: (request) => fetchGraph(online, request, { signal }) }, signal)
        : await graphDataChannels(data);
    return { names, from: 'service' };
  }
  const store = knowledgeStore({ fs: services.fs, stateDirectory: stateDirectory(services.environment) });
  const names = carriedChannels(await store.list());
  if (names.length === 0) throw channelsUnknown();
  return { names, from: 'set' };
}

function storedGraphImage(repository: string): ImageRecord {
  return {
    type: 'cincinnatiGraph',
    origin: `${graphImageRepository}:latest`,
    source: { repository, tag: 'latest' },
    destination: graphDestination(),
  };
}

/**
 * A set or oc-mirror's archives in a folder. Throws SET_REFUSED when something is wrong with them, their signature
 * included; `policy` says what is demanded of that for once.
 */
export async function archiveEnd(
  services: HostServices,
  directory: string,
  observer: Observer,
  signal: AbortSignal,
  policy?: SignaturePolicy,
): Promise<SourceEnd> {
  const set = await openCheckedSet(services, directory, { signal, policy });
  const errors = set.problems.filter((problem) => problem.level === 'error');
  // That an archive can be used without a manifest is no news when it cannot be used.
  const told = errors.length === 0 ? set.problems : set.problems.filter(({ level }) => level !== 'note');
  showFindings(observer, [...told, ...signedNote(set.signature)]);
  if (errors.length > 0) {
    await set.close();
    throw new SluiceError('SET_REFUSED', {
      params: { directory, count: errors.length },
      stage: 'inspect',
      side: 'source',
      affected: errors.flatMap((problem) => problem.affected),
    });
  }
  const source = archiveSource(set);
  return {
    name: `file://${directory}`,
    set,
    releaseInputs: setReleaseInputs({ ...workingFiles(set), source }),
    helmInputs: setHelmInputs(workingFiles(set), services.fs),
    chartValues: (chart) => valuesIn(workingFiles(set), chart),
    channels: async () => ({ names: carriedChannels(await workingFiles(set).listFiles()), from: 'set' }),
    // An archive knows images by their names at the target, not by where they came from.
    locate: (record: ImageRecord): Promise<Location> => {
      const { repository, tag } = record.destination;
      const digest = 'ociLayout' in record.source ? undefined : record.source.digest;
      return Promise.resolve({ source, repository, tag, ...(digest !== undefined && { digest }) });
    },
    close: () => set.close(),
  };
}

function workingFiles(set: OpenedSet): {
  listFiles: () => Promise<string[]>;
  readFile: (name: string) => Promise<Buffer | undefined>;
} {
  return {
    listFiles: () =>
      Promise.resolve(
        [...set.files.keys()]
          .filter((name) => name.startsWith(workingDirectory))
          .map((name) => name.slice(workingDirectory.length)),
      ),
    readFile: async (name) => {
      const whole = `${workingDirectory}${name}`;
      return set.files.has(whole) ? set.readFile(whole, fileLimit) : undefined;
    },
  };
}

/** Keeps the graphs, signatures and charts of a set for later exports from this machine (DESIGN section 6). */
export async function rememberReleaseData(services: HostServices, set: OpenedSet): Promise<void> {
  const store = knowledgeStore({ fs: services.fs, stateDirectory: stateDirectory(services.environment) });
  const { listFiles, readFile } = workingFiles(set);
  for (const name of await listFiles()) {
    if (!isKnowledgeName(name)) continue;
    const bytes = await readFile(name);
    if (bytes !== undefined) await store.put(name, bytes);
  }
}
