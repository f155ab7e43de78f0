import { SluiceError } from '../../contract/index.ts';
import type { FileSystem } from '../../ports/index.ts';
import { piecesOf, type Pieces } from './pieces.ts';

/** Throws CARRY_OTHER_SET when the set in `directory` is another one than `wanted`. Without a set it is nobody's. */
export async function requireSameSet(
  fs: FileSystem,
  directory: string,
  wanted: Pick<Pieces, 'manifest' | 'manifestSum'>,
): Promise<void> {
  const found = await piecesOf(fs, directory);
  if (found === undefined || found.manifestSum === wanted.manifestSum) return;
  throw new SluiceError('CARRY_OTHER_SET', {
    params: { directory, found: found.manifest.setId, wanted: wanted.manifest.setId },
    stage: 'preflight',
    affected: [directory],
  });
}
