import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { SluiceError } from '../contract/index.ts';
import { encryptKey, type KeyChance } from './encrypted-key.ts';
import { publicKeyOf, type PublicKey } from './public-key.ts';

/** A private key that is open: it signs until it is let go. Nothing of it can be printed. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** Detached signature over exactly these bytes: ECDSA with SHA-256, in DER (SEC 1 C.5), as openssl writes it. */
  sign(bytes: Uint8Array): Buffer;
}

/** A key as it is kept: the private half only under its passphrase. */
export interface SealedKey {
  readonly publicKey: PublicKey;
  /** Encrypted PKCS #8 in PEM. */
  readonly encrypted: string;
}

/** Characters: with fewer, whoever finds the file soon has the key. */
export const shortestPassphrase = 12;
const longestPassphrase = 1024;

const pemForm =
  /^-----BEGIN ENCRYPTED PRIVATE KEY-----\r?\n[A-Za-z0-9+/=\r\n]{100,8192}-----END ENCRYPTED PRIVATE KEY-----\s*$/;

/** Makes a new P-256 key. `chance`: 16 bytes each, from the source of randomness. Throws SEAL_PASSPHRASE_SHORT. */
export function makeSigningKey(passphrase: string, chance: KeyChance): SealedKey {
  const length = [...passphrase].length;
  if (length < shortestPassphrase || length > longestPassphrase) {
    throw new SluiceError('SEAL_PASSPHRASE_SHORT', {
      params: { least: shortestPassphrase },
      stage: 'application',
    });
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const plain = privateKey.export({ type: 'pkcs8', format: 'der' });
  try {
    return { publicKey: publicKeyOf(privateKey), encrypted: encryptKey(plain, passphrase, chance) };
  } finally {
    plain.fill(0);
  }
}

/**
 * Opens a key. Throws SEAL_PASSPHRASE_WRONG; SEAL_KEY_UNREADABLE when the text holds no such key at all, or another
 * one than `keyId` names. A damaged key that still has its form cannot be told from a wrong passphrase.
 */
export function openSigningKey(encrypted: string, passphrase: string, keyId: string): SigningKey {
  if (!pemForm.test(encrypted)) throw unreadable('no PEM block "ENCRYPTED PRIVATE KEY"');
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: encrypted, format: 'pem', passphrase });
  } catch {
    // What OpenSSL says depends on the chance by which wrong bytes look right; none of it helps.
    throw new SluiceError('SEAL_PASSPHRASE_WRONG', { stage: 'application' });
  }
  const publicKey = publicKeyOf(key);
  if (publicKey.keyId !== keyId) throw unreadable(`it is the key ${publicKey.keyId}`);
  return { publicKey, sign: (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'der' }) };
}

function unreadable(detail: string): SluiceError {
  return new SluiceError('SEAL_KEY_UNREADABLE', { params: { reason: detail }, stage: 'application' });
}
