import {
  CompressedDataPacket,
  enums,
  LiteralDataPacket,
  OnePassSignaturePacket,
  readMessage,
  SignaturePacket,
  verify,
  type AnyPacket,
  type Message,
  type PublicKey,
} from 'openpgp';
import { SluiceError, type ErrorCode } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { RepositoryName } from '../image/index.ts';
import type { ReleaseKeys } from './keys.ts';
import { readSignedContent } from './signed-content.ts';

/** What a release's signature has to say before it counts. */
export interface SignatureExpectation {
  readonly keys: ReleaseKeys;
  readonly digest: Digest;
  /** The repositories that releases are published in; the signed name must be in one of them. */
  readonly repositories: readonly RepositoryName[];
  /** The version the graph gives for the digest. */
  readonly version?: string | undefined;
  /** The tag a person asked for. */
  readonly tag?: string | undefined;
  readonly now: Date;
}

/** A signature that was checked to its end. */
export interface VerifiedSignature {
  /** Of the key that signed, 16 hexadecimal digits. */
  readonly keyId: string;
  /** Of the primary key, upper case. */
  readonly fingerprint: string;
  readonly repository: RepositoryName;
  readonly tag: string;
  /** The signed name, `repository:tag`. A name only: the image is read by digest. */
  readonly reference: string;
  readonly created: Date;
}

/** What a check needs to speak of a failure. */
export type Refuse = (
  code: ErrorCode,
  params?: Readonly<Record<string, string>>,
  cause?: unknown,
) => SluiceError;

const goodHashes: ReadonlySet<number | null> = new Set([
  enums.hash.sha256,
  enums.hash.sha384,
  enums.hash.sha512,
  enums.hash.sha3_256,
  enums.hash.sha3_512,
]);
/** Largest signed content after decompression, bytes; real ones have a few hundred. */
const contentLimit = 1024 * 1024;

/**
 * Checks a release signature wholly (registry-client.md 4.7): one signed text and nothing beside
 * it, by a pinned key that was valid then, with SHA-256 or better, for exactly this digest and a
 * name in an expected repository. Each refusal has its own code and names the release:
 * RELEASE_SIGNATURE_UNREADABLE, _UNSIGNED, _NOT_SINGLE, _KEY_UNKNOWN, _KEY_NOT_VALID, _WEAK,
 * _FROM_FUTURE, _INVALID, _CONTENT_INVALID, _OTHER_DIGEST, _OTHER_REPOSITORY, _OTHER_RELEASE.
 */
export async function verifyReleaseSignature(
  bytes: Uint8Array,
  expected: SignatureExpectation,
): Promise<VerifiedSignature> {
  const release = expected.tag ?? expected.version ?? expected.digest;
  const refuse: Refuse = (code, params = {}, cause) =>
    new SluiceError(code, {
      params: { release, digest: expected.digest, ...params },
      stage: 'collect',
      affected: [release],
      ...(cause instanceof Error && { detail: cause.message }),
      cause,
    });
  const message = await read(bytes, refuse);
  const packet = soleSignature(message, refuse);
  const signer = findSigner(packet, expected.keys, refuse);
  await checkSigner(packet, signer, expected.now, refuse);
  const content = await verifiedContent(message, signer, expected.now, refuse);
  const name = readSignedContent(content, expected, refuse);
  return {
    keyId: packet.issuerKeyID.toHex(),
    fingerprint: signer.getFingerprint().toUpperCase(),
    ...name,
    created: packet.created ?? expected.now,
  };
}

async function read(bytes: Uint8Array, refuse: Refuse): Promise<Message<Uint8Array>> {
  try {
    return await readMessage({
      binaryMessage: new Uint8Array(bytes),
      config: { maxDecompressedMessageSize: contentLimit },
    });
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_UNREADABLE', {}, error);
  }
}

/**
 * The only shapes that are accepted: one-pass signature, literal, signature; or signature, literal;
 * plain or inside one compressed packet. Anything else could show one text and verify another (CVE-2025-47934).
 */
function soleSignature(message: Message<Uint8Array>, refuse: Refuse): SignaturePacket {
  const outer: readonly AnyPacket[] = [...message.packets];
  const packets: readonly AnyPacket[] =
    outer.length === 1 && outer[0] instanceof CompressedDataPacket
      ? [...message.unwrapCompressed().packets]
      : outer;
  const signatures = packets.filter((packet) => packet instanceof SignaturePacket);
  const [signature] = signatures;
  if (signature === undefined) throw refuse('RELEASE_SIGNATURE_UNSIGNED');
  const [first, second, third] = packets;
  const onePass =
    packets.length === 3 &&
    first instanceof OnePassSignaturePacket &&
    second instanceof LiteralDataPacket &&
    third === signature;
  const prefixed = packets.length === 2 && first === signature && second instanceof LiteralDataPacket;
  if (signatures.length !== 1 || !(onePass || prefixed)) throw refuse('RELEASE_SIGNATURE_NOT_SINGLE');
  if (!goodHashes.has(signature.hashAlgorithm) || signature.signatureType !== enums.signature.binary) {
    throw refuse('RELEASE_SIGNATURE_WEAK');
  }
  return signature;
}

function findSigner(packet: SignaturePacket, { keys }: ReleaseKeys, refuse: Refuse): PublicKey {
  const signer = keys.find((key) => key.getKeys(packet.issuerKeyID).length > 0);
  if (signer !== undefined) return signer;
  throw refuse('RELEASE_SIGNATURE_KEY_UNKNOWN', { keyId: packet.issuerKeyID.toHex() });
}

async function checkSigner(
  packet: SignaturePacket,
  signer: PublicKey,
  now: Date,
  refuse: Refuse,
): Promise<void> {
  const created = packet.created ?? now;
  const keyId = packet.issuerKeyID.toHex();
  if (created > now) {
    throw refuse('RELEASE_SIGNATURE_FROM_FUTURE', {
      created: created.toISOString(),
      now: now.toISOString(),
    });
  }
  try {
    await signer.getSigningKey(packet.issuerKeyID, created);
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_KEY_NOT_VALID', { keyId, created: created.toISOString() }, error);
  }
}

async function verifiedContent(
  message: Message<Uint8Array>,
  signer: PublicKey,
  now: Date,
  refuse: Refuse,
): Promise<Uint8Array> {
  try {
    const { data, signatures } = await verify({
      message,
      verificationKeys: [signer],
      format: 'binary',
      date: now,
    });
    if (signatures.length !== 1) throw refuse('RELEASE_SIGNATURE_NOT_SINGLE');
    await signatures[0]?.verified;
    return data;
  } catch (error) {
    throw error instanceof SluiceError ? error : refuse('RELEASE_SIGNATURE_INVALID', {}, error);
  }
}
