import { z } from 'zod';
import { hostText } from './scalars.ts';

/** SHA-256 over the DER form of a public key (SubjectPublicKeyInfo, RFC 5280 4.1.2.7), as hex. */
export const keyIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Letters of any language, digits and plain marks: no control or direction characters, nothing that is a path. */
const keyNameForm = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@()-]{0,79}$/u;

/** Whether a name can stand for a key, in a list and in a set. */
export function isKeyName(name: string): boolean {
  return keyNameForm.test(name) && !name.endsWith(' ');
}

/** Who signs a set, as the set itself says. */
export const setSignerSchema = z.object({
  keyId: keyIdSchema,
  name: z.string().refine(isKeyName, 'not a name for a key'),
});
export type SetSigner = z.infer<typeof setSignerSchema>;

/** What is demanded of the signature of a set before the set is used. */
export const signaturePolicies = ['require', 'warn', 'off'] as const;
export type SignaturePolicy = (typeof signaturePolicies)[number];

export const signatureStates = [
  /** Signed by a key that is trusted here. */
  'trusted',
  /** There is a signature, by a key that is not trusted here. */
  'unknown',
  'unsigned',
  /** The set says that it is signed, and the signature is not there. */
  'missing',
  /** The signature is not one of these bytes by the key that it claims. */
  'invalid',
] as const;

/** Signed by whom. */
export const setSignatureSchema = z.strictObject({
  state: z.enum(signatureStates),
  keyId: hostText.optional(),
  /** The name that this installation gave the key; what the set claims, while the key is not trusted. */
  name: hostText.optional(),
});
export type SetSignature = z.infer<typeof setSignatureSchema>;
