import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret: enough to know it again. */
export type SecretHash = Buffer;

export function hashSecret(secret: string): SecretHash {
  return createHash('sha256').update(secret).digest();
}

/** Whether `secret` is the one, in a time that does not depend on how near it is. */
export function isSecret(secret: string, hash: SecretHash): boolean {
  return timingSafeEqual(hashSecret(secret), hash);
}
