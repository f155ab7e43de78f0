import { collectMedium, fillMedium, piecesOf, type Piece, type Pieces } from '../../archive/index.ts';
import { SluiceError, type Message } from '../../contract/index.ts';
import { openCarriedSets, stateDirectory, type CarriedSet, type CarriedSets } from '../../ledger/index.ts';
import { dropFromCache, systemTools, volumeFacts } from '../../media/index.ts';
import { toMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { readMarker, writeMarker } from './medium-marker.ts';
import { readBack, type DropFromCache } from './read-back.ts';

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

export interface FilledMedium extends CarryStatus {
  /** The medium that was filled now. */
  readonly number: number;
  /** Whether it is known that it was read back from the medium itself, and not from memory. */
  readonly pastCache: boolean;
}

export interface CollectedMedium {
  readonly setId: string;
  /** Which of the set's media it was; absent when it does not say so. */
  readonly number?: number;
  readonly taken: readonly string[];
  readonly damaged: readonly Message[];
  /** What is still to come from other media. */
  readonly missing: readonly string[];
}

/**
 * Fills the medium with as many of the set's chunks as fit that no other medium has, reads them back, and notes it.
 * Throws CARRY_NO_MANIFEST, CARRY_SAME_FOLDER, CARRY_NOTHING_LEFT, what `fillMedium` throws, and CARRY_NOT_KEPT for what
 * did not come back as it was written.
 */
export async function fillNextMedium(
  services: HostServices,
  { set, medium }: { readonly set: string; readonly medium: string },
  context: CarryContext,
): Promise<FilledMedium> {
  const { fs, clock } = services;
  const pieces = await piecesIn(services, set);
  await requireTwoFolders(services, set, medium);
  const ledger = carriedSets(services);
  const named = nameOf(pieces);
  const media = await ledger.media(named);
  const marker = await readMarker(fs, medium);
  const isOwn = marker?.manifest === pieces.manifestSum;
  const number = isOwn ? marker.number : Math.max(0, ...media.map((one) => one.number)) + 1;
  const carried = new Set(media.filter((one) => one.number !== number).flatMap(({ chunks }) => chunks));
  if (pieces.chunks.every(({ name }) => carried.has(name)))
    throw new SluiceError('CARRY_NOTHING_LEFT', {
      params: { set: named.setId, count: media.length },
      affected: [set],
    });
  const copying = counting('copy', context);
  const filled = await fillMedium(fs, { directory: set, pieces }, medium, {
    carried,
    signal: context.signal,
    free: async () => (await volumeFacts(fs, await fs.realpath(medium))).freeBytes ?? Number.MAX_SAFE_INTEGER,
    onPlan: (chunks) => copying.expect([...chunks, ...pieces.side]),
    onBytes: copying.add,
  });
  await writeMarker(fs, medium, {
    format: 'sluice-medium',
    setId: named.setId,
    manifest: pieces.manifestSum,
    number,
  });
  const onMedium = new Set(filled.chunks);
  const written = [...pieces.side, ...pieces.chunks.filter(({ name }) => onMedium.has(name))];
  const verifying = counting('verify', context);
  verifying.expect(written);
  const { pastCache } = await readBack(fs, medium, written, {
    dropFromCache: context.dropFromCache ?? systemDrop(services),
    signal: context.signal,
    onBytes: verifying.add,
  });
  await ledger.record(named, { number, time: clock.now().toISOString(), chunks: [...filled.chunks] });
  return { ...(await statusOf(services, pieces)), number, pastCache };
}

/** Takes what the medium has of its set and `directory` lacks. Throws CARRY_NO_MANIFEST, CARRY_SAME_FOLDER, what `collectMedium` throws. */
export async function collectFromMedium(
  services: HostServices,
  { medium, directory }: { readonly medium: string; readonly directory: string },
  context: CarryContext,
): Promise<CollectedMedium> {
  const { fs } = services;
  const pieces = await piecesIn(services, medium);
  await requireTwoFolders(services, medium, directory);
  const copying = counting('copy', context);
  const collected = await collectMedium(fs, { directory: medium, pieces }, directory, {
    signal: context.signal,
    onPlan: copying.expect,
    onBytes: copying.add,
  });
  const marker = await readMarker(fs, medium);
  return {
    setId: pieces.manifest.setId,
    ...(marker?.manifest === pieces.manifestSum && { number: marker.number }),
    taken: collected.taken,
    damaged: collected.damaged.map(toMessage),
    missing: collected.missing,
  };
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

function systemDrop({ fs, environment }: HostServices): DropFromCache {
  const { platform } = environment;
  return (files) => dropFromCache({ fs, platform, run: systemTools(environment) }, files);
}

const carriedSets = ({ fs, environment }: HostServices): CarriedSets =>
  openCarriedSets({ fs, stateDirectory: stateDirectory(environment) });

function nameOf({ manifest, manifestSum }: Pieces): CarriedSet {
  return { setId: manifest.setId, manifest: manifestSum };
}

async function statusOf(services: HostServices, pieces: Pieces): Promise<CarryStatus> {
  const media = await carriedSets(services).media(nameOf(pieces));
  const carried = new Set(media.flatMap(({ chunks }) => chunks));
  return {
    setId: pieces.manifest.setId,
    media,
    left: pieces.chunks.filter(({ name }) => !carried.has(name)).map(({ name, size }) => ({ name, size })),
    chunks: pieces.chunks.length,
  };
}

async function piecesIn({ fs }: HostServices, directory: string): Promise<Pieces> {
  const pieces = await piecesOf(fs, directory);
  if (pieces === undefined)
    throw new SluiceError('CARRY_NO_MANIFEST', {
      params: { directory },
      stage: 'inspect',
      affected: [directory],
    });
  return pieces;
}

async function requireTwoFolders({ fs }: HostServices, one: string, other: string): Promise<void> {
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

function counting(
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
