import { SluiceError } from '../../contract/index.ts';
import {
  shortBody,
  signedBytes,
  type Receipt,
  type ReceiptRecord,
  type VerifyBytes,
} from '../../ledger/index.ts';

/** How signatures of receipts are looked at; absent: by the keys and the rule of this installation, as for sets. */
export interface SignatureRule {
  readonly verify?: VerifyBytes;
  /** `require`: unsigned ones are refused. `warn`: they count. `off`: signatures are not looked at. */
  readonly policy?: 'require' | 'warn' | 'off';
}

/** What a receipt is signed over, in the form in which it came. */
export interface SignedForm {
  readonly bytes: Buffer;
  readonly signature: Buffer | undefined;
  readonly keyId: string | undefined;
  /** What a file says besides: the signature of the short text that can be shown of it. */
  readonly short?: { readonly bytes: Buffer; readonly signature: Buffer };
}

/** Throws RECEIPT_SHORT_IMPOSSIBLE for a signature of a short text that there cannot be. */
export function signedFile(receipt: Receipt): SignedForm {
  const { signature, shortSignature, keyId } = receipt;
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
  setId: string,
  { bytes, signature, keyId, short }: SignedForm,
  { verify, policy = 'warn' }: SignatureRule,
): Promise<ReceiptRecord['signature']> {
  const params = { set: setId, key: keyId ?? '-' };
  const affected = [setId];
  if (signature === undefined) {
    if (policy === 'require') throw new SluiceError('RECEIPT_UNSIGNED', { params, affected });
    return 'absent';
  }
  if (policy === 'off') return 'unchecked';
  const verdict = (await verify?.(keyId, bytes, signature)) ?? 'unknown';
  if (verdict === 'unknown') throw new SluiceError('RECEIPT_SIGNER_UNKNOWN', { params, affected });
  // Of a file every byte has to fit: what it says of its short text would be shown to others.
  const whole = short === undefined ? 'trusted' : await verify?.(keyId, short.bytes, short.signature);
  if (verdict === 'trusted' && whole === 'trusted') return 'trusted';
  throw new SluiceError('RECEIPT_SIGNATURE_INVALID', { params, affected });
}
