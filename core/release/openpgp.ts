import type * as openpgp from 'openpgp';

/**
 * The OpenPGP library, read when the first signature is: it takes a sixth of the memory that the program starts
 * with, and most runs carry no release.
 */
export const loadOpenpgp = (): Promise<typeof openpgp> => import('openpgp');

/** Packet types (RFC 9580, section 5). */
export const openpgpPacket = {
  signature: 2,
  onePassSignature: 4,
  compressedData: 8,
  literalData: 11,
} as const;

/** Hash algorithms that are strong enough to sign with (RFC 9580, section 9.5). */
export const openpgpHash = { sha256: 8, sha384: 9, sha512: 10, sha3_256: 12, sha3_512: 14 } as const;

/** What a signature is over (RFC 9580, section 5.2.1). */
export const openpgpSignatureType = { binary: 0 } as const;
