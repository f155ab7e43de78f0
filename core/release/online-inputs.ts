import { SluiceError } from '../contract/index.ts';
import type { RepositoryName, Source } from '../image/index.ts';
import { graphDestination } from '../reference/index.ts';
import { fetchGraph } from './fetch-graph.ts';
import { fetchSignatures } from './fetch-signature.ts';
import { buildGraphImage, graphImageRepository } from './graph-image.ts';
import { getDocument } from './http-get.ts';
import type { GraphImage, PayloadAnswer, PayloadRequest, ReleaseInputs } from './inputs.ts';
import { readPayload } from './payload.ts';
import type { ReleaseServices } from './services.ts';

// oc-mirror-v2.md 5.9
const graphDataUrl = 'https://api.openshift.com/api/upgrades_info/graph-data';
const graphDataLimit = 64 * 1024 * 1024;

export interface OnlineInputOptions extends ReleaseServices {
  readonly source: Source;
  /**
   * Where a finished graph image is, such as `registry.example/openshift/graph-image`. With
   * UPDATE_URL_OVERRIDE set it is taken from there: an enclave cannot make one (oc-mirror-v2.md 3.6).
   */
  readonly graphImageRepository?: RepositoryName | undefined;
}

/** Looks everything up in the update service, the signature store and the registries. */
export function onlineReleaseInputs(options: OnlineInputOptions): ReleaseInputs {
  const { source } = options;
  return {
    graph: (request, signal) => fetchGraph(options, request, { signal }),
    signatures: (digest, signal) => fetchSignatures(options, digest, signal),
    payloadFiles: (request) => readFromImage(source, request),
    resolveTag: async (repository, tag, signal) => (await source.resolveTag(repository, tag, signal))?.digest,
    graphImage: (signal) => onlineGraphImage(options, signal),
  };
}

/** Tries each repository; the first failure is the one that is told. */
export async function readFromImage(source: Source, request: PayloadRequest): Promise<PayloadAnswer> {
  let failure: unknown;
  for (const repository of request.repositories) {
    try {
      const files = await readPayload(source, { ...request, repository }, request);
      return { ...files, repository, from: 'payload' };
    } catch (error) {
      if (!(error instanceof SluiceError) || request.signal?.aborted === true) throw error;
      failure ??= error.with({ stage: 'collect', side: 'source', affected: [request.release] });
    }
  }
  throw failure;
}

/**
 * The update service's graph data, a tarball; undefined where a stage has an update service of its own and
 * nobody said where its data is. Throws RELEASE_GRAPH_DATA_URL_INVALID and like `getDocument`.
 */
export async function fetchGraphData(
  options: ReleaseServices,
  signal?: AbortSignal,
): Promise<Buffer | undefined> {
  const { variables } = options.environment;
  const override = variables['UPDATE_URL_OVERRIDE'] ?? '';
  const ownGraphData = variables['SLUICE_GRAPH_DATA_URL'] ?? '';
  // With an update service of its own a stage usually has no way to the graph data (oc-mirror-v2.md 3.6),
  // unless somebody says where it is: oc-mirror has no variable for that.
  if (override !== '' && ownGraphData === '') return undefined;
  const what = 'graph-data';
  const url = URL.parse(ownGraphData === '' ? graphDataUrl : ownGraphData);
  if (url === null) {
    throw new SluiceError('RELEASE_GRAPH_DATA_URL_INVALID', { stage: 'configure' });
  }
  const bytes = await getDocument(options, { url, limit: graphDataLimit, what, signal });
  if (bytes !== undefined) return bytes;
  throw new SluiceError('RELEASE_SERVICE_REFUSED', {
    params: { what, host: url.host, status: 404 },
    stage: 'collect',
  });
}

async function onlineGraphImage(options: OnlineInputOptions, signal?: AbortSignal): Promise<GraphImage> {
  const graphDataTarGz = await fetchGraphData(options, signal);
  if (graphDataTarGz !== undefined) {
    return { kind: 'memory', image: await buildGraphImage({ graphDataTarGz, base: options.source, signal }) };
  }
  const repository = options.graphImageRepository;
  if (repository === undefined) {
    throw new SluiceError('RELEASE_GRAPH_IMAGE_ABSENT', { stage: 'collect' });
  }
  return {
    kind: 'stored',
    record: {
      type: 'cincinnatiGraph',
      origin: `${graphImageRepository}:latest`,
      source: { repository, tag: 'latest' },
      destination: graphDestination(),
    },
  };
}
