import { SluiceError } from '../contract/index.ts';
import { writeDurably, type FileSystem } from '../ports/index.ts';

/** Writes one file of cluster resources. Throws RESOURCES_WRITE_FAILED, which names it. */
export async function writeResource(fs: FileSystem, path: string, text: string): Promise<void> {
  try {
    await writeDurably(fs, path, text);
  } catch (error) {
    throw new SluiceError('RESOURCES_WRITE_FAILED', {
      params: { path, message: (error as NodeJS.ErrnoException).code ?? String(error) },
      stage: 'resources',
      affected: [path],
      cause: error,
    });
  }
}
