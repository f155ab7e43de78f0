import { availableParallelism } from 'node:os';
import { gzipBlock } from './gzip-block.ts';
import { startGzipThreads, type GzipThreads } from './gzip-threads.ts';

/** Where the text is cut shows in its compression: this is part of every digest. About 20 ms of work. */
const blockSize = 512 * 1024;
/** More would wait for the one thread that reads, hashes and packs. */
const mostThreads = 4;

/**
 * Compresses to gzip: blocks of one size, each a member of its own (RFC 1952 2.2), as in eStargz. A member depends
 * on its block alone, so that threads can share the work, and their number does not show in the bytes.
 */
export async function* gzipped(
  chunks: AsyncIterable<Buffer>,
  threadCount = Math.min(availableParallelism(), mostThreads),
): AsyncGenerator<Buffer, void, undefined> {
  let threads: GzipThreads | undefined;
  const inFlight: Promise<Uint8Array>[] = [];
  // Every thread has one to compress and one that waits.
  const mostInFlight = threadCount * 2;
  let isEmpty = true;
  try {
    for await (const block of blocksOf(chunks, mostInFlight)) {
      isEmpty = false;
      // What does not fill a block is done before a thread would have started.
      if (block.length === blockSize) threads ??= startGzipThreads(threadCount);
      inFlight.push(
        threads === undefined ? Promise.resolve(gzipBlock(block)) : heard(threads.compress(block)),
      );
      if (inFlight.length === mostInFlight) yield await first(inFlight);
    }
    while (inFlight.length > 0) yield await first(inFlight);
  } finally {
    await threads?.end();
  }
  if (isEmpty) yield bufferOf(gzipBlock(new Uint8Array(0)));
}

/** A failure is told when its turn comes; until then nobody waits for it. */
function heard(member: Promise<Uint8Array>): Promise<Uint8Array> {
  member.catch(() => undefined);
  return member;
}

async function first(inFlight: Promise<Uint8Array>[]): Promise<Buffer> {
  return bufferOf((await inFlight.shift()) ?? new Uint8Array(0));
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * Blocks of one size and a shorter last one, in memory that threads can read. A block is overwritten when `places`
 * more are taken.
 */
async function* blocksOf(
  chunks: AsyncIterable<Buffer>,
  places: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const blocks: Uint8Array[] = [];
  let count = 0;
  let filled = 0;
  const place = (): Uint8Array =>
    (blocks[count % places] ??= new Uint8Array(new SharedArrayBuffer(blockSize)));
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + blockSize - filled);
      place().set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < blockSize) continue;
      yield place();
      count += 1;
      filled = 0;
    }
  }
  if (filled > 0) yield place().subarray(0, filled);
}
