import { join } from 'node:path';
import { parseManifest, readSetManifest, type SetManifest } from '../../archive/index.ts';
import { SluiceError } from '../../contract/index.ts';
import { isTargetName, openKeptSets, stateDirectory } from '../../ledger/index.ts';
import type { HostServices } from '../services.ts';

/**
 * The manifest of the set in `directory`, to compare `manifest` with. Throws REPORT_PREVIOUS_ABSENT,
 * REPORT_PREVIOUS_SAME, and what reading a manifest throws.
 */
export async function namedPrevious(
  { fs }: Pick<HostServices, 'fs'>,
  manifest: SetManifest,
  directory: string,
): Promise<SetManifest> {
  const previous = await readSetManifest(fs, directory);
  const details = {
    params: { directory, set: manifest.setId },
    affected: [directory],
    stage: 'inspect',
  } as const;
  if (previous === undefined) throw new SluiceError('REPORT_PREVIOUS_ABSENT', details);
  if (previous.setId === manifest.setId) throw new SluiceError('REPORT_PREVIOUS_SAME', details);
  return previous;
}

/**
 * The manifest of the set before `manifest`, where this machine keeps it: of a named target, or in a folder of earlier
 * sets beside it. `null`: it is the first; undefined: no copy is kept here that can be read.
 */
export async function keptPrevious(
  services: Pick<HostServices, 'fs' | 'environment'>,
  manifest: SetManifest,
  place?: { readonly directory: string; readonly earlier: readonly string[] },
): Promise<SetManifest | null | undefined> {
  const { generation, parent, target } = manifest;
  if (generation === 1 && parent === undefined) return null;
  const before = parent?.generation ?? generation - 1;
  const fits = (found: SetManifest): boolean =>
    parent === undefined
      ? found.generation === before && found.target === target
      : found.setId === parent.setId;
  const kept = await keptManifest(services, target, before);
  if (kept !== undefined && fits(kept)) return kept;
  for (const name of place?.earlier.toReversed() ?? []) {
    const found = await manifestBelow(services, join(place?.directory ?? '', name));
    if (found !== undefined && fits(found)) return found;
  }
  return undefined;
}

/** A copy that this machine keeps of a set that it made. One that cannot be read is none. */
export async function keptManifest(
  { fs, environment }: Pick<HostServices, 'fs' | 'environment'>,
  target: string,
  generation: number,
): Promise<SetManifest | undefined> {
  if (!isTargetName(target)) return undefined;
  try {
    const kept = await openKeptSets({ fs, stateDirectory: stateDirectory(environment) }).read(
      target,
      generation,
    );
    return kept === undefined ? undefined : parseManifest(kept.manifest);
  } catch (error) {
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
}

/** Links are not followed: what lies on a medium may lead anywhere. */
async function manifestBelow(
  { fs }: Pick<HostServices, 'fs'>,
  folder: string,
): Promise<SetManifest | undefined> {
  try {
    return (await fs.lstat(folder)).isDirectory() ? await readSetManifest(fs, folder) : undefined;
  } catch {
    return undefined;
  }
}
