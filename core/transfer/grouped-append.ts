import type { SetWriter } from '../archive/index.ts';
import type { Digest } from '../reference/index.ts';

/**
 * Small blobs arrive many at a time, and a chunk takes one write after the other: what comes while one is being
 * written goes into the next together. Throws what the writer throws, for each blob of the write that failed.
 */
export function createGroupedAppend(
  writer: Pick<SetWriter, 'appendBuffers'>,
): (digest: Digest, bytes: Buffer) => Promise<void> {
  let waiting: { readonly digest: Digest; readonly bytes: Buffer }[] = [];
  /** Of all that wait now. */
  let next: Promise<unknown> | undefined;
  let current: Promise<unknown> = Promise.resolve();

  const writeWaiting = async (before: Promise<unknown>): Promise<void> => {
    await before.catch(() => undefined);
    const group = waiting;
    waiting = [];
    next = undefined;
    await writer.appendBuffers(group);
  };

  return async (digest, bytes) => {
    waiting.push({ digest, bytes });
    next ??= current = writeWaiting(current);
    await next;
  };
}
