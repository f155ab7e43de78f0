/** Large buffers for reuse: fresh memory costs more than reading a file into it. */
export interface BufferPool {
  take(): Buffer;
  /** Gives a buffer back; nobody may be using it any more. */
  give(buffer: Buffer): void;
}

/** A pool that keeps at most `keep` unused buffers of `size` bytes. */
export function createBufferPool(size: number, keep: number): BufferPool {
  const unused: Buffer[] = [];
  return {
    take: () => unused.pop() ?? Buffer.allocUnsafeSlow(size),
    give(buffer) {
      if (unused.length < keep) unused.push(buffer);
    },
  };
}
