import { z } from 'zod';
import { messageSchema } from '../events.ts';
import { pathTokenSchema } from '../paths.ts';
import { bytes, count, hostText, identifier, instant } from '../scalars.ts';

export const receiptResultSchema = z.enum(['complete', 'complete-with-exceptions', 'incomplete']);

/** Who signed a receipt; `unknown`: a key that is not trusted here, or that the receipt does not name. */
export const receiptSignerSchema = z.strictObject({
  state: z.enum(['trusted', 'unknown', 'invalid']),
  /** By which it is trusted here; absent unless `trusted`. */
  name: hostText.optional(),
  keyId: hostText.optional(),
});
export type ReceiptSigner = z.infer<typeof receiptSignerSchema>;

/** The receipt that an import wrote. */
export const receiptViewSchema = z.strictObject({
  setId: hostText,
  generation: count,
  target: hostText,
  result: receiptResultSchema,
  importedAt: instant,
  registry: hostText,
  images: count,
  missing: count,
  resources: count,
  /** Absent: it is not signed. */
  signer: receiptSignerSchema.optional(),
  /** To type where no medium comes back: groups of five; absent: this set has none. */
  short: z.array(hostText).optional(),
  /** The same as a QR code: rows of 0 (light) and 1 (dark), without the quiet zone. */
  qr: z.array(hostText).optional(),
});
export type ReceiptView = z.infer<typeof receiptViewSchema>;

export const setStates = ['made', 'acknowledged', 'incomplete', 'lost'] as const;

/** A set that was made for an enclave, and what became of it. */
export const enclaveSetSchema = z.strictObject({
  generation: count,
  setId: hostText,
  /** The set that it builds on; absent: on none. */
  parentGeneration: count.optional(),
  madeAt: instant,
  bytes,
  images: count,
  state: z.enum(setStates),
  /** Its receipt is still waited for. */
  awaited: z.boolean(),
  receipt: z
    .strictObject({
      importedAt: instant,
      readAt: instant,
      result: receiptResultSchema,
      images: count,
      form: z.enum(['file', 'short']),
      signature: z.enum(['trusted', 'absent', 'unchecked']),
      keyId: hostText.optional(),
      /** Of the trusted key that signed it. */
      signerName: hostText.optional(),
    })
    .optional(),
  lost: z.strictObject({ time: instant, reason: hostText }).optional(),
});
export type EnclaveSet = z.infer<typeof enclaveSetSchema>;

export const enclaveSetsSchema = z.strictObject({
  /** Newest first. */
  sets: z.array(enclaveSetSchema),
  /** What the enclave's registry stated last of what it holds. */
  statement: z.strictObject({ statedAt: instant, registry: hostText, digests: count }).optional(),
});
export type EnclaveSets = z.infer<typeof enclaveSetsSchema>;

const ofEnclave = z.strictObject({ enclaveId: identifier });
const ofSet = z.strictObject({ enclaveId: identifier, generation: z.number().int().positive() });

/** Characters of a short text with any spacing. */
const shortText = z.string().min(1).max(2000);

export const receiptCommands = {
  /** Null: the job wrote none. Throws JOB_UNKNOWN. */
  'receipts.ofJob': {
    input: z.strictObject({ jobId: identifier }),
    output: z.strictObject({ receipt: receiptViewSchema.nullable() }),
  },
  /** The file, to save. Throws RECEIPT_ABSENT. */
  'receipts.file': {
    input: z.strictObject({ jobId: identifier }),
    output: z.strictObject({ fileName: hostText, mediaType: hostText, text: hostText }),
  },
  /**
   * Takes a receipt, or what a registry stated, for an enclave: a file chosen for `receipt-file`, or the short text.
   * Throws the RECEIPT_ codes; RECEIPT_CONTRADICTS unless `replace`.
   */
  'receipts.read': {
    input: z.strictObject({
      enclaveId: identifier,
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('text'), text: shortText }),
        z.strictObject({ kind: z.literal('file'), file: pathTokenSchema }),
      ]),
      replace: z.boolean(),
    }),
    output: z.strictObject({
      outcome: z.enum(['recorded', 'known', 'ignored']),
      /** Absent for a registry's statement. */
      generation: count.optional(),
      result: receiptResultSchema.optional(),
      /** Of the trusted key that signed it. */
      signerName: hostText.optional(),
      findings: z.array(messageSchema),
      sets: enclaveSetsSchema,
    }),
  },

  'sets.list': { input: ofEnclave, output: enclaveSetsSchema },
  /** The sets of these enclaves whose receipts are waited for; enclaves without one are left out. */
  'sets.awaited': {
    input: z.strictObject({ enclaveIds: z.array(identifier).max(200) }),
    output: z.strictObject({
      enclaves: z.array(z.strictObject({ id: identifier, name: hostText, generations: z.array(count) })),
    }),
  },
  /** Throws SET_GENERATION_UNKNOWN, SET_HAS_RECEIPT. */
  'sets.lost': {
    input: ofSet.extend({ reason: z.string().trim().min(1).max(1000) }),
    output: enclaveSetsSchema,
  },
  /** Throws SET_NOT_LOST. */
  'sets.found': { input: ofSet, output: enclaveSetsSchema },
} as const;
