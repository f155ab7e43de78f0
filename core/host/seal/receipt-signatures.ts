import type { SignBytes, VerifyBytes } from '../../ledger/index.ts';
import { signedBy } from '../../seal/index.ts';
import type { KeyStore } from './key-store.ts';

/** Signs receipts with this installation's key while it is open; without an open key they stay unsigned. */
export function receiptSigner(keys: Pick<KeyStore, 'isUnlocked' | 'signer'>): SignBytes {
  return async (bytes) => {
    // What was imported stays imported: a key that cannot be read keeps no receipt from being written.
    if (!(await keys.isUnlocked().catch(() => false))) return undefined;
    const signer = await keys.signer();
    return { keyId: signer.keyId, signature: signer.sign(bytes) };
  };
}

/** Whose signatures under receipts count: those of the keys that are trusted here. */
export function receiptVerifier(keys: Pick<KeyStore, 'trusted'>): VerifyBytes {
  return async (keyId, bytes, signature) => {
    const trusted = await keys.trusted();
    const meant = keyId === undefined ? trusted : trusted.filter((key) => key.keyId === keyId);
    if (meant.length === 0) return { verdict: 'unknown' };
    const signer = signedBy({ bytes, signature }, meant);
    if (signer !== undefined) {
      return { verdict: 'trusted', signer: { keyId: signer.keyId, name: signer.name } };
    }
    // A short text names no key: it may be one that is not trusted here.
    return { verdict: keyId === undefined ? 'unknown' : 'invalid' };
  };
}
