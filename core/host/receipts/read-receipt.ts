import { basename } from 'node:path';
import { SluiceError, type Finding } from '../../contract/index.ts';
import {
  claimOfFile,
  claimOfText,
  judgeReceipt,
  largestReceipt,
  looksLikeStatement,
  openTargets,
  parseReceipt,
  readShortText,
  stateDirectory,
  type ReceiptClaim,
  type ReceiptRecord,
  type ReceiptResult,
  type SetStanding,
} from '../../ledger/index.ts';
import { readBounded } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';
import { recordCustody } from '../custody/index.ts';
import {
  checkSignature,
  ownRule,
  signedReceipt,
  type FoundSignature,
  type SignatureRule,
  type SignedReceipt,
} from './receipt-signature.ts';
import { recordStatement } from './record-statement.ts';
import { whileRecording } from './record-acknowledgement.ts';
import { acknowledgementsOf, readHeld, readKeptManifest, readTarget } from './target-sets.ts';

export interface ReadReceiptOptions extends SignatureRule {
  /** The target that it has to be for; absent: found by the set. */
  readonly target?: string | undefined;
  /** It counts although it contradicts an earlier one. */
  readonly replace?: boolean;
}

/** What became of something that was read. `ignored`: a newer one counts, which `findings` tell. */
export type ReadOutcome =
  | {
      readonly kind: 'receipt';
      readonly outcome: 'recorded' | 'known' | 'ignored';
      readonly target: string;
      readonly generation: number;
      readonly setId: string;
      readonly result: ReceiptResult;
      readonly importedAt: string;
      readonly images: number;
      readonly form: ReceiptRecord['form'];
      readonly signature: ReceiptRecord['signature'];
      readonly keyId?: string | undefined;
      /** Name of the trusted key that signed it. */
      readonly signerName?: string | undefined;
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'statement';
      readonly outcome: 'recorded' | 'known' | 'ignored';
      readonly target: string;
      readonly registry: string;
      readonly statedAt: string;
      readonly digests: number;
      readonly findings: readonly Finding[];
    };

type ReceiptOutcome = Extract<ReadOutcome, { kind: 'receipt' }>;

/**
 * Reads a receipt, or a registry's statement, from a file: nothing in it is believed before it was compared with what was
 * made here. Throws the RECEIPT_ codes, HOLDINGS codes, LEDGER_LOCKED.
 */
export async function readReceiptFile(
  services: HostServices,
  path: string,
  options: ReadReceiptOptions,
): Promise<ReadOutcome> {
  return readReceiptBytes(services, await readReceiptInput(services, path), basename(path), options);
}

/** The bytes of a file that may be a receipt. Throws RECEIPT_FILE_TOO_LARGE, RECEIPT_ABSENT, LEDGER_READ_FAILED. */
export async function readReceiptInput({ fs }: Pick<HostServices, 'fs'>, path: string): Promise<Buffer> {
  try {
    return await readBounded(fs, path, largestReceipt);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(basename(path));
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const affected = [path];
    if (reason === 'ENOENT') {
      throw new SluiceError('RECEIPT_ABSENT', { params: { place: path }, affected, cause: error });
    }
    throw new SluiceError('LEDGER_READ_FAILED', { params: { path, reason }, affected, cause: error });
  }
}

export function tooLarge(file: string): SluiceError {
  return new SluiceError('RECEIPT_FILE_TOO_LARGE', {
    params: { file, limit: largestReceipt },
    affected: [file],
  });
}

/** The same for bytes that are there already: a file, or a short text that was typed. */
export async function readReceiptBytes(
  services: HostServices,
  bytes: Buffer,
  file: string,
  options: ReadReceiptOptions,
): Promise<ReadOutcome> {
  if (looksLikeStatement(bytes)) return recordStatement(services, bytes, file, options.target);
  if (!/^\s*[{[]/.test(bytes.toString('latin1', 0, 64))) {
    return readReceiptText(services, bytes.toString('utf8', 0, 16 * 1024), options);
  }
  const receipt = parseReceipt(bytes, file);
  const found = await findSet(services, receipt.setId, options.target);
  return record(services, found, claimOfFile(receipt), {
    ...options,
    form: 'file',
    bytes,
    signed: signedReceipt(receipt),
  });
}

/** The short text, as it was typed or scanned. */
export async function readReceiptText(
  services: HostServices,
  text: string,
  options: ReadReceiptOptions,
): Promise<ReadOutcome> {
  const { short, signed } = readShortText(text);
  const found = await findSet(services, short.setId, options.target);
  return record(services, found, claimOfText(short), {
    ...options,
    form: 'short',
    bytes: undefined,
    signed: { bytes: signed, signature: short.signature, keyId: undefined },
  });
}

/** The target that a set was made for. Throws RECEIPT_SET_UNKNOWN, RECEIPT_OTHER_TARGET. */
async function findSet(services: HostServices, setId: string, wanted: string | undefined): Promise<string> {
  const { fs, environment } = services;
  const targets = await openTargets({ fs, stateDirectory: stateDirectory(environment) }).list();
  const owner = targets.find(({ exports }) => exports.some((set) => set.setId === setId))?.name;
  if (owner === undefined) {
    throw new SluiceError('RECEIPT_SET_UNKNOWN', { params: { set: setId }, affected: [setId] });
  }
  if (wanted === undefined || wanted === owner) return owner;
  throw new SluiceError('RECEIPT_OTHER_TARGET', {
    params: { set: setId, target: wanted, other: owner },
    affected: [setId],
  });
}

interface Reading extends ReadReceiptOptions {
  readonly form: 'file' | 'short';
  readonly bytes: Buffer | undefined;
  readonly signed: SignedReceipt;
}

async function record(
  services: HostServices,
  target: string,
  claim: ReceiptClaim,
  reading: Reading,
): Promise<ReadOutcome> {
  const found = await checkSignature(claim, reading.signed, { ...(await ownRule(services)), ...reading });
  const read = await recordClaim(services, target, claim, { ...reading, found });
  return read.outcome === 'recorded' ? { ...read, findings: await received(services, read) } : read;
}

const asCustody = {
  complete: 'good',
  'complete-with-exceptions': 'exceptions',
  incomplete: 'incomplete',
} as const;

/** In the custody log of this installation; the set is elsewhere. */
async function received(
  services: HostServices,
  {
    setId,
    generation,
    target,
    result,
    importedAt,
    form,
    signature,
    keyId,
    signerName,
    images,
  }: ReceiptOutcome,
): Promise<readonly Finding[]> {
  const details = { target, importedAt, form, signature, signer: signerName, key: keyId, images };
  return recordCustody(services, [
    { kind: 'received', result: asCustody[result], setId, generation, details },
  ]);
}

async function recordClaim(
  services: HostServices,
  target: string,
  claim: ReceiptClaim,
  reading: Reading & { readonly found: FoundSignature },
): Promise<ReceiptOutcome> {
  const { signature, signer } = reading.found;
  return whileRecording(services, target, async (add) => {
    const { standings } = await readTarget(services, target);
    const standing = standings.find(({ set }) => set.setId === claim.setId);
    if (standing === undefined) throw new RangeError('a set that was found is one of its target');
    const judged = await judge(services, target, standing, claim, reading);
    const { generation, setId } = standing.set;
    const { result, importedAt, images } = claim;
    const { form } = reading;
    const facts = { generation, setId, result, importedAt, images, form, signature };
    const keyId = signer?.keyId ?? reading.signed.keyId;
    const signed = {
      ...(keyId !== undefined && { keyId }),
      ...(signer !== undefined && { signerName: signer.name }),
    };
    const outcome = { kind: 'receipt' as const, target, ...facts, ...signed };
    if (judged.kind === 'older') return { ...outcome, outcome: 'ignored', findings: [judged.finding] };
    if (judged.kind === 'known') return { ...outcome, outcome: 'known', findings: [] };
    const fileSha256 =
      reading.bytes === undefined
        ? undefined
        : await acknowledgementsOf(services).keepFile(target, reading.bytes);
    await add({
      type: 'receipt',
      time: services.clock.now().toISOString(),
      ...facts,
      manifestSha256: claim.manifestSha256,
      heldSum: claim.heldSum,
      ...(fileSha256 !== undefined && { fileSha256 }),
      ...signed,
      replaces: judged.replaces,
    });
    return { ...outcome, outcome: 'recorded', findings: [] };
  });
}

async function judge(
  services: HostServices,
  target: string,
  standing: SetStanding,
  claim: ReceiptClaim,
  { replace = false }: Reading,
): Promise<ReturnType<typeof judgeReceipt>> {
  const kept = await readKeptManifest(services, target, standing);
  const heldBefore = await readHeld(services, target, standing);
  const made = {
    target,
    standing,
    manifestSha256s: kept?.sha256s ?? [],
    images: kept?.manifest.images.map(({ digest }) => digest) ?? [],
    ...(heldBefore !== undefined && { heldBefore }),
  };
  return judgeReceipt(claim, made, replace);
}
