import { verify } from 'node:crypto';
import type { SetSignature, SetSigner } from '../contract/index.ts';
import { derTag, takeShortDer } from './der.ts';
import type { PublicKey } from './public-key.ts';

/** A key that counts, under the name that it has here. */
export interface TrustedKey extends PublicKey {
  readonly name: string;
}

/** A P-256 signature: two numbers of up to 32 bytes, each with two bytes before it, and two before both. */
const longestSignature = 72;

/** What a set shows of its signature. */
export interface SignedBytes {
  /** The manifest, exactly as it lies on the medium. */
  readonly bytes: Uint8Array;
  /** The signature file; undefined when there is none. */
  readonly signature: Buffer | undefined;
}

/**
 * The trusted key that made this signature over these bytes; undefined when none did. Needs nothing of what the
 * bytes say: it is asked before they are parsed (registry-client.md 3.4).
 */
export function signedBy(
  { bytes, signature }: SignedBytes,
  trusted: readonly TrustedKey[],
): TrustedKey | undefined {
  if (signature === undefined || !isSignatureForm(signature)) return undefined;
  return trusted.find(({ key }) => verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature));
}

/** Signed by whom: `signedBy`, and what the bytes say when they are parsed. See `attributedSignature`. */
export function judgeSignature(
  signed: SignedBytes,
  declared: SetSigner | undefined,
  trusted: readonly TrustedKey[],
): SetSignature {
  return attributedSignature(signed.signature, signedBy(signed, trusted), declared, trusted);
}

/**
 * Whose a signature file is. `signer` made it, if that was found out; `declared` is who should have, as the signed
 * bytes say: without that a signature that was taken away would leave no trace. A trusted signature under another
 * signer's name is one that does not fit.
 */
export function attributedSignature(
  signature: Buffer | undefined,
  signer: TrustedKey | undefined,
  declared: SetSigner | undefined,
  trusted: readonly TrustedKey[],
): SetSignature {
  const claimed = declared === undefined ? {} : { keyId: declared.keyId, name: declared.name };
  if (signature === undefined) return { state: declared === undefined ? 'unsigned' : 'missing', ...claimed };
  if (signer !== undefined) {
    const { keyId, name } = signer;
    const fits = declared === undefined || declared.keyId === keyId;
    return fits ? { state: 'trusted', keyId, name } : { state: 'invalid', ...claimed };
  }
  const known = trusted.find(({ keyId }) => keyId === declared?.keyId);
  if (known !== undefined) return { state: 'invalid', keyId: known.keyId, name: known.name };
  return { state: isSignatureForm(signature) ? 'unknown' : 'invalid', ...claimed };
}

/**
 * Whether the bytes are a SEQUENCE of two positive INTEGERs in their only form (X.690 section 10 and 11), and nothing
 * after them: what is laxer elsewhere would let one signature have many files.
 */
export function isSignatureForm(bytes: Buffer): boolean {
  if (bytes.length > longestSignature) return false;
  const both = takeShortDer(bytes, derTag.sequence);
  const first = both === undefined ? undefined : takeShortDer(both.content, derTag.integer);
  const second = first === undefined ? undefined : takeShortDer(first.rest, derTag.integer);
  if (both === undefined || first === undefined || second === undefined) return false;
  const ended = both.rest.length === 0 && second.rest.length === 0;
  return ended && isPositive(first.content) && isPositive(second.content);
}

function isPositive(content: Buffer): boolean {
  const [head, next] = content;
  if (head === undefined || content.length > 33 || head >= 0x80) return false;
  if (head === 0) return next !== undefined && next >= 0x80;
  return content.length <= 32;
}
