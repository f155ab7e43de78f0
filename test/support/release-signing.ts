import {
  createMessage,
  enums,
  generateKey,
  readPrivateKey,
  reformatKey,
  revokeKey,
  sign,
  type PrivateKey,
  type PartialConfig,
} from 'openpgp';
import { framePackets } from '../../core/release/packet-framing.ts';
import { parseReleaseKeys, type ReleaseKeys } from '../../core/release/index.ts';
import type { Digest } from '../../core/reference/index.ts';

export interface Signer {
  readonly privateKey: PrivateKey;
  readonly keys: ReleaseKeys;
}

/** A new key pair, old enough for every signature in the tests. */
export async function newSigner(name: string): Promise<Signer> {
  const { privateKey } = await generateKey({
    userIDs: [{ name }],
    type: 'ecc',
    curve: 'ed25519Legacy',
    date: new Date('2024-01-01T00:00:00Z'),
    format: 'armored',
  });
  const key = await readPrivateKey({ armoredKey: privateKey });
  return { privateKey: key, keys: await parseReleaseKeys(key.toPublic().armor(), name) };
}

/** The signer's public key as its owner published it later: expired after a day, or revoked as compromised. */
export async function withdrawn(signer: Signer, how: 'expired' | 'revoked'): Promise<ReleaseKeys> {
  const { privateKey } = signer;
  const date = new Date('2024-01-01T00:00:00Z');
  if (how === 'revoked') {
    const { publicKey } = await revokeKey({
      key: privateKey,
      reasonForRevocation: { flag: enums.reasonForRevocation.keyCompromised },
      date,
      format: 'armored',
    });
    return parseReleaseKeys(publicKey, how);
  }
  const { publicKey } = await reformatKey({
    privateKey,
    userIDs: [{ name: 'redhat' }],
    keyExpirationTime: 24 * 3600,
    date,
    format: 'armored',
  });
  return parseReleaseKeys(publicKey, how);
}

export const signedOn = new Date('2024-03-01T00:00:00Z');

/** The signed text of a release, with any part replaced. */
export function statement(
  digest: Digest | string,
  reference: string,
  type = 'atomic container signature',
): string {
  return JSON.stringify({
    critical: {
      image: { 'docker-manifest-digest': digest },
      type,
      identity: { 'docker-reference': reference },
    },
    optional: { creator: 'test', timestamp: 1709251200 },
  });
}

/** An inline signed message, as release signatures are. */
export async function signedMessage(
  signers: readonly Signer[],
  text: string,
  options: { readonly date?: Date; readonly config?: PartialConfig } = {},
): Promise<Buffer> {
  const date = options.date ?? signedOn;
  const message = await createMessage({ binary: Buffer.from(text), date });
  const signed = await sign({
    message,
    signingKeys: signers.map((signer) => signer.privateKey),
    date,
    format: 'binary',
    ...(options.config !== undefined && { config: options.config }),
  });
  return Buffer.from(signed);
}

/** The text without any signature, as a message of its own. */
export async function literalMessage(text: string): Promise<Buffer> {
  const message = await createMessage({ binary: Buffer.from(text), date: signedOn });
  return Buffer.from(message.write());
}

/** The message's packets, each with its header, in order. */
export function packetsOf(message: Buffer): readonly Buffer[] {
  const packets = framePackets(message) ?? [];
  return packets.map(({ end }, at) => message.subarray(packets[at - 1]?.end ?? 0, end));
}
