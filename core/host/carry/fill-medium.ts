import { carryLog, fillMedium } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { dropFromCache, systemTools } from '../../media/index.ts';
import type { HostServices } from '../services.ts';
import { noticesOf, recordCarried, type CarryNotice } from './carry-custody.ts';
import { carriedSets, nameOf, statusOf, type CarryStatus } from './carry-status.ts';
import { counting, freeBytes, piecesIn, requireTwoFolders, type CarryContext } from './carry-work.ts';
import { readMarker, writeMarker } from './medium-marker.ts';
import { readBack, type DropFromCache } from './read-back.ts';

export interface FilledMedium extends CarryStatus {
  /** The medium that was filled now. */
  readonly number: number;
  /** Whether it is known that it was read back from the medium itself, and not from memory. */
  readonly pastCache: boolean;
  /** What could not be recorded or carried of the custody log. */
  readonly notices: readonly CarryNotice[];
}

/**
 * Fills the medium with as many of the set's chunks as fit that no other medium has, reads them back, and notes it.
 * Throws CARRY_NO_MANIFEST, CARRY_SAME_FOLDER, CARRY_NOTHING_LEFT, what `fillMedium` throws, and CARRY_NOT_KEPT for what
 * did not come back as it was written.
 */
export async function fillNextMedium(
  services: HostServices,
  { set, medium, capacity }: { readonly set: string; readonly medium: string; readonly capacity?: number },
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
    free: async () => (await freeBytes(services, medium)) ?? Number.MAX_SAFE_INTEGER,
    capacity,
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
  const bytes = written.reduce((sum, { size }) => sum + size, 0);
  // Into the set's own log first: those of its media then begin alike, and one goes on from the other.
  const recorded = await recordCarried(services, pieces, set, {
    medium: number,
    chunks: filled.chunks.length,
    bytes,
    pastCache: pastCache ? 'yes' : 'no',
  });
  const carriedLog = await carryLog(fs, set, medium);
  return {
    ...(await statusOf(services, pieces)),
    number,
    pastCache,
    notices: noticesOf([...recorded, ...carriedLog]),
  };
}

function systemDrop({ fs, environment }: HostServices): DropFromCache {
  const { platform } = environment;
  return (files) => dropFromCache({ fs, platform, run: systemTools(environment) }, files);
}
