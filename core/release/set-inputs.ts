import { SluiceError } from '../contract/index.ts';
import type { RepositoryName, Source } from '../image/index.ts';
import {
  graphDestination,
  parseDigest,
  parseImageReference,
  releasePayloadDestination,
  type Digest,
} from '../reference/index.ts';
import { isWrongContent } from './fallback-inputs.ts';
import { graphName, type GraphAnswer, type GraphRequest } from './fetch-graph.ts';
import { parseGraph } from './graph.ts';
import { graphImageRepository } from './graph-image.ts';
import type { PayloadAnswer, PayloadRequest, ReleaseInputs } from './inputs.ts';
import { readFromImage } from './online-inputs.ts';
import {
  bootImagesIn,
  graphFile,
  imageReferencesIn,
  isSignatureOf,
  releaseFolder,
  signedHex,
} from './set-files.ts';

/** A transfer set or an archive of oc-mirror. Names are relative to its `working-dir`. */
export interface SetFiles {
  listFiles(): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  readFile(name: string): Promise<Buffer | undefined>;
  /** Reads the images of the set. With it, what a release consists of is read from the signed payload itself. */
  readonly source?: Source | undefined;
}

/** Looks everything up in what was carried here; never touches a network. */
export function setReleaseInputs(set: SetFiles): ReleaseInputs {
  return {
    graph: (request) => readGraph(set, request),
    signatures: (digest) => readSignatures(set, digest),
    payloadFiles: (request) => readPayloadFiles(set, request),
    resolveTag: (repository, tag, signal) => resolveInSet(set, repository, tag, signal),
    graphImage: async () => ({
      kind: 'stored',
      record: {
        type: 'cincinnatiGraph',
        origin: `${graphImageRepository}:latest`,
        source: { repository: graphImageRepository, tag: 'latest' },
        destination: graphDestination(),
      },
    }),
  };
}

/** By the name of the signature that carries the tag, else by the payload's own name in the set, in either layout. */
async function resolveInSet(
  set: SetFiles,
  repository: RepositoryName,
  tag: string,
  signal: AbortSignal | undefined,
): Promise<Digest | undefined> {
  const found = (await set.listFiles()).flatMap((file) => signedHex(file, tag) ?? []);
  // Two digests under one tag: which one is meant cannot be told.
  if (found.length > 0) return found.length === 1 ? parseDigest(`sha256:${found[0]}`) : undefined;
  const payload = parseImageReference(`${repository}:${tag}`);
  for (const layout of ['oc-mirror', 'oc-mirror-4.17'] as const) {
    const name = releasePayloadDestination(payload, layout);
    const descriptor = await set.source?.resolveTag(name.repository, name.tag, signal);
    if (descriptor !== undefined) return descriptor.digest;
  }
  return undefined;
}

async function readGraph(set: SetFiles, request: GraphRequest): Promise<GraphAnswer> {
  const name = graphName(request);
  const bytes = await set.readFile(graphFile(name));
  if (bytes === undefined) {
    throw new SluiceError('RELEASE_GRAPH_NOT_IN_SET', {
      params: { graph: name, channel: request.channel },
      stage: 'collect',
      affected: [request.channel],
    });
  }
  return { graph: parseGraph(bytes, name), bytes, from: 'set' };
}

async function* readSignatures(set: SetFiles, digest: Digest): AsyncGenerator<Buffer, void, undefined> {
  for (const file of await set.listFiles()) {
    if (!isSignatureOf(file, digest)) continue;
    const bytes = await set.readFile(file);
    if (bytes !== undefined) yield bytes;
  }
}

async function readPayloadFiles(set: SetFiles, request: PayloadRequest): Promise<PayloadAnswer> {
  if (set.source !== undefined) {
    try {
      return await readFromImage(set.source, request);
    } catch (error) {
      // A differential set leaves out layers that the target has; the copy beside the images then serves.
      if (isWrongContent(error) || request.signal?.aborted === true) throw error;
    }
  }
  const [repository] = request.repositories;
  const folder = releaseFolder(repository ?? '', request.digest, request.tag);
  const imageReferences = await set.readFile(imageReferencesIn(folder));
  const bootImages = await set.readFile(bootImagesIn(folder));
  if (imageReferences === undefined) {
    throw new SluiceError('RELEASE_NOT_IN_SET', {
      params: { release: request.release, file: imageReferencesIn(folder) },
      stage: 'collect',
      affected: [request.release],
    });
  }
  return {
    imageReferences,
    ...(bootImages !== undefined && { bootImages }),
    repository: repository ?? '',
    from: 'file',
  };
}
