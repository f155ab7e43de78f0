import { digestHex, withoutEndSlashes, type Digest } from '../../reference/index.ts';
import { catalogFiles, type ReadBlobs } from './catalog-files.ts';
import type { FilteredCatalog } from '../filter/index.ts';
import { safeFolderName } from './safe-name.ts';

export interface WorkingFilesInput {
  /** The catalogue's name without tag and digest; for `oci://`, the path. */
  readonly name: string;
  /** Digest of the original catalogue, */
  readonly original: Digest;
  /** and of the rebuilt one. */
  readonly rebuilt: Digest;
  /** oc-mirror-v2.md 6.2. */
  readonly hash: string;
  readonly filtered: Pick<FilteredCatalog, 'packages' | 'others'>;
  readonly readBlobs: ReadBlobs;
}

/** A file of a set's working directory; `name` starts with `working-dir/`. */
export interface CatalogWorkingFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * What oc-mirror looks for in its working directory before it believes a filtered catalogue (oc-mirror-v2.md 4.1, 4.7,
 * 6.3 and appendix E). Throws CATALOG_NAME_UNSAFE, CATALOG_BLOB_UNREADABLE, CATALOG_TEXT_CHANGED, and what
 * `readBlobs` throws.
 */
export async function workingFilesOf(input: WorkingFilesInput): Promise<readonly CatalogWorkingFile[]> {
  const { name, original, rebuilt, hash, filtered, readBlobs } = input;
  const path = withoutEndSlashes(name);
  const folder = [
    'working-dir/operator-catalogs',
    safeFolderName(path.slice(path.lastIndexOf('/') + 1)),
    digestHex(original),
    'filtered-catalogs',
    safeFolderName(hash),
  ].join('/');
  // Without "sha256:" and without a line end: it is compared as it stands.
  const files = [{ name: `${folder}/digest`, bytes: Buffer.from(digestHex(rebuilt)) }];
  for (const file of await catalogFiles(filtered, readBlobs)) {
    const chunks: Buffer[] = [];
    for await (const chunk of file.open()) chunks.push(chunk);
    files.push({ name: `${folder}/catalog-config/${file.path}`, bytes: Buffer.concat(chunks, file.size) });
  }
  return files;
}
