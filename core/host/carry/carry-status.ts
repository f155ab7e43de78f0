import type { Pieces } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { openCarriedSets, stateDirectory, type CarriedSet, type CarriedSets } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';
import { piecesIn } from './carry-work.ts';

/** Where a set stands on its way over several media. */
export interface CarryStatus {
  readonly setId: string;
  readonly media: readonly {
    readonly number: number;
    readonly time: string;
    readonly chunks: readonly string[];
  }[];
  /** Chunks that no medium has yet. */
  readonly left: readonly { readonly name: string; readonly size: number }[];
  readonly chunks: number;
}

/** Which media were filled with the set, and what is left. Throws CARRY_NO_MANIFEST. */
export async function carryStatus(services: HostServices, set: string): Promise<CarryStatus> {
  return statusOf(services, await piecesIn(services, set));
}

/** Lets other media carry what a lost one had. Throws CARRY_NO_MANIFEST, CARRY_MEDIUM_UNKNOWN. */
export async function forgetMedium(
  services: HostServices,
  set: string,
  number: number,
): Promise<CarryStatus> {
  const pieces = await piecesIn(services, set);
  const known = await carriedSets(services).forget(nameOf(pieces), number);
  if (!known)
    throw new SluiceError('CARRY_MEDIUM_UNKNOWN', { params: { number, set: pieces.manifest.setId } });
  return statusOf(services, pieces);
}

export const carriedSets = ({ fs, environment }: HostServices): CarriedSets =>
  openCarriedSets({ fs, stateDirectory: stateDirectory(environment) });

export function nameOf({ manifest, manifestSum }: Pieces): CarriedSet {
  return { setId: manifest.setId, manifest: manifestSum };
}

export async function statusOf(services: HostServices, pieces: Pieces): Promise<CarryStatus> {
  const media = await carriedSets(services).media(nameOf(pieces));
  const carried = new Set(media.flatMap(({ chunks }) => chunks));
  return {
    setId: pieces.manifest.setId,
    media,
    left: pieces.chunks.filter(({ name }) => !carried.has(name)).map(({ name, size }) => ({ name, size })),
    chunks: pieces.chunks.length,
  };
}
