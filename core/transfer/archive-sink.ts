import { linkFiles, type ArchiveFile, type SetWriter } from '../archive/index.ts';
import { digestOf, type Digest } from '../reference/index.ts';
import type { PlannedImage } from '../plan/index.ts';
import { createGroupedAppend } from './grouped-append.ts';
import type { Sink } from './sink.ts';

/** Blobs up to this size are taken into memory and written in one go, so that no chunk waits for the network. */
const buffered = 1024 * 1024;

export interface ArchiveSinkOptions {
  readonly writer: Pick<SetWriter, 'appendBlob' | 'appendBuffers' | 'hasBlob' | 'failure'>;
  /** Large blobs at the same time: each needs an open chunk of its own. */
  readonly streams: number;
}

export interface ArchiveSink extends Sink {
  /** Images whose blobs are all in the archive or were carried before, in the order of completion. */
  readonly images: readonly PlannedImage[];
}

/**
 * An archive as the target of a transfer. Blobs go straight into an open chunk; manifests and
 * links are written by `writeImageFiles` when it is known which images are whole.
 */
export function archiveSink(options: ArchiveSinkOptions): ArchiveSink {
  const { writer } = options;
  const images: PlannedImage[] = [];
  const append = createGroupedAppend(writer);
  return {
    streams: options.streams,
    images,
    failure: () => writer.failure,

    holdsImage: () => Promise.resolve(false),

    async storeBlob({ blob, open, onBytes, signal, turn }) {
      const { digest, size } = blob.descriptor;
      if (writer.hasBlob(digest)) return 'kept';
      // A large blob is opened when its turn has come: its bytes cannot wait.
      if (size > buffered) await cameInTurn(turn, signal);
      const chunks = await open(0);
      if (size > buffered) {
        await writer.appendBlob(digest, size, counted(chunks, onBytes));
        return 'stored';
      }
      const parts: Buffer[] = [];
      for await (const chunk of counted(chunks, onBytes)) parts.push(chunk);
      await cameInTurn(turn, signal);
      await append(digest, Buffer.concat(parts));
      return 'stored';
    },

    storeImage(image) {
      images.push(image);
      return Promise.resolve();
    },
  };
}

/**
 * Where blobs have an order, none is written behind one that was stopped: the next run, which begins with that one, would
 * write another order than a run that nobody stopped.
 */
async function cameInTurn(turn: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  if (turn === undefined) return;
  await turn;
  signal.throwIfAborted();
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onBytes: (delta: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/**
 * Appends the manifests of `images` and the link files that make them appear in a registry's
 * storage (oc-mirror-v2.md 4.2): tag, revisions of every manifest, layer links of every blob.
 */
export async function writeImageFiles(
  writer: Pick<SetWriter, 'appendBuffers' | 'appendFiles' | 'hasBlob'>,
  images: readonly PlannedImage[],
): Promise<void> {
  const manifests = new Map<Digest, Buffer>();
  const repositories = new Map<string, RepositoryLinks>();
  for (const image of images) {
    const { repository, tag } = image.record.destination;
    const links = repositories.get(repository) ?? newLinks();
    repositories.set(repository, links);
    links.tags.set(tag, image.root.digest);
    for (const manifest of image.manifests) {
      links.revisions.add(manifest.descriptor.digest);
      manifests.set(manifest.descriptor.digest, manifest.bytes);
    }
    for (const blob of image.blobs) links.layers.add(blob.digest);
  }
  const missing = [...manifests].filter(([digest]) => !writer.hasBlob(digest));
  await writer.appendBuffers(missing.map(([digest, bytes]) => ({ digest, bytes })));
  const names = [...repositories.keys()].sort();
  const files = names.flatMap((name) => linkFiles(name, repositories.get(name) ?? newLinks()));
  await writer.appendFiles(files);
}

interface RepositoryLinks {
  readonly tags: Map<string, Digest>;
  readonly revisions: Set<Digest>;
  readonly layers: Set<Digest>;
}

function newLinks(): RepositoryLinks {
  return { tags: new Map(), revisions: new Set(), layers: new Set() };
}

/** Everything of `images` that an archive with them carries or expects: for the history (oc-mirror-v2.md 4.5). */
export function contentOf(images: readonly PlannedImage[]): Set<Digest> {
  const digests = new Set<Digest>();
  for (const image of images) {
    for (const manifest of image.manifests) digests.add(manifest.descriptor.digest);
    for (const blob of image.blobs) digests.add(blob.digest);
  }
  return digests;
}

/** A file for the archive from text or bytes. */
export function archiveFile(name: string, content: string | Uint8Array): ArchiveFile {
  return { name, bytes: Buffer.from(content) };
}

/** The sha256 hex of a configuration's bytes, as the set manifest records it. */
export function sha256Hex(bytes: Uint8Array): string {
  return digestOf(bytes).slice('sha256:'.length);
}
