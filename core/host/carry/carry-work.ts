import { piecesOf, type Piece, type Pieces } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { volumeFacts } from '../../media/index.ts';
import type { HostServices } from '../services.ts';
import type { DropFromCache } from './read-back.ts';

export interface CarryProgress {
  /** `copy`: onto or from the medium; `verify`: reading back what was written. */
  readonly doing: 'copy' | 'verify';
  /** Bytes, of `total`. */
  readonly bytes: number;
  readonly total: number;
}

export interface CarryContext {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CarryProgress) => void;
  /** Default: the system's way. */
  readonly dropFromCache?: DropFromCache;
}

/** The files of the set in a folder. Throws CARRY_NO_MANIFEST, ARCHIVE_MANIFEST_INVALID and its like. */
export async function piecesIn({ fs }: HostServices, directory: string): Promise<Pieces> {
  const pieces = await piecesOf(fs, directory);
  if (pieces === undefined)
    throw new SluiceError('CARRY_NO_MANIFEST', {
      params: { directory },
      stage: 'inspect',
      affected: [directory],
    });
  return pieces;
}

/** Throws CARRY_SAME_FOLDER. */
export async function requireTwoFolders({ fs }: HostServices, one: string, other: string): Promise<void> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => fs.realpath(path).catch(() => undefined)),
  );
  if (first === undefined || first !== second) return;
  throw new SluiceError('CARRY_SAME_FOLDER', {
    params: { directory: one },
    stage: 'preflight',
    affected: [one],
  });
}

/** Bytes that a folder takes; undefined: the system does not tell. */
export async function freeBytes({ fs }: HostServices, directory: string): Promise<number | undefined> {
  return (await volumeFacts(fs, await fs.realpath(directory))).freeBytes;
}

export function counting(
  doing: CarryProgress['doing'],
  { onProgress }: CarryContext,
): { readonly expect: (pieces: readonly Piece[]) => void; readonly add: (bytes: number) => void } {
  let total = 0;
  let bytes = 0;
  return {
    expect: (pieces) => {
      total = pieces.reduce((sum, { size }) => sum + size, 0);
    },
    add: (more) => {
      bytes += more;
      onProgress?.({ doing, bytes, total });
    },
  };
}
