import { createCipheriv, createHash } from 'node:crypto';

/** `size` bytes that look random and depend on nothing but `seed`: an AES-128-CTR key stream. */
export function seededBytes(seed: string, size: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  return cipher.update(Buffer.alloc(size));
}

/** `length` lower-case hexadecimal characters that depend on nothing but `seed`. */
export function seededHex(seed: string, length: number): string {
  return createHash('sha512').update(seed).digest('hex').slice(0, length);
}
