export {
  createKeyStore,
  keysOf,
  type KeyStore,
  type KeyStoreServices,
  type NewKey,
  type OwnKey,
} from './key-store.ts';
export { keysHandlers } from './keys-handlers.ts';
export { signatureRuleIn, type SignatureRule } from './signature-rule.ts';
export { signatureOfFolder } from './signature-of-folder.ts';
export type { Signer } from './signer.ts';
export type { TrustedEntry } from './trusted-keys-file.ts';
export { receiptSigner, receiptVerifier } from './receipt-signatures.ts';
export { readPublicKeyFile } from './public-key-file.ts';
export { openCheckedSet, type CheckedSet, type CheckedSetOptions } from './open-checked-set.ts';
export { signedNote } from './signature-findings.ts';
