import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SluiceError } from '../../contract/index.ts';
import { parseJsonStrict } from '../../image/index.ts';
import { isDigest, type Digest } from '../../reference/index.ts';

/** What the import of a set wrote: `sluice-receipt.json`. DESIGN section 5; users.md 2.3, item 11. */
export const receiptName = 'sluice-receipt.json';
export const receiptVersion = 1;
/** Bytes. */
export const largestReceipt = 64 * 1024 * 1024;
/** registry-client.md 4.6. */
const mostImages = 200_000;
const mostResources = 10_000;

const text = z.string().max(4096);
export const sha256Form = z.string().regex(/^[0-9a-f]{64}$/);
export const digestForm = z.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'not a digest',
);
/** RFC 3339, UTC, whole seconds: as much as the short text holds. */
export const secondForm = z.iso.datetime({ precision: 0 });
export const setIdForm = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);
/** The fingerprint of a key, as the room that keeps keys writes it. */
export const keyIdForm = z.string().regex(/^[A-Za-z0-9:+/=_-]{1,200}$/);

/**
 * `complete`: all that the set holds is there. `complete-with-exceptions`: that too, but the set itself lacked
 * something when it was made. `incomplete`: not all of the set is there.
 */
export const receiptResults = ['complete', 'complete-with-exceptions', 'incomplete'] as const;
export type ReceiptResult = (typeof receiptResults)[number];

/** Base64 in its one form: no bit may differ, not even one that decodes to nothing. */
const signatureForm = z
  .string()
  .regex(/^[A-Za-z0-9+/]{8,128}={0,2}$/)
  .refine((encoded) => Buffer.from(encoded, 'base64').toString('base64') === encoded);

const receiptSchema = z.strictObject({
  format: z.literal('sluice-receipt'),
  formatVersion: z.literal(receiptVersion),
  id: setIdForm,
  setId: setIdForm,
  generation: z.int().positive(),
  /** For whom the set was made, as its manifest says. */
  target: text,
  /** Of the exact bytes of sluice-set.json. */
  manifestSha256: sha256Form,
  result: z.enum(receiptResults),
  importedAt: secondForm,
  tool: z.strictObject({ name: text, version: text }),
  /** The registry that was filled, with the namespace that stands before every repository; for people. */
  registry: text,
  /** Images of the set that the registry confirmed in this run: pushed, or found there; under their names below `registry`. */
  images: z
    .array(z.strictObject({ repository: text, tag: text.optional(), digest: digestForm }))
    .max(mostImages),
  /** Images of the set that it did not, with the error code that tells why. */
  missing: z.array(z.strictObject({ origin: text, code: text })).max(mostImages),
  /** Cluster resources that were written for the set, by file name. */
  resources: z.array(z.strictObject({ name: text, sha256: sha256Form })).max(mostResources),
  keyId: keyIdForm.optional(),
  /** ECDSA P-256 in DER, base64, over `receiptBytes` of the receipt without these three fields. */
  signature: signatureForm.optional(),
  /** The same key's, over the short text's bytes: so that it can be shown without the key. */
  shortSignature: signatureForm.optional(),
});
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;
export type UnsignedReceipt = Omit<Receipt, 'keyId' | 'signature' | 'shortSignature'>;

/** Puts a signature under bytes: DER, and the key that made it. */
export type SignBytes = (
  bytes: Buffer,
) => Promise<{ readonly keyId: string; readonly signature: Buffer } | undefined>;

/**
 * Whether a signature (DER) is a trusted key's, and whose. Without `keyId` (the short text has no room for one) any trusted key may be it.
 */
export type VerifyBytes = (
  keyId: string | undefined,
  bytes: Buffer,
  signature: Buffer,
) => SignatureCheck | Promise<SignatureCheck>;
export interface SignatureCheck {
  readonly verdict: 'trusted' | 'unknown' | 'invalid';
  /** The trusted key that made it, by its fingerprint and by its name here. */
  readonly signer?: { readonly keyId: string; readonly name: string };
}

/** The one form in bytes: sorted lists, sorted keys. What is signed is this, of the receipt without its signature. */
export function receiptBytes(receipt: Receipt): Buffer {
  const { images, missing, resources, tool, keyId, signature, shortSignature } = receipt;
  const canonical = {
    format: receipt.format,
    formatVersion: receipt.formatVersion,
    generation: receipt.generation,
    id: receipt.id,
    images: sorted(
      images.map(({ digest, repository, tag }) => ({
        digest,
        repository,
        ...(tag !== undefined && { tag }),
      })),
    ),
    importedAt: receipt.importedAt,
    ...(keyId !== undefined && { keyId }),
    manifestSha256: receipt.manifestSha256,
    missing: sorted(missing.map(({ code, origin }) => ({ code, origin }))),
    registry: receipt.registry,
    resources: sorted(resources.map(({ name, sha256 }) => ({ name, sha256 }))),
    result: receipt.result,
    setId: receipt.setId,
    ...(shortSignature !== undefined && { shortSignature }),
    ...(signature !== undefined && { signature }),
    target: receipt.target,
    tool: { name: tool.name, version: tool.version },
  };
  return Buffer.from(`${JSON.stringify(canonical, undefined, 2)}\n`);
}

/** The bytes that a receipt's signature is over. */
export function signedBytes(receipt: Receipt): Buffer {
  const { keyId: _keyId, signature: _signature, shortSignature: _short, ...unsigned } = receipt;
  return receiptBytes(unsigned);
}

function sorted<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: JSON.stringify(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

/** Throws RECEIPT_FILE_INVALID naming the first wrong place, RECEIPT_FILE_TOO_NEW. `file` is for the message. */
export function parseReceipt(bytes: Buffer, file: string): Receipt {
  return parseFile(bytes, file, receiptSchema, receiptVersion);
}

/** Reads JSON that came from elsewhere: strictly, and says first when a newer version wrote it. */
export function parseFile<T>(bytes: Buffer, file: string, schema: z.ZodType<T>, version: number): T {
  const value = parseJson(bytes, file);
  const found = versionOf(value);
  if (found !== undefined && found > version) {
    throw new SluiceError('RECEIPT_FILE_TOO_NEW', {
      params: { file, found, supported: version },
      affected: [file],
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidFile(file, issue?.path.join('.') ?? '', issue?.message);
}

function parseJson(bytes: Buffer, file: string): unknown {
  try {
    return parseJsonStrict(bytes.toString('utf8'), { what: file, maxDepth: 8 });
  } catch (error) {
    throw invalidFile(file, '', error instanceof Error ? error.message : undefined);
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('formatVersion' in value)) return undefined;
  return typeof value.formatVersion === 'number' ? value.formatVersion : undefined;
}

function invalidFile(file: string, place: string, detail: string | undefined): SluiceError {
  return new SluiceError('RECEIPT_FILE_INVALID', {
    params: { file, place: place === '' ? '(root)' : place.slice(0, 200) },
    affected: [file],
    ...(detail !== undefined && { detail: detail.slice(0, 500) }),
  });
}

/** A sum over which images are held: 10 bytes in hexadecimal, whatever their order and however often they are named. */
export function heldSum(digests: Iterable<Digest>): string {
  const lines = [...new Set(digests)].sort().map((digest) => `${digest}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex').slice(0, 20);
}

/** Of a time, in the form that receipts have. */
export function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
