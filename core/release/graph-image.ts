import { SluiceError, type ErrorCode } from '../contract/index.ts';
import type { RepositoryName, Source } from '../image/index.ts';
import { extendImage, type MadeImage, type MadeLayer, type MemoryImage } from '../layers/index.ts';
import { graphDestination, type Digest } from '../reference/index.ts';
import { graphDataLayer } from './graph-layer.ts';

// oc-mirror-v2.md 5.9
const baseRepository: RepositoryName = 'registry.access.redhat.com/ubi9/ubi';
const baseTag = 'latest';
const command = [
  '/bin/bash',
  '-c',
  'exec cp -rp /var/lib/cincinnati-graph-data/* /var/lib/cincinnati/graph-data',
];
/** The graph image's name; Sluice makes it, so it has no host. */
export const graphImageRepository: RepositoryName = 'openshift/graph-image';

export interface GraphImageInput {
  /** The tarball of the update service's graph data, as served. */
  readonly graphDataTarGz: Buffer;
  /** Reads the base image; mirrors and trust apply as for every image. */
  readonly base: Source;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the image that carries the update graph into an enclave (oc-mirror-v2.md 5.9): the graph data as one
 * more layer on every image of the base. The same inputs give the same digests. Throws
 * RELEASE_GRAPH_DATA_INVALID, RELEASE_GRAPH_BASE_ABSENT, RELEASE_GRAPH_BASE_INVALID, and what the source throws.
 */
export async function buildGraphImage(input: GraphImageInput): Promise<MemoryImage> {
  const { base, signal } = input;
  const layer = await graphDataLayer(input.graphDataTarGz);
  const tag = await base.resolveTag(baseRepository, baseTag, signal);
  if (tag === undefined) {
    throw new SluiceError('RELEASE_GRAPH_BASE_ABSENT', {
      params: { image: `${baseRepository}:${baseTag}` },
      stage: 'collect',
    });
  }
  const made = await onBase(base, tag.digest, layer, signal);
  return {
    ...made,
    record: {
      type: 'cincinnatiGraph',
      origin: `${graphImageRepository}:latest`,
      source: { repository: graphImageRepository, digest: made.root.digest, tag: 'latest' },
      destination: graphDestination(),
    },
  };
}

// What `extendImage` says of a base that is not an ordinary image.
const baseFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'IMAGE_NOT_EXTENDABLE',
  'IMAGE_CONFIG_INVALID',
]);

async function onBase(
  base: Source,
  digest: Digest,
  layer: MadeLayer,
  signal: AbortSignal | undefined,
): Promise<MadeImage> {
  const image = `${baseRepository}:${baseTag}`;
  try {
    return await extendImage(
      base,
      baseRepository,
      digest,
      {
        layers: [{ ...layer, createdBy: 'update graph data' }],
        config: (config) => ({ ...config, Cmd: command }),
      },
      { image, signal },
    );
  } catch (error) {
    if (!(error instanceof SluiceError) || !baseFaults.has(error.code)) throw error;
    throw new SluiceError('RELEASE_GRAPH_BASE_INVALID', {
      params: { image },
      stage: 'collect',
      cause: error,
    });
  }
}
