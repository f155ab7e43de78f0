export { parsePublicKey, publicKeyOf, type PublicKey } from './public-key.ts';
export {
  makeSigningKey,
  openSigningKey,
  shortestPassphrase,
  type SealedKey,
  type SigningKey,
} from './signing-key.ts';
export type { KeyChance } from './encrypted-key.ts';
export {
  attributedSignature,
  isSignatureForm,
  judgeSignature,
  signedBy,
  type SignedBytes,
  type TrustedKey,
} from './set-signature.ts';
