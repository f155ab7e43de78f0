import { join } from 'node:path';
import { z } from 'zod';
import { readBounded, writeDurably, type FileSystem } from '../../ports/index.ts';

/** Says which of a set's media this is: two sticks may be mounted at the same place, one after the other. */
export const markerName = 'sluice-medium.json';

const markerSchema = z.object({
  format: z.literal('sluice-medium'),
  setId: z.string().max(64),
  /** SHA-256 of the set manifest. */
  manifest: z.string().regex(/^[0-9a-f]{64}$/),
  number: z.int().positive().max(10_000),
});
export type MediumMarker = z.infer<typeof markerSchema>;

const markerLimit = 64 * 1024;

/** Undefined when there is none that can be read: then the medium is a new one. */
export async function readMarker(fs: FileSystem, medium: string): Promise<MediumMarker | undefined> {
  try {
    const bytes = await readBounded(fs, join(medium, markerName), markerLimit);
    return markerSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

export async function writeMarker(fs: FileSystem, medium: string, marker: MediumMarker): Promise<void> {
  await writeDurably(fs, join(medium, markerName), `${JSON.stringify(marker)}\n`);
}
