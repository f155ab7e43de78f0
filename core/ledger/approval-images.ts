import { join } from 'node:path';
import { z } from 'zod';
import type { FileSystem } from '../ports/index.ts';
import { isDigest } from '../reference/index.ts';
import { requireName } from './approvals.ts';
import { readState, writeState } from './state-file.ts';

const digest = z.string().refine(isDigest, 'not a digest');

const imageSchema = z.object({
  type: z.string(),
  origin: z.string(),
  repositories: z.array(z.string()),
  subjects: z.object({
    root: digest,
    indexes: z.array(digest),
    subjects: z.array(
      z.object({ digest, config: digest.exactOptional(), platform: z.string().exactOptional() }),
    ),
  }),
  /** Made by Sluice from approved parts: it needs no scan. */
  madeHere: z.boolean().exactOptional(),
});

const imagesSchema = z.object({
  format: z.literal(1),
  /** When it was planned, RFC 3339, UTC. */
  at: z.string(),
  images: z.array(imageSchema),
});

/** What an enclave was to get when it was last planned: before anything was held back. */
export type PlannedForEnclave = Readonly<z.infer<typeof imagesSchema>>;
export type ImageForEnclave = PlannedForEnclave['images'][number];

const most = 50_000;

/** `approvals/images/<enclave>.json`. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_STATE_DAMAGED, LEDGER_READ_FAILED. */
export function readImagesFor(
  fs: FileSystem,
  stateDirectory: string,
  enclave: string,
): Promise<PlannedForEnclave | undefined> {
  return readState(fs, pathOf(stateDirectory, enclave), imagesSchema);
}

/** Replaces the list. Throws LEDGER_TARGET_NAME_INVALID, LEDGER_WRITE_FAILED. */
export async function writeImagesFor(
  fs: FileSystem,
  stateDirectory: string,
  enclave: string,
  planned: Omit<PlannedForEnclave, 'format'>,
): Promise<void> {
  const { at, images } = planned;
  await writeState(fs, pathOf(stateDirectory, enclave), { format: 1, at, images: images.slice(0, most) });
}

function pathOf(stateDirectory: string, enclave: string): string {
  requireName(enclave);
  return join(stateDirectory, 'approvals', 'images', `${enclave}.json`);
}
