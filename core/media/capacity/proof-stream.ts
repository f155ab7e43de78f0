import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes of the unit that a medium keeps or loses as a whole; every sector says for itself where it belongs. */
export const sectorSize = 512;
/** Bytes of an AES block: the unit that the counter counts. */
const unit = 16;
const nonceLength = 8;
/** Bytes of the secret that a stream is made from. */
export const proofSeedLength = 16 + nonceLength;

/** A pseudo-random stream that no medium can guess, and in which every sector proves its own address. */
export interface ProofStream {
  /** The bytes at `address` (a multiple of 16), `length` of them. */
  bytesAt(address: number, length: number): Buffer;
  /**
   * For each sector of `bytes` (whole sectors), the address that exactly these bytes were made for; undefined for bytes
   * that are of no sector of this stream.
   */
  addressesOf(bytes: Buffer): (number | undefined)[];
}

/**
 * AES-128 in counter mode (NIST SP 800-38A 6.5): the counter is a nonce and the address. Enciphered counters are the
 * stream itself, so deciphering a unit gives back the address that it was written to.
 */
export function createProofStream(seed: Buffer): ProofStream {
  if (seed.length !== proofSeedLength) throw new RangeError(`a seed has ${proofSeedLength} bytes`);
  const key = seed.subarray(0, 16);
  const nonce = seed.subarray(16);
  const counterAt = (address: number): Buffer => {
    const counter = Buffer.alloc(unit);
    nonce.copy(counter);
    counter.writeBigUInt64BE(BigInt(address / unit), nonceLength);
    return counter;
  };
  return {
    bytesAt: (address, length) =>
      createCipheriv('aes-128-ctr', key, counterAt(address)).update(Buffer.alloc(length)),
    addressesOf(bytes) {
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const counters = decipher.update(bytes);
      const addresses: (number | undefined)[] = [];
      for (let at = 0; at + sectorSize <= bytes.length; at += sectorSize) {
        addresses.push(addressOf(counters.subarray(at, at + sectorSize), nonce));
      }
      return addresses;
    },
  };
}

function addressOf(counters: Buffer, nonce: Buffer): number | undefined {
  const first = counters.readBigUInt64BE(nonceLength);
  for (let at = 0; at < sectorSize; at += unit) {
    if (counters.compare(nonce, 0, nonceLength, at, at + nonceLength) !== 0) return undefined;
    if (counters.readBigUInt64BE(at + nonceLength) !== first + BigInt(at / unit)) return undefined;
  }
  const address = Number(first) * unit;
  return Number.isSafeInteger(address) ? address : undefined;
}
