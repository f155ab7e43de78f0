import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { parseDigest, type Digest } from '../reference/index.ts';
import { gzipped } from './portable-gzip.ts';

/** A layer that is made here: its compressed bytes and the digest of what they unpack to. */
export interface MadeLayer {
  readonly bytes: Buffer;
  readonly digest: Digest;
  readonly diffId: Digest;
}

/** What a made layer holds; paths are from the image's root, without a leading slash. */
export type LayerEntry =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly content: Buffer }
  /** A file too large for memory; the chunks must come to exactly `size` bytes. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly size: number;
      readonly chunks: AsyncIterable<Buffer>;
    };

/**
 * A gzip layer of these entries in their order, owned by root and without times, so that the same entries give
 * the same bytes on every machine. Only the compressed bytes are held in memory. Throws what the chunks throw.
 */
export async function makeLayer(
  entries: Iterable<LayerEntry> | AsyncIterable<LayerEntry>,
): Promise<MadeLayer> {
  const tar = pack();
  const unpackedHash = createHash('sha256');
  const packedHash = createHash('sha256');
  const packed: Buffer[] = [];
  const compressing = pipeline(
    tar as AsyncIterable<Buffer>,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        unpackedHash.update(chunk);
        yield chunk;
      }
    },
    (chunks: AsyncIterable<Buffer>) => gzipped(chunks),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        packedHash.update(chunk);
        packed.push(chunk);
      }
    },
  );
  await Promise.all([
    compressing,
    writeEntries(tar, entries).catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }),
  ]);
  return { bytes: Buffer.concat(packed), digest: digestOf(packedHash), diffId: digestOf(unpackedHash) };
}

function digestOf(hash: Hash): Digest {
  return parseDigest(`sha256:${hash.digest('hex')}`);
}

const owner = { uid: 0, gid: 0, uname: 'root', gname: 'root', mtime: new Date(0) };

async function writeEntries(
  tar: Pack,
  entries: Iterable<LayerEntry> | AsyncIterable<LayerEntry>,
): Promise<void> {
  for await (const entry of entries) {
    if (entry.kind === 'directory') {
      tar.entry({ name: `${entry.path}/`, type: 'directory', mode: 0o755, ...owner });
    } else if ('content' in entry) {
      await writeContent(tar, entry.path, entry.content);
    } else {
      const sink = tar.entry({ name: entry.path, size: entry.size, mode: 0o644, ...owner });
      await pipeline(Readable.from(entry.chunks, { objectMode: false }), sink);
    }
  }
  tar.finalize();
}

/** Waits until the entry went on, so that entries do not pile up in memory. */
function writeContent(tar: Pack, path: string, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name: path, mode: 0o644, ...owner }, content, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
