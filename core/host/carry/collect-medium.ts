import { carryLog, collectMedium, roomToCollect } from '../../archive/index.ts';
import type { Message } from '../../contract/index.ts';
import { toMessage } from '../observer.ts';
import type { HostServices } from '../services.ts';
import { noticesOf, recordCarried, type CarryNotice } from './carry-custody.ts';
import { counting, freeBytes, piecesIn, requireTwoFolders, type CarryContext } from './carry-work.ts';
import { readMarker } from './medium-marker.ts';

export interface CollectedMedium {
  readonly setId: string;
  /** Which of the set's media it was; absent when it does not say so. */
  readonly number?: number;
  readonly taken: readonly string[];
  readonly damaged: readonly Message[];
  /** What is still to come from other media. */
  readonly missing: readonly string[];
  readonly notices: readonly CarryNotice[];
}

/** What collecting a set needs, known before the start. Bytes. */
export interface CollectNeed {
  readonly setId: string;
  /** Of the whole set. */
  readonly total: number;
  /** Room that the folder still needs. */
  readonly needed: number;
  /** Absent: nobody knows. */
  readonly free?: number;
}

/**
 * Takes what the medium has of its set and `directory` lacks, and its custody log. Throws CARRY_NO_MANIFEST,
 * CARRY_SAME_FOLDER, what `collectMedium` throws.
 */
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
    free: () => freeBytes(services, directory),
    onPlan: copying.expect,
    onBytes: copying.add,
  });
  const marker = await readMarker(fs, medium);
  const { taken, damaged, missing } = collected;
  const findings = await carryLog(fs, medium, directory);
  // Once, when it became whole: a medium that is shown again adds nothing.
  if (missing.length === 0 && taken.length > 0)
    findings.push(...(await recordCarried(services, pieces, directory, { chunks: pieces.chunks.length })));
  return {
    setId: pieces.manifest.setId,
    ...(marker?.manifest === pieces.manifestSum && { number: marker.number }),
    taken,
    damaged: damaged.map(toMessage),
    missing,
    notices: noticesOf(findings),
  };
}

/** What collecting the set of a medium in `directory` needs. Throws CARRY_NO_MANIFEST, ARCHIVE_MANIFEST_INVALID and its like. */
export async function collectNeed(
  services: HostServices,
  { medium, directory }: { readonly medium: string; readonly directory: string },
): Promise<CollectNeed> {
  const pieces = await piecesIn(services, medium);
  const free = await freeBytes(services, directory).catch(() => undefined);
  return {
    setId: pieces.manifest.setId,
    ...(await roomToCollect(services.fs, directory, pieces)),
    ...(free !== undefined && { free }),
  };
}
