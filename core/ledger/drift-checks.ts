import { join } from 'node:path';
import { z } from 'zod';
import { driftKinds } from '../contract/index.ts';
import type { FileSystem } from '../ports/index.ts';
import { openJournal, readJournal, type JournalOptions } from './journal.ts';
import { digestForm } from './receipts/index.ts';
import { makeStateFolder } from './state-directory.ts';
import { readState, writeState } from './state-file.ts';
import { isTargetName, targetNameInvalid } from './targets.ts';

/** Differences that a check keeps; how many there were of each kind is in its counts. */
export const mostDifferences = 50_000;
/** Digests of an image that a difference keeps. */
export const mostAbsent = 100;
/** Digests that a check keeps of what is gone. */
export const mostGone = 400_000;

const text = z.string().max(4096);
const count = z.int().nonnegative();

const differenceSchema = z.strictObject({
  kind: z.enum(driftKinds),
  repository: text,
  tag: text.optional(),
  /** The image that receipts name; absent for what no set brought. */
  digest: digestForm.optional(),
  /** The set that brought it. */
  generation: z.int().positive().optional(),
  /** Manifests or blobs of the image that are not there, or not as they should be: the first, and how many. */
  absent: z.array(digestForm).max(mostAbsent).optional(),
  absentCount: count.optional(),
  /** Of a tag that was moved: what it names now. */
  found: digestForm.optional(),
});
/** One way in which a registry differs from what receipts say. */
export type DriftDifference = Readonly<z.infer<typeof differenceSchema>>;

const detailsSchema = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  differences: z.array(differenceSchema).max(mostDifferences),
  /** Content that receipts say is held and that is nowhere in the registry; cut off behind `mostGone`. */
  gone: z.array(digestForm).max(mostGone),
});
/** What a check found, in full. */
export type DriftDetails = Readonly<Omit<z.infer<typeof detailsSchema>, 'format' | 'id'>>;

const checkSchema = z.object({
  /** Also its file's name. */
  id: z.uuid(),
  /** RFC 3339, UTC, as this machine's clock had it. */
  time: z.string(),
  person: z.string(),
  host: z.string(),
  tool: z.string(),
  registry: z.string(),
  /** Whether it came after a repair. */
  repaired: z.boolean(),
  /** The newest set that had been made for the enclave, or whose import is known, by then. */
  lastGeneration: z.int().positive().optional(),
  images: count,
  intact: count,
  counts: z.partialRecord(z.enum(driftKinds), count),
  gone: count,
});
/** One comparison of an enclave's registry with its receipts. */
export type DriftCheck = Readonly<z.infer<typeof checkSchema>>;

/** The comparisons of each enclave: `drift/<name>/checks.jsonl`, and what each found in `drift/<name>/<id>.json`. */
export interface DriftChecks {
  /** In the order in which they were recorded. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_JOURNAL_DAMAGED, LEDGER_READ_FAILED. */
  list(target: string): Promise<readonly DriftCheck[]>;
  /** Undefined when there is none of this id. Throws LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
  details(target: string, id: string): Promise<DriftDetails | undefined>;
  /** Durably. Call it while nobody else does. Throws LEDGER_WRITE_FAILED. */
  record(target: string, check: DriftCheck, details: DriftDetails): Promise<void>;
  /** For the lock under which checks are made. */
  lockPath(target: string): string;
}

export function openDriftChecks({
  fs,
  stateDirectory,
}: {
  readonly fs: FileSystem;
  readonly stateDirectory: string;
}): DriftChecks {
  const folder = (target: string): string => {
    if (!isTargetName(target)) throw targetNameInvalid(target);
    return join(stateDirectory, 'drift', target);
  };
  const logOf = (target: string): JournalOptions<DriftCheck> => ({
    fs,
    path: join(folder(target), 'checks.jsonl'),
    schema: checkSchema,
  });
  return {
    list: async (target) => readJournal(logOf(target)),
    async details(target, id) {
      if (!z.uuid().safeParse(id).success) return undefined;
      return readState(fs, join(folder(target), `${id}.json`), detailsSchema);
    },
    async record(target, check, { differences, gone }) {
      await makeStateFolder(fs, folder(target));
      // First what it found: a check that is listed can be looked at.
      await writeState(fs, join(folder(target), `${check.id}.json`), {
        format: 1,
        id: check.id,
        differences,
        gone,
      });
      const journal = await openJournal(logOf(target));
      try {
        journal.append(check);
      } finally {
        await journal.close();
      }
    },
    lockPath: (target) => join(folder(target), 'lock'),
  };
}
