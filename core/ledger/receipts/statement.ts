import { z } from 'zod';
import type { Digest } from '../../reference/index.ts';
import { digestForm, parseFile, secondForm, setIdForm } from './receipt.ts';

/** What a registry says it holds: the file that `sluice receipt from-registry` writes. */
export const statementFormat = 'sluice-holdings';
export const statementVersion = 1;
/** Digests in one statement: as many as its file (64 MB, like a receipt's) has room for. */
export const mostHeldDigests = 800_000;

const text = z.string().max(4096);

const statementSchema = z.strictObject({
  format: z.literal(statementFormat),
  formatVersion: z.literal(statementVersion),
  id: setIdForm,
  /** The name that sets for this receiver are made under. */
  target: z.string().min(1).max(63),
  registry: text,
  statedAt: secondForm,
  tool: z.strictObject({ name: text, version: text }),
  /** The last set that the registry was given before: receipts of later ones add to this statement. */
  lastSet: z.strictObject({ setId: setIdForm, generation: z.int().positive() }).optional(),
  repositories: z.int().nonnegative(),
  tags: z.int().nonnegative(),
  /** Of manifests and of the blobs that they name. */
  digests: z.array(digestForm).max(mostHeldDigests),
});
export type HoldingsStatement = Readonly<z.infer<typeof statementSchema>>;

/** One line a digest: a statement of a large registry stays one that can be looked through. */
export function statementBytes(statement: HoldingsStatement): Buffer {
  const { digests, ...facts } = statement;
  const head = JSON.stringify(facts).slice(0, -1);
  const list = [...new Set<Digest>(digests)].sort().map((digest) => `"${digest}"`);
  return Buffer.from(`${head},"digests":[\n${list.join(',\n')}\n]}\n`);
}

/** Throws RECEIPT_FILE_INVALID, RECEIPT_FILE_TOO_NEW. `file` is for the message. */
export function parseStatement(bytes: Buffer, file: string): HoldingsStatement {
  return parseFile(bytes, file, statementSchema, statementVersion);
}

/** Whether bytes are meant to be a statement and not a receipt, without parsing them whole. */
export function looksLikeStatement(bytes: Buffer): boolean {
  return /^\s*\{\s*"format"\s*:\s*"sluice-holdings"/.test(bytes.toString('utf8', 0, 200));
}
