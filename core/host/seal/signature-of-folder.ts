import { join } from 'node:path';
import { manifestName, signatureName, type SetManifest } from '../../archive/index.ts';
import type { SetSignature } from '../../contract/index.ts';
import { readBounded, type FileSystem } from '../../ports/index.ts';
import { judgeSignature, type TrustedKey } from '../../seal/index.ts';

/** Bytes; a signature has at most 72. */
const signatureLimit = 64 * 1024;

/**
 * Signed by whom, for a list of sets: whether the rest of the set is what was signed is seen when it is opened.
 * `limit`: bytes of the largest manifest that is read. Throws what reading throws.
 */
export async function signatureOfFolder(
  fs: FileSystem,
  folder: string,
  { signer }: Pick<SetManifest, 'signer'>,
  trusted: readonly TrustedKey[],
  limit: number,
): Promise<SetSignature> {
  const signature = await readBounded(fs, join(folder, signatureName), signatureLimit).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    },
  );
  // Without one there is nothing to compare: the manifest need not be read again.
  const bytes =
    signature === undefined ? Buffer.alloc(0) : await readBounded(fs, join(folder, manifestName), limit);
  return judgeSignature({ bytes, signature }, signer, trusted);
}
