import { Readable } from 'node:stream';
import { SluiceError } from '../contract/index.ts';
import {
  decompressed,
  defaultLayerLimits,
  makeLayer,
  readTar,
  type LayerEntry,
  type MadeLayer,
} from '../layers/index.ts';

const graphDataFolder = 'var/lib/cincinnati-graph-data';
const limits = {
  ...defaultLayerLimits,
  layerBytes: 512 * 1024 ** 2,
  imageBytes: 512 * 1024 ** 2,
  entries: 200_000,
};

export interface GraphFile {
  readonly path: string;
  readonly directory: boolean;
  readonly content: Buffer;
}

/**
 * The graph data tarball as a layer (oc-mirror-v2.md 5.9): its entries under
 * /var/lib/cincinnati-graph-data, owned by root, in the order of their names and without times, so
 * that the same data gives the same bytes. Throws RELEASE_GRAPH_DATA_INVALID, or LAYER_TOO_LARGE.
 */
export async function graphDataLayer(tarGz: Buffer): Promise<MadeLayer> {
  const files = await readGraphData(tarGz);
  return makeLayer([
    { kind: 'directory', path: graphDataFolder },
    ...files.map(({ path, directory, content }): LayerEntry => {
      const inImage = `${graphDataFolder}/${path}`;
      return directory ? { kind: 'directory', path: inImage } : { kind: 'file', path: inImage, content };
    }),
  ]);
}

/** The entries of the graph data tarball, checked. Throws RELEASE_GRAPH_DATA_INVALID, or LAYER_TOO_LARGE. */
export async function readGraphData(tarGz: Buffer): Promise<readonly GraphFile[]> {
  const files = new Map<string, GraphFile>();
  const tar = decompressed(Readable.from([tarGz]), 'graph-data', limits, { total: 0 });
  try {
    await readTar(tar, async (entry) => {
      const { name, type } = entry.header;
      const path = relativePath(name);
      const isKnown = type === 'file' || type === 'directory';
      if (!isKnown || path === undefined || files.size >= limits.entries) throw invalid(name);
      const content: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) content.push(chunk);
      files.set(path, { path, directory: type === 'directory', content: Buffer.concat(content) });
    });
  } catch (error) {
    throw error instanceof SluiceError ? error : invalid('', error);
  }
  // An error page instead of the data would otherwise become an image that serves no graph.
  if (![...files.keys()].some((path) => path.startsWith('channels/'))) throw invalid('channels/');
  return [...files.values()].filter(({ path }) => path !== '').toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function relativePath(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') || name.startsWith('/') ? undefined : parts.join('/');
}

function invalid(entry: string, cause?: unknown): SluiceError {
  return new SluiceError('RELEASE_GRAPH_DATA_INVALID', {
    params: { entry: entry.slice(0, 200) || '-' },
    stage: 'collect',
    cause,
  });
}
