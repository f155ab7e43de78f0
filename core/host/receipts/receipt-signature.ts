import { SluiceError, type ReceiptSigner } from '../../contract/index.ts';
import {
  shortBody,
  signedBytes,
  type Receipt,
  type ReceiptClaim,
  type ReceiptRecord,
  type SignatureCheck,
  type VerifyBytes,
} from '../../ledger/index.ts';
import { keysOf, receiptVerifier } from '../seal/index.ts';
import type { HostServices } from '../services.ts';

/** How signatures of receipts are looked at; absent: by the keys and the rule of this installation, as for sets. */
export interface SignatureRule {
  readonly verify?: VerifyBytes;
  /** `require`: unsigned ones are refused. `warn`: they count. `off`: signatures are not looked at. */
  readonly policy?: 'require' | 'warn' | 'off';
}

/** What is signed, by what, and by which key as it says itself. */
export interface SignedReceipt {
  readonly bytes: Buffer;
  readonly signature: Buffer | undefined;
  readonly keyId: string | undefined;
  /** What a file says besides: the signature of the short text that can be shown of it. */
  readonly short?: { readonly bytes: Buffer; readonly signature: Buffer };
}

/** What was found of a signature that does not keep a receipt from being taken. */
export interface FoundSignature extends Pick<SignatureCheck, 'signer'> {
  readonly signature: ReceiptRecord['signature'];
}

export async function ownRule(services: HostServices): Promise<SignatureRule> {
  const keys = keysOf(services);
  return { verify: receiptVerifier(keys), policy: (await keys.rule()).policy };
}

/** The signatures of a receipt's file. Throws RECEIPT_SHORT_IMPOSSIBLE for that of a short text that there cannot be. */
export function signedReceipt(receipt: Receipt): SignedReceipt {
  const { signature, keyId, shortSignature } = receipt;
  return {
    bytes: signedBytes(receipt),
    signature: signature === undefined ? undefined : Buffer.from(signature, 'base64'),
    keyId,
    ...(shortSignature !== undefined && {
      short: { bytes: shortBody(receipt), signature: Buffer.from(shortSignature, 'base64') },
    }),
  };
}

/** Throws RECEIPT_UNSIGNED, RECEIPT_SIGNER_UNKNOWN, RECEIPT_SIGNATURE_INVALID. */
export async function checkSignature(
  { setId }: ReceiptClaim,
  { bytes, signature, keyId, short }: SignedReceipt,
  { verify, policy = 'warn' }: SignatureRule,
): Promise<FoundSignature> {
  const params = { set: setId, key: keyId ?? '-' };
  const affected = [setId];
  if (signature === undefined) {
    if (policy === 'require') throw new SluiceError('RECEIPT_UNSIGNED', { params, affected });
    return { signature: 'absent' };
  }
  if (policy === 'off') return { signature: 'unchecked' };
  const { verdict, signer } = (await verify?.(keyId, bytes, signature)) ?? { verdict: 'unknown' };
  if (verdict === 'unknown') throw new SluiceError('RECEIPT_SIGNER_UNKNOWN', { params, affected });
  // Of a file every byte has to fit: what it says of its short text would be shown to others.
  const ofShort = short === undefined ? undefined : await verify?.(keyId, short.bytes, short.signature);
  if (verdict === 'trusted' && (ofShort === undefined || ofShort.verdict === 'trusted')) {
    return { signature: 'trusted', ...(signer !== undefined && { signer }) };
  }
  throw new SluiceError('RECEIPT_SIGNATURE_INVALID', { params, affected });
}

/**
 * Who signed a receipt, for people who look at it; a name only where the signature was checked and fits. Undefined:
 * nobody. Throws SEAL_TRUST_EXPOSED, SEAL_TRUST_UNREADABLE.
 */
export async function signerOfReceipt(
  services: HostServices,
  receipt: Receipt,
): Promise<ReceiptSigner | undefined> {
  const { bytes, signature, keyId } = signedReceipt(receipt);
  if (signature === undefined) return undefined;
  const { verdict, signer } = await receiptVerifier(keysOf(services))(keyId, bytes, signature);
  const id = signer?.keyId ?? keyId;
  return {
    state: verdict,
    ...(signer !== undefined && { name: signer.name }),
    ...(id !== undefined && { keyId: id }),
  };
}
