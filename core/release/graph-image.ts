import { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import {
  attestedDigest,
  maximumConfigBytes,
  mediaTypes,
  parseJsonStrict,
  parseManifest,
  rawManifest,
  verified,
  type Descriptor,
  type RawManifest,
  type RepositoryName,
  type Source,
} from '../image/index.ts';
import { digestOf, graphDestination, type Digest } from '../reference/index.ts';
import { graphDataLayer, type MadeLayer } from './graph-layer.ts';
import type { MemoryImage } from './memory-image.ts';

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
  const blobs = new Map<Digest, Buffer>([[layer.digest, layer.bytes]]);
  const root = await base.fetchManifest(baseRepository, tag.digest, signal);
  const manifests = await extend(base, root, layer, blobs, signal);
  const top = manifests.at(-1) ?? root;
  return {
    record: {
      type: 'cincinnatiGraph',
      origin: `${graphImageRepository}:latest`,
      source: { repository: graphImageRepository, digest: top.descriptor.digest, tag: 'latest' },
      destination: graphDestination(),
    },
    root: top.descriptor,
    manifests,
    blobs,
    base: baseRepository,
  };
}

async function extend(
  base: Source,
  raw: RawManifest,
  layer: MadeLayer,
  blobs: Map<Digest, Buffer>,
  signal: AbortSignal | undefined,
): Promise<readonly RawManifest[]> {
  const parsed = parseManifest(raw);
  if (parsed.kind === 'image') return [await extendImage(base, raw, layer, blobs, signal)];
  if (parsed.kind === 'artifact') throw baseInvalid();
  const made: RawManifest[] = [];
  const entries: unknown[] = [];
  const document = indexSchema.parse(readJson(raw.bytes));
  for (const [position, child] of parsed.manifests.entries()) {
    // An attestation speaks of the image that it was made for, and of no other.
    if (attestedDigest(child) !== undefined || child.platform?.os === 'unknown') continue;
    const instance = await base.fetchManifest(baseRepository, child.digest, signal);
    const image = await extendImage(base, instance, layer, blobs, signal);
    made.push(image);
    entries.push({ ...document.manifests[position], ...located(image.descriptor) });
  }
  if (made.length === 0) throw baseInvalid();
  return [...made, serialise({ ...document, manifests: entries }, raw.descriptor.mediaType)];
}

const indexSchema = z.looseObject({ manifests: z.array(z.looseObject({})) });
const imageSchema = z.looseObject({ config: z.looseObject({}), layers: z.array(z.looseObject({})) });
const configSchema = z.looseObject({
  config: z.looseObject({}).nullish(),
  history: z.array(z.looseObject({})).nullish(),
  rootfs: z.looseObject({ diff_ids: z.array(z.string()) }),
});

async function extendImage(
  base: Source,
  raw: RawManifest,
  layer: MadeLayer,
  blobs: Map<Digest, Buffer>,
  signal: AbortSignal | undefined,
): Promise<RawManifest> {
  const parsed = parseManifest(raw);
  if (parsed.kind !== 'image') throw baseInvalid();
  const config = Buffer.from(
    JSON.stringify(extendConfig(await readConfig(base, parsed.config, signal), layer)),
  );
  const configDigest = digestOf(config);
  blobs.set(configDigest, config);
  const document = readAs(imageSchema, raw.bytes);
  const mediaType =
    parsed.mediaType === mediaTypes.dockerManifest ? mediaTypes.dockerLayer : mediaTypes.ociLayerGzip;
  return serialise(
    {
      ...document,
      config: { ...document.config, size: config.length, digest: configDigest },
      layers: [...document.layers, { mediaType, size: layer.bytes.length, digest: layer.digest }],
    },
    parsed.mediaType,
  );
}

function extendConfig(bytes: Buffer, layer: MadeLayer): unknown {
  const document = readAs(configSchema, bytes);
  return {
    ...document,
    config: { ...document.config, Cmd: command },
    rootfs: { ...document.rootfs, diff_ids: [...document.rootfs.diff_ids, layer.diffId] },
    history: [
      ...(document.history ?? []),
      { created: '1970-01-01T00:00:00Z', created_by: 'update graph data' },
    ],
  };
}

async function readConfig(
  base: Source,
  config: Descriptor,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  if (config.size > maximumConfigBytes) throw baseInvalid();
  const options = signal === undefined ? {} : { signal };
  const chunks: Buffer[] = [];
  for await (const chunk of verified(await base.openBlob(baseRepository, config, options), config)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function located({ digest, size }: Descriptor): { readonly digest: Digest; readonly size: number } {
  return { digest, size };
}

function serialise(document: unknown, mediaType: string): RawManifest {
  return rawManifest(Buffer.from(JSON.stringify(document)), mediaType);
}

function readJson(bytes: Uint8Array): unknown {
  return parseJsonStrict(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { what: baseRepository });
}

function readAs<Value>(schema: z.ZodType<Value>, bytes: Uint8Array): Value {
  try {
    return schema.parse(readJson(bytes));
  } catch (error) {
    throw baseInvalid(error);
  }
}

function baseInvalid(cause?: unknown): SluiceError {
  return new SluiceError('RELEASE_GRAPH_BASE_INVALID', {
    params: { image: `${baseRepository}:${baseTag}` },
    stage: 'collect',
    cause,
  });
}
