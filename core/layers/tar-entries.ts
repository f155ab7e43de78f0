import { SluiceError } from '../contract/index.ts';
import { readTar, type StreamEntry, TarFault } from './tar-stream.ts';

/** One entry of a layer's tar. What is not read of it must be skipped. */
export interface LayerTarEntry {
  /** From the image's root: without a leading slash, `.` and `..`; empty for the root itself. */
  readonly path: string;
  readonly type: StreamEntry['header']['type'];
  readonly chunks: AsyncIterable<Buffer>;
  skip(): void;
}

export interface TarEntryOptions {
  /** The layer's digest, for the words. */
  readonly layer: string;
  /** Most entries. */
  readonly entries: number;
}

/**
 * Hands every entry of a layer's tar to `take`, in their order. A name that leaves the image's root refuses the
 * layer. Throws LAYER_ENTRY_REFUSED, LAYER_TOO_LARGE for too many entries, LAYER_DAMAGED, what `tar` throws, and
 * the SluiceErrors of `take`.
 */
export async function forEachTarEntry(
  tar: AsyncIterable<Buffer>,
  options: TarEntryOptions,
  take: (entry: LayerTarEntry) => Promise<void>,
): Promise<void> {
  const { layer, entries } = options;
  let count = 0;
  try {
    await readTar(tar, async (entry) => {
      count += 1;
      if (count > entries) {
        throw new SluiceError('LAYER_TOO_LARGE', { params: { layer, unpacked: count, packed: entries } });
      }
      const path = imagePath(entry.header.name);
      if (path === undefined) throw entryRefused(layer, entry.header.name);
      const chunks = entry as AsyncIterable<Buffer>;
      await take({ path, type: entry.header.type, chunks, skip: () => void entry.resume() });
    });
  } catch (error) {
    if (!(error instanceof TarFault)) throw error;
    throw new SluiceError('LAYER_DAMAGED', { params: { layer }, cause: error });
  }
}

/** A leading slash means the image's root, as it does for container engines. */
function imagePath(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') || name.includes('\0') ? undefined : parts.join('/');
}

/** An entry that must not be used. */
export function entryRefused(layer: string, name: string): SluiceError {
  return new SluiceError('LAYER_ENTRY_REFUSED', { params: { layer, entry: name.slice(0, 200) } });
}
