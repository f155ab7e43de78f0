import { join } from 'node:path';
import { z } from 'zod';
import type { FileSystem } from '../ports/index.ts';
import { readState, writeState } from './state-file.ts';

const mediumSchema = z.object({
  /** 1 for the first that was filled. */
  number: z.int().positive(),
  /** RFC 3339, UTC. */
  time: z.string(),
  chunks: z.array(z.string().max(64)).max(1_000_000),
});
export type CarriedMedium = Readonly<z.infer<typeof mediumSchema>>;

const carriedSchema = z.object({
  format: z.literal(1),
  setId: z.string(),
  /** SHA-256 of the set manifest's bytes: a set that was made anew has none of it. */
  manifest: z.string(),
  /** By number. */
  media: z.array(mediumSchema).max(10_000),
});

/** Which media were filled with parts of a set: `carried/<set id>.json`. */
export interface CarriedSets {
  /** None when nothing was recorded for this very set. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
  media(set: CarriedSet): Promise<readonly CarriedMedium[]>;
  /** A medium of the same number takes the place of the earlier record. Throws LEDGER_WRITE_FAILED as well. */
  record(set: CarriedSet, medium: CarriedMedium): Promise<void>;
  /** Forgets a medium, which was lost: others may carry its chunks. `false` when there is none of this number. */
  forget(set: CarriedSet, number: number): Promise<boolean>;
}

export interface CarriedSet {
  readonly setId: string;
  /** SHA-256 of the manifest's bytes. */
  readonly manifest: string;
}

export function openCarriedSets({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): CarriedSets {
  // Set ids come from manifests: their form allows no separator (archive/manifest/schema.ts).
  const pathOf = ({ setId }: CarriedSet): string => join(stateDirectory, 'carried', `${setId}.json`);
  const media = async (set: CarriedSet): Promise<readonly CarriedMedium[]> => {
    const known = await readState(fs, pathOf(set), carriedSchema);
    return known?.manifest === set.manifest ? known.media : [];
  };
  const write = (set: CarriedSet, all: readonly CarriedMedium[]): Promise<void> =>
    writeState(fs, pathOf(set), { format: 1, ...set, media: all });
  return {
    media,
    async record(set, medium) {
      const others = (await media(set)).filter(({ number }) => number !== medium.number);
      await write(
        set,
        [...others, medium].toSorted((a, b) => a.number - b.number),
      );
    },
    async forget(set, number) {
      const before = await media(set);
      const after = before.filter((one) => one.number !== number);
      if (after.length === before.length) return false;
      await write(set, after);
      return true;
    },
  };
}
