import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { derTag, encodeDer, encodeInteger } from './der.ts';

/*
 * A private key under a passphrase: EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018 6.2): PBKDF2
 * with HMAC-SHA-256, then AES-256-CBC. node:crypto writes this form too, but with 2048 rounds and no way to ask for
 * more; whoever finds the file could then try passphrases by the million.
 */

/** OWASP's advice for PBKDF2 with HMAC-SHA-256. */
export const keyRounds = 600_000;

const objectId = (hex: string): Buffer => encodeDer(derTag.objectId, Buffer.from(hex, 'hex'));
const pbes2 = objectId('2a864886f70d01050d');
const pbkdf2 = objectId('2a864886f70d01050c');
const hmacSha256 = objectId('2a864886f70d0209');
const aes256cbc = objectId('60864801650304012a');

/** Bytes of chance for one encryption. */
export interface KeyChance {
  /** 16 bytes. */
  readonly salt: Buffer;
  /** 16 bytes. */
  readonly iv: Buffer;
}

/** PEM of an encrypted PKCS #8 key, which `openssl pkey` and node:crypto open. `pkcs8` is the plain key in DER. */
export function encryptKey(pkcs8: Buffer, passphrase: string, { salt, iv }: KeyChance): string {
  const key = pbkdf2Sync(passphrase, salt, keyRounds, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  key.fill(0);
  const derivation = encodeDer(
    derTag.sequence,
    encodeDer(derTag.octets, salt),
    encodeInteger(keyRounds),
    encodeDer(derTag.sequence, hmacSha256, encodeDer(derTag.null)),
  );
  const scheme = encodeDer(
    derTag.sequence,
    encodeDer(derTag.sequence, pbkdf2, derivation),
    encodeDer(derTag.sequence, aes256cbc, encodeDer(derTag.octets, iv)),
  );
  const der = encodeDer(
    derTag.sequence,
    encodeDer(derTag.sequence, pbes2, scheme),
    encodeDer(derTag.octets, encrypted),
  );
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ...lines, '-----END ENCRYPTED PRIVATE KEY-----', ''].join(
    '\n',
  );
}
