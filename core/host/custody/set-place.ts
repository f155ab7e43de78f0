import { join, relative } from 'node:path';
import { readSetManifest } from '../../archive/index.ts';
import { cleanText, custodyName, textLimits, type CustodyEntry } from '../../ledger/index.ts';
import type { HostServices, MediumFacts } from '../services.ts';

/** A folder with a set, and by what it is known again. */
export interface SetPlace {
  readonly folder: string;
  /** Its custody log. */
  readonly path: string;
  /** The same when the medium is plugged in again, wherever it is mounted. */
  readonly key: string;
  readonly medium?: NonNullable<CustodyEntry['medium']>;
}

/** Describes the place; asks the system for its medium, which is left out when that cannot be told. */
export async function setPlace(
  services: Pick<HostServices, 'fs' | 'mediumOf'>,
  folder: string,
): Promise<SetPlace> {
  const real = await services.fs.realpath(folder).catch(() => folder);
  const facts = await services.mediumOf?.(real).catch(() => undefined);
  return {
    folder,
    path: join(folder, custodyName),
    key: facts === undefined ? `path:${real}` : `medium:${facts.id}:${relative(facts.mountPoint, real)}`,
    ...(facts !== undefined && { medium: mediumEntry(facts) }),
  };
}

function mediumEntry({ id, label }: MediumFacts): NonNullable<CustodyEntry['medium']> {
  const cleanLabel = cleanText(label, textLimits.medium);
  return { id: cleanText(id, textLimits.medium), ...(cleanLabel !== '' && { label: cleanLabel }) };
}

/** The set in a folder; undefined for oc-mirror's archives and where none can be read. */
export async function setIn(
  { fs }: Pick<HostServices, 'fs'>,
  folder: string,
): Promise<{ readonly setId: string; readonly generation: number } | undefined> {
  const manifest = await readSetManifest(fs, folder).catch(() => undefined);
  return manifest === undefined ? undefined : { setId: manifest.setId, generation: manifest.generation };
}
