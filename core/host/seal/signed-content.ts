import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { OpenedSet, SetManifest } from '../../archive/index.ts';
import type { Finding } from '../../contract/index.ts';
import { readBounded } from '../../ports/index.ts';

/** With more of the same nothing is learned. */
const mostTold = 20;

/**
 * What lies in or beside the chunks and is not what was signed. Blobs are named by their digests, and the files of an
 * archive by the sums in the signed index; tags and side files have only the manifest.
 */
export async function unsignedContent(set: OpenedSet, manifest: SetManifest): Promise<Finding[]> {
  return [...foreignTags(set, manifest), ...(await alteredFiles(set, manifest))];
}

/** Tags that lead elsewhere than the manifest says, or that it does not know: an import would set them. */
function foreignTags({ repositories }: OpenedSet, { images }: SetManifest): Finding[] {
  const listed = new Set(images.map(({ repository, tag, digest }) => key(repository, tag ?? '', digest)));
  const found: Finding[] = [];
  for (const [repository, { tags }] of repositories) {
    for (const [tag, digest] of tags) {
      if (listed.has(key(repository, tag, digest))) continue;
      const image = `${repository}:${tag}`;
      found.push({
        level: 'error',
        code: 'SEAL_IMAGE_UNLISTED',
        params: { image, digest },
        affected: [image],
      });
      if (found.length >= mostTold) return found;
    }
  }
  return found;
}

function key(repository: string, tag: string, digest: string): string {
  return `${repository}:${tag}@${digest}`;
}

/** The configurations beside the chunks. One that was not carried along is no matter: nobody reads it by itself. */
async function alteredFiles({ fs, directory }: OpenedSet, { files }: SetManifest): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, size, sha256 } of files) {
    if (await isSame(join(directory, name), size, sha256)) continue;
    found.push({ level: 'error', code: 'SEAL_FILE_ALTERED', params: { file: name }, affected: [name] });
  }
  return found;

  async function isSame(path: string, size: number, sha256: string): Promise<boolean> {
    try {
      const stats = await fs.lstat(path);
      if (!stats.isFile() || stats.size !== size) return false;
      return (
        createHash('sha256')
          .update(await readBounded(fs, path, size))
          .digest('hex') === sha256
      );
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }
}
