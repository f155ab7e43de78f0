import type { Message, PublicKey, SignaturePacket } from 'openpgp';
import { SluiceError, type ErrorCode } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { RepositoryName } from '../image/index.ts';
import type { ReleaseKeys } from './keys.ts';
import { loadOpenpgp, openpgpHash, openpgpPacket, openpgpSignatureType } from './openpgp.ts';
import { framePackets, unpackCompressed, type FramedPacket } from './packet-framing.ts';
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
  openpgpHash.sha256,
  openpgpHash.sha384,
  openpgpHash.sha512,
  openpgpHash.sha3_256,
  openpgpHash.sha3_512,
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
  const message = await readSole(soleMessage(bytes, refuse), refuse);
  const [result] = await startVerification(message, expected, refuse);
  const packet = (await result.signature).packets[0];
  if (packet === undefined) throw refuse('RELEASE_SIGNATURE_UNREADABLE');
  checkStrength(packet, refuse);
  const signer = findSigner(packet, expected.keys, refuse);
  await checkSigner(packet, signer, expected.now, refuse);
  const content = await verifiedContent(message, result, refuse);
  const name = readSignedContent(content, expected, refuse);
  return {
    keyId: packet.issuerKeyID.toHex(),
    fingerprint: signer.getFingerprint().toUpperCase(),
    ...name,
    created: packet.created ?? expected.now,
  };
}

const { compressedData, literalData, onePassSignature, signature } = openpgpPacket;
/**
 * The only shapes that are accepted: one-pass signature, literal, signature; or signature, literal; plain or
 * inside one compressed packet. Anything else could show one text and verify another (CVE-2025-47934).
 */
const acceptedShapes: ReadonlySet<string> = new Set([
  [onePassSignature, literalData, signature].join(' '),
  [signature, literalData].join(' '),
]);
const messagePackets: ReadonlySet<number> = new Set([
  compressedData,
  literalData,
  onePassSignature,
  signature,
]);

/** The bytes of the one signed text, unpacked; nothing else is in them. */
function soleMessage(bytes: Uint8Array, refuse: Refuse): Buffer {
  const outer = Buffer.from(bytes);
  const packets = framed(outer, refuse);
  const [first] = packets;
  if (packets.length !== 1 || first?.tag !== compressedData) return withAcceptedShape(outer, packets, refuse);
  const inner = unpackCompressed(first.body, contentLimit);
  if (inner === undefined) throw refuse('RELEASE_SIGNATURE_UNREADABLE');
  return withAcceptedShape(inner, framed(inner, refuse), refuse);
}

function framed(bytes: Buffer, refuse: Refuse): readonly FramedPacket[] {
  const packets = framePackets(bytes);
  if (packets?.every(({ tag }) => messagePackets.has(tag)) === true) return packets;
  throw refuse('RELEASE_SIGNATURE_UNREADABLE');
}

function withAcceptedShape(bytes: Buffer, packets: readonly FramedPacket[], refuse: Refuse): Buffer {
  const tags = packets.map(({ tag }) => tag);
  if (acceptedShapes.has(tags.join(' '))) return bytes;
  const unsigned = !tags.includes(signature) && !tags.includes(compressedData);
  throw refuse(unsigned ? 'RELEASE_SIGNATURE_UNSIGNED' : 'RELEASE_SIGNATURE_NOT_SINGLE');
}

async function readSole(bytes: Buffer, refuse: Refuse): Promise<Message<Uint8Array>> {
  try {
    const { readMessage } = await loadOpenpgp();
    return await readMessage({ binaryMessage: new Uint8Array(bytes) });
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_UNREADABLE', {}, error);
  }
}

type Results = Awaited<ReturnType<Message<Uint8Array>['verify']>>;
type Result = Results[number];

/** Reads the message to its end. Whether the signature holds is known when `verified` is awaited. */
async function startVerification(
  message: Message<Uint8Array>,
  { keys, now }: SignatureExpectation,
  refuse: Refuse,
): Promise<readonly [Result]> {
  let results: Results;
  try {
    results = await message.verify([...keys.keys], now);
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_UNREADABLE', {}, error);
  }
  const [result] = results;
  if (result === undefined || results.length !== 1) throw refuse('RELEASE_SIGNATURE_NOT_SINGLE');
  return [result];
}

function checkStrength({ hashAlgorithm, signatureType }: SignaturePacket, refuse: Refuse): void {
  if (!goodHashes.has(hashAlgorithm) || signatureType !== openpgpSignatureType.binary) {
    throw refuse('RELEASE_SIGNATURE_WEAK');
  }
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
  result: Result,
  refuse: Refuse,
): Promise<Uint8Array> {
  const content = message.getLiteralData();
  try {
    await result.verified;
  } catch (error) {
    throw refuse('RELEASE_SIGNATURE_INVALID', {}, error);
  }
  if (content === null) throw refuse('RELEASE_SIGNATURE_UNREADABLE');
  return content;
}
