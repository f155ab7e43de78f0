import { generateKeyPairSync, sign } from 'node:crypto';
import { publicKeyOf, type SigningKey, type TrustedKey } from '../../core/seal/index.ts';

/** A key that is open, without the work of a passphrase. */
export function openKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: publicKeyOf(privateKey),
    sign: (bytes) => sign('sha256', bytes, privateKey),
  };
}

export function trustedAs(name: string, { publicKey }: SigningKey): TrustedKey {
  return { ...publicKey, name };
}
