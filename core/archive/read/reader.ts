import { SluiceError } from '../../contract/index.ts';
import { digestAlgorithm, digestOf, type Digest } from '../../reference/index.ts';
import { blobPath, chunkName } from '../layout/paths.ts';
import type { ChunkFiles } from './chunk-files.ts';
import type { ContentPlace, Contents, OpenedSet } from './opened-set.ts';

/**
 * The reading half of an opened set. With `checkHeaders` the header before each body is compared
 * with the index when the body is first opened; a scan has seen the headers already.
 */
export function createReader(
  files: ChunkFiles,
  contents: Contents,
  checkHeaders: boolean,
): Pick<OpenedSet, 'readFile' | 'readBlob' | 'openBlobBytes' | 'close'> {
  const checked = new Set<string>();

  const open = async (place: ContentPlace, name: string): Promise<void> => {
    if (!checkHeaders || checked.has(name)) return;
    await files.checkHeader(place, name);
    checked.add(name);
  };

  const blobPlace = (digest: Digest): ContentPlace => {
    const place = contents.blobs.get(digest);
    if (place !== undefined) return place;
    throw new SluiceError('ARCHIVE_BLOB_ABSENT', { params: { digest } });
  };

  const readWhole = async (place: ContentPlace, name: string, limit: number): Promise<Buffer> => {
    if (place.size > limit) {
      throw new SluiceError('ARCHIVE_FILE_TOO_LARGE', { params: { name, size: place.size, limit } });
    }
    await open(place, name);
    return files.read(place, 0, place.size);
  };

  return {
    readFile: async (name, limit) => {
      const place = contents.files.get(name);
      if (place === undefined) throw new SluiceError('ARCHIVE_FILE_ABSENT', { params: { name } });
      const bytes = await readWhole(place, name, limit);
      if (place.sha256 !== undefined && digestOf(bytes) !== `sha256:${place.sha256}`) {
        const file = chunkName(place.chunk);
        throw new SluiceError('ARCHIVE_FILE_DAMAGED', { params: { name, file }, affected: [file] });
      }
      return bytes;
    },
    readBlob: async (digest, limit) => {
      const place = blobPlace(digest);
      const bytes = await readWhole(place, blobPath(digest), limit);
      if (digestOf(bytes, digestAlgorithm(digest)) === digest) return bytes;
      const file = chunkName(place.chunk);
      throw new SluiceError('ARCHIVE_BLOB_DAMAGED', { params: { digest, file }, affected: [file] });
    },
    openBlobBytes: async function* openBlobBytes(digest, options = {}) {
      const place = blobPlace(digest);
      await open(place, blobPath(digest));
      yield* files.stream(place, options);
    },
    close: () => files.close(),
  };
}
