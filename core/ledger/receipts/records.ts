import { z } from 'zod';
import { receiptResults, secondForm, setIdForm, sha256Form, keyIdForm } from './receipt.ts';

const time = z.string();
const generation = z.int().positive();

/** A receipt that was read and taken. */
const receiptRecord = z.object({
  type: z.literal('receipt'),
  /** When it was read here, RFC 3339, UTC. */
  time,
  form: z.enum(['file', 'short']),
  setId: setIdForm,
  generation,
  /** Of the short form the first half. */
  manifestSha256: z.string().regex(/^[0-9a-f]{32,64}$/),
  result: z.enum(receiptResults),
  importedAt: secondForm,
  images: z.int().nonnegative(),
  heldSum: z.string().regex(/^[0-9a-f]{20}$/),
  /** Of the file, which is kept beside this record. */
  fileSha256: sha256Form.optional(),
  signature: z.enum(['trusted', 'absent', 'unchecked']),
  keyId: keyIdForm.optional(),
  /** By what name the key that signed it was trusted when it was read. */
  signerName: z.string().max(100).optional(),
  /** Somebody decided that it counts although another one contradicts it. */
  replaces: z.boolean(),
});

/** What a registry stated of itself: from then on it stands for everything that came before. */
const statementRecord = z.object({
  type: z.literal('statement'),
  time,
  statedAt: secondForm,
  registry: z.string(),
  lastGeneration: generation.optional(),
  digests: z.int().nonnegative(),
  fileSha256: sha256Form,
});

const lostRecord = z.object({
  type: z.literal('lost'),
  time,
  generation,
  setId: setIdForm,
  reason: z.string().min(1).max(1000),
});
const foundRecord = z.object({ type: z.literal('found'), time, generation, setId: setIdForm });
/** A set was made once more for another medium: same content, other bytes of its manifest. */
const madeAgainRecord = z.object({
  type: z.literal('made-again'),
  time,
  generation,
  setId: setIdForm,
  manifestSha256: sha256Form,
});

/**
 * Content that was gone from the target's registry: the next set carries it again. Of the records of this kind the last
 * counts, and none before a statement. Sets up to `lastGeneration` do not bring it back, those made later do.
 */
const carryAgainRecord = z.object({
  type: z.literal('carry-again'),
  time,
  registry: z.string(),
  /** The newest set that there was by then. */
  lastGeneration: generation,
  digests: z.int().nonnegative(),
  /** Of their list, which is kept beside this record. */
  fileSha256: sha256Form,
});

/** One line of `targets/<name>/receipts.jsonl`. Lines are added and never changed. */
export const acknowledgementSchema = z.discriminatedUnion('type', [
  receiptRecord,
  statementRecord,
  lostRecord,
  foundRecord,
  madeAgainRecord,
  carryAgainRecord,
]);
export type Acknowledgement = Readonly<z.infer<typeof acknowledgementSchema>>;
export type ReceiptRecord = Extract<Acknowledgement, { type: 'receipt' }>;
export type StatementRecord = Extract<Acknowledgement, { type: 'statement' }>;
export type CarryAgainRecord = Extract<Acknowledgement, { type: 'carry-again' }>;
