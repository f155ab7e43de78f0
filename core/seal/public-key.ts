import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { SluiceError } from '../contract/index.ts';

/** A key that signatures are checked with: ECDSA on the curve P-256 (NIST SP 800-186), nothing else. */
export interface PublicKey {
  /** SHA-256 over the DER form, as hex: what two people compare. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo in PEM, as `openssl pkey -pubout` writes it. */
  readonly pem: string;
  readonly key: KeyObject;
}

/** Characters; an honest one has 178. */
const longestPem = 4096;
/** Before the 64 bytes of the point: id-ecPublicKey, prime256v1, uncompressed (RFC 5480 2.1.1, 2.2). */
const derHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');
const pemForm = /^\s*-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END PUBLIC KEY-----\s*$/;

/**
 * Reads one public key from PEM (RFC 7468 section 13). Exactly one block, of exactly the bytes that the key has when
 * it is written again: a key with two forms would have two ids. Throws SEAL_PUBLIC_KEY_INVALID.
 */
export function parsePublicKey(text: string): PublicKey {
  const body = text.length > longestPem ? undefined : pemForm.exec(text)?.[1];
  if (body === undefined) throw invalid('no PEM block "PUBLIC KEY" alone in the text');
  const der = Buffer.from(body, 'base64');
  try {
    const found = publicKeyOf(createPublicKey({ key: der, format: 'der', type: 'spki' }));
    const usual = der.subarray(0, derHead.length).equals(derHead) && exportDer(found.key).equals(der);
    if (usual) return found;
  } catch (error) {
    throw error instanceof SluiceError ? error : invalid(String(error));
  }
  throw invalid('not the usual form of the key');
}

/** The public half of `key`, private or public. Throws SEAL_PUBLIC_KEY_INVALID when it is of another kind. */
export function publicKeyOf(key: KeyObject): PublicKey {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  const curve = half.asymmetricKeyDetails?.namedCurve;
  if (half.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') {
    throw invalid(`${half.asymmetricKeyType ?? 'unknown'} ${curve ?? ''}`.trim());
  }
  const keyId = createHash('sha256').update(exportDer(half)).digest('hex');
  return { keyId, pem: half.export({ type: 'spki', format: 'pem' }).toString(), key: half };
}

function exportDer(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function invalid(detail: string): SluiceError {
  return new SluiceError('SEAL_PUBLIC_KEY_INVALID', { stage: 'application', detail });
}
