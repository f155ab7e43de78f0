import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { SluiceError } from '../contract/index.ts';
import { digestOf, type Digest } from '../reference/index.ts';
import { decompressed, defaultLayerLimits } from './decompress.ts';

const graphDataFolder = 'var/lib/cincinnati-graph-data';
const limits = {
  ...defaultLayerLimits,
  layerBytes: 512 * 1024 ** 2,
  imageBytes: 512 * 1024 ** 2,
  entries: 200_000,
};

/** A layer that is made here: its compressed bytes and the digest of what they unpack to. */
export interface MadeLayer {
  readonly bytes: Buffer;
  readonly digest: Digest;
  readonly diffId: Digest;
}

export interface GraphFile {
  readonly path: string;
  readonly directory: boolean;
  readonly content: Buffer;
}

/**
 * The graph data tarball as a layer (oc-mirror-v2.md 5.9): its entries under
 * /var/lib/cincinnati-graph-data, owned by root, in the order of their names and without times, so
 * that the same data gives the same bytes. Throws RELEASE_GRAPH_DATA_INVALID, or RELEASE_LAYER_TOO_LARGE.
 */
export async function graphDataLayer(tarGz: Buffer): Promise<MadeLayer> {
  const files = await readGraphData(tarGz);
  const tar = await writeTar(files);
  const bytes = gzipSync(tar, { level: 9 });
  // RFC 1952 2.3.1: the operating system byte, the one thing here that differs between machines.
  bytes[9] = 255;
  return { bytes, digest: digestOf(bytes), diffId: digestOf(tar) };
}

/** The entries of the graph data tarball, checked. Throws RELEASE_GRAPH_DATA_INVALID, or RELEASE_LAYER_TOO_LARGE. */
export async function readGraphData(tarGz: Buffer): Promise<readonly GraphFile[]> {
  const files = new Map<string, GraphFile>();
  const reader = extract();
  const source = Readable.from(decompressed(Readable.from([tarGz]), 'graph-data', limits, { total: 0 }), {
    objectMode: false,
  });
  let sourceFailure: unknown;
  source.on('error', (error) => {
    sourceFailure = error;
    reader.destroy(error);
  });
  source.pipe(reader);
  try {
    for await (const entry of reader) {
      const { name, type } = entry.header;
      const path = relativePath(name);
      if ((type !== 'file' && type !== 'directory') || path === undefined || files.size >= limits.entries) {
        throw invalid(name);
      }
      const content: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) content.push(chunk);
      files.set(path, { path, directory: type === 'directory', content: Buffer.concat(content) });
    }
  } catch (error) {
    const cause = sourceFailure ?? error;
    throw cause instanceof SluiceError ? cause : invalid('', cause);
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

async function writeTar(files: readonly GraphFile[]): Promise<Buffer> {
  const tar = pack();
  const owner = { uid: 0, gid: 0, uname: 'root', gname: 'root', mtime: new Date(0) };
  tar.entry({ name: `${graphDataFolder}/`, type: 'directory', mode: 0o755, ...owner });
  for (const { path, directory, content } of files) {
    const name = `${graphDataFolder}/${path}`;
    if (directory) tar.entry({ name: `${name}/`, type: 'directory', mode: 0o755, ...owner });
    else tar.entry({ name, mode: 0o644, ...owner }, content);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
