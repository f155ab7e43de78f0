import { verified, type Descriptor, type RepositoryName, type Source } from '../../../image/index.ts';
import { untilGenuine } from '../../../layers/index.ts';
import type { FileSystem } from '../../../ports/index.ts';
import { storing, type Storage } from '../store/storage.ts';

export interface SpoolRequest {
  readonly fs: FileSystem;
  readonly source: Source;
  readonly repository: RepositoryName;
  readonly layer: Descriptor;
  readonly path: string;
  readonly storage: Storage;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that arrived; negative when wrong ones were turned away. */
  readonly onBytes: (count: number) => void;
}

/**
 * Writes a layer's bytes to a file and verifies them on their way. Throws CATALOG_STORAGE_FAILED, and what the source
 * throws.
 */
export async function spoolLayer(request: SpoolRequest): Promise<void> {
  const { fs, source, repository, layer, path, storage, signal, onBytes } = request;
  await untilGenuine(source, layer, async () => {
    const opened = await source.openBlob(repository, layer, signal === undefined ? {} : { signal });
    const handle = await storing(storage, () => fs.open(path, 'w', 0o600));
    let arrived = 0;
    try {
      for await (const chunk of verified(opened, layer)) {
        signal?.throwIfAborted();
        await storing(storage, () => handle.writeFile(chunk));
        arrived += chunk.length;
        onBytes(chunk.length);
      }
    } catch (error) {
      onBytes(-arrived);
      throw error;
    } finally {
      await handle.close();
    }
  });
}
