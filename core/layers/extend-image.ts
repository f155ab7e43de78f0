import { z } from 'zod';
import { SluiceError } from '../contract/index.ts';
import {
  attestedDigest,
  mediaTypes,
  parseJsonStrict,
  parseManifest,
  rawManifest,
  type Descriptor,
  type RawManifest,
  type RepositoryName,
  type Source,
} from '../image/index.ts';
import { digestOf, type Digest } from '../reference/index.ts';
import { readImageConfig, type ImageConfig } from './image-config.ts';
import type { MadeLayer } from './make-layer.ts';
import type { MemoryImage } from './memory-image.ts';

/** What is added to every image of an index. */
export interface Extension {
  /** Lowest first. `createdBy` is what the image's history says of the layer. */
  readonly layers: readonly (MadeLayer & { readonly createdBy: string })[];
  /** The `config` member that an image gets for the one it has: command, labels. */
  readonly config: (
    config: Readonly<NonNullable<ImageConfig['config']>>,
  ) => Readonly<Record<string, unknown>>;
}

/** An image without a name of its own yet. */
export type MadeImage = Omit<MemoryImage, 'record'>;

interface Work {
  readonly source: Source;
  readonly repository: RepositoryName;
  /** How the image is called in errors. */
  readonly image: string;
  readonly extension: Extension;
  readonly blobs: Map<Digest, Buffer>;
  readonly signal: AbortSignal | undefined;
}

/**
 * The image, or every image of the index, that `digest` names with more layers on top; the platforms, the other
 * fields and the kind of its manifests stay. Attestations are left out: they speak of the image that was. The same
 * inputs give the same digests. Throws IMAGE_NOT_EXTENDABLE, IMAGE_CONFIG_INVALID, and what the source throws.
 */
export async function extendImage(
  source: Source,
  repository: RepositoryName,
  digest: Digest,
  extension: Extension,
  options: { readonly image?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<MadeImage> {
  const { image = `${repository}@${digest}`, signal } = options;
  const blobs = new Map(extension.layers.map((layer) => [layer.digest, layer.bytes]));
  const root = await source.fetchManifest(repository, digest, signal);
  const manifests = await extendAll({ source, repository, image, extension, blobs, signal }, root);
  const top = manifests.at(-1) ?? root;
  return { root: top.descriptor, manifests, blobs, base: repository };
}

const indexSchema = z.looseObject({ manifests: z.array(z.looseObject({})) });
const imageSchema = z.looseObject({ config: z.looseObject({}), layers: z.array(z.looseObject({})) });

async function extendAll(work: Work, raw: RawManifest): Promise<readonly RawManifest[]> {
  const parsed = parseManifest(raw);
  if (parsed.kind === 'image') return [await extendOne(work, raw)];
  if (parsed.kind === 'artifact') throw notExtendable(work);
  const made: RawManifest[] = [];
  const entries: unknown[] = [];
  const document = readAs(work, indexSchema, raw.bytes);
  for (const [position, child] of parsed.manifests.entries()) {
    if (attestedDigest(child) !== undefined || child.platform?.os === 'unknown') continue;
    const instance = await work.source.fetchManifest(work.repository, child.digest, work.signal);
    const image = await extendOne(work, instance);
    made.push(image);
    entries.push({ ...document.manifests[position], ...located(image.descriptor) });
  }
  if (made.length === 0) throw notExtendable(work);
  return [...made, serialise({ ...document, manifests: entries }, raw.descriptor.mediaType)];
}

async function extendOne(work: Work, raw: RawManifest): Promise<RawManifest> {
  const { source, repository, extension, image, signal } = work;
  const parsed = parseManifest(raw);
  if (parsed.kind !== 'image') throw notExtendable(work);
  const original = await readImageConfig(source, repository, parsed.config, { image, signal });
  const config = Buffer.from(JSON.stringify(extendConfig(original, extension)));
  const configDigest = digestOf(config);
  work.blobs.set(configDigest, config);
  const document = readAs(work, imageSchema, raw.bytes);
  const mediaType =
    parsed.mediaType === mediaTypes.dockerManifest ? mediaTypes.dockerLayer : mediaTypes.ociLayerGzip;
  const added = extension.layers.map(({ bytes, digest }) => ({ mediaType, size: bytes.length, digest }));
  return serialise(
    {
      ...document,
      config: { ...document.config, size: config.length, digest: configDigest },
      layers: [...document.layers, ...added],
    },
    parsed.mediaType,
  );
}

function extendConfig(document: ImageConfig, { layers, config }: Extension): unknown {
  return {
    ...document,
    config: config(document.config ?? {}),
    rootfs: {
      ...document.rootfs,
      diff_ids: [...document.rootfs.diff_ids, ...layers.map(({ diffId }) => diffId)],
    },
    history: [
      ...(document.history ?? []),
      ...layers.map(({ createdBy }) => ({ created: '1970-01-01T00:00:00Z', created_by: createdBy })),
    ],
  };
}

function located({ digest, size }: Descriptor): { readonly digest: Digest; readonly size: number } {
  return { digest, size };
}

function serialise(document: unknown, mediaType: string): RawManifest {
  return rawManifest(Buffer.from(JSON.stringify(document)), mediaType);
}

function readAs<Value>(work: Work, schema: z.ZodType<Value>, bytes: Uint8Array): Value {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return schema.parse(parseJsonStrict(text, { what: work.image }));
  } catch (error) {
    throw notExtendable(work, error);
  }
}

function notExtendable({ image }: Work, cause?: unknown): SluiceError {
  return new SluiceError('IMAGE_NOT_EXTENDABLE', { params: { image }, cause });
}
