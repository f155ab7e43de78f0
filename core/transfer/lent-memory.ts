const bufferSize = 512 * 1024;
/** See ByteRangeOptions.memory. */
const bufferCount = 4;

/** Memory that large blobs pass through, used again from blob to blob: what a run needs does not grow with the content. */
export interface LentMemory {
  lend(): readonly Buffer[];
  /** Only when nothing can still be reading from it or into it. Otherwise it is left to the garbage collector. */
  takeBack(memory: readonly Buffer[]): void;
}

export function createLentMemory(): LentMemory {
  const idle: (readonly Buffer[])[] = [];
  return {
    lend: () => idle.pop() ?? Array.from({ length: bufferCount }, () => Buffer.allocUnsafeSlow(bufferSize)),
    takeBack: (memory) => void idle.push(memory),
  };
}
