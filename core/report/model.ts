import type { ImageSignatureResult } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';
import type { SetManifest } from '../archive/index.ts';
import type { Delta } from './delta.ts';
import type {
  ApprovalFacts,
  CodedFact,
  CustodyLog,
  Maker,
  ReadBack,
  RunException,
  SignerFacts,
  VerificationFacts,
} from './parts.ts';
import type { SecretScan } from './secret-scan.ts';

/** Grows when a field changes its meaning or goes away. */
export const reportVersion = 1;

/**
 * What is missing is said, never left out. `not-in-set`: this set does not record it; `not-supplied`: nothing here keeps
 * it; `not-asked`: it was not asked for; `not-kept`: this machine kept no copy; `no-previous`: there is no earlier set.
 */
export const unrecordedReasons = [
  'not-in-set',
  'not-supplied',
  'not-asked',
  'not-kept',
  'no-previous',
] as const;
export type UnrecordedReason = (typeof unrecordedReasons)[number];

export type Recorded<Value> =
  | { readonly recorded: true; readonly value: Value }
  | { readonly recorded: false; readonly why: UnrecordedReason };

export function recorded<Value>(value: Value | undefined, why: UnrecordedReason): Recorded<Value> {
  return value === undefined ? { recorded: false, why } : { recorded: true, value };
}

export interface SetIdentity {
  readonly setId: string;
  readonly generation: number;
  readonly parent?: { readonly setId: string; readonly generation: number };
  /** RFC 3339, UTC. Content was pulled by then. */
  readonly createdAt: string;
  /** The receiver; absent for a set that was made for whoever gets the medium. */
  readonly target?: string;
  readonly tool: string;
  readonly layout: string;
  readonly configurationSha256: string;
  readonly formatVersion: number;
  /** SHA-256 of the manifest's bytes, to compare with what was told on another way. */
  readonly manifestSha256?: string;
  readonly signer: Recorded<SignerFacts>;
}

export type SignatureResult = ImageSignatureResult;

export type AccessoryKind = 'signature' | 'attestation' | 'sbom' | 'referrer';

export interface ReportAccessory {
  readonly kind: AccessoryKind;
  readonly digest: Digest;
  readonly repository: string;
  readonly tag?: string;
  readonly artifactType?: string;
}

export interface ReportImage {
  /** As it was named where it comes from. */
  readonly origin: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest: Digest;
  readonly mediaType: string;
  readonly type: SetManifest['images'][number]['type'];
  /** Empty: not known. */
  readonly platforms: readonly string[];
  /** Bytes of everything it consists of; absent: not known. */
  readonly bytes?: number;
  /** Bytes of it that this set holds; the rest is expected at the target. */
  readonly carriedBytes?: number;
  readonly release?: { readonly version: string; readonly component?: string };
  readonly signature: SignatureResult;
  readonly keyId?: string;
  readonly accessories: readonly ReportAccessory[];
  /** Further operators that name the same image. */
  readonly alsoFor?: readonly string[];
}

export interface ContentGroup {
  readonly kind: 'release' | 'catalog' | 'operator' | 'operator-other' | 'additional' | 'helm';
  /** Version of a release, name of a catalogue or operator; absent for the rest. */
  readonly name?: string;
  readonly catalog?: string;
  /** Bundle versions of an operator. */
  readonly versions?: readonly string[];
  readonly images: readonly ReportImage[];
}

export interface Contents {
  readonly groups: readonly ContentGroup[];
  readonly images: number;
  readonly accessories: number;
  readonly blobs: number;
  /** Bytes of the blobs that the set holds. */
  readonly blobBytes: number;
  readonly files: number;
  /** Bytes of all chunks. */
  readonly bytes: number;
  /** Content that an earlier set must have brought to the target. */
  readonly expected: { readonly blobs: number; readonly bytes: number };
}

export interface AnsweringHost {
  readonly host: string;
  /** SHA-256 of the certificate; absent: it spoke plain http. */
  readonly fingerprint?: string;
  /** Whether the certificate was checked and good. */
  readonly verified: boolean;
  /** RFC 3339, UTC. When it was first seen. */
  readonly since: string;
}

export interface OriginProof {
  readonly releases: readonly {
    readonly version: string;
    readonly tag: string;
    readonly digest: Digest;
    readonly status: 'verified' | 'unverified' | 'absent' | 'ignored' | 'not-recorded';
    readonly keyId?: string;
  }[];
  /** How many images have which signature result. */
  readonly images: Readonly<Record<SignatureResult, number>>;
  /** Images whose signature was asked for and is not good. */
  readonly exempt: readonly {
    readonly origin: string;
    readonly digest: Digest;
    readonly result: SignatureResult;
  }[];
  /** Registries that the images name, with their number of images. The copy that was asked may be a mirror of it. */
  readonly sources: readonly { readonly host: string; readonly images: number }[];
  /** Who answered while the content was fetched, by the certificates that were shown. */
  readonly tls: Recorded<readonly AnsweringHost[]>;
}

export interface Exceptions {
  readonly complete: SetManifest['complete'];
  readonly missing: SetManifest['missing'];
  readonly run: Recorded<readonly RunException[]>;
  /** Entries of the set's folder that belong to no set. */
  readonly strangers: Recorded<readonly string[]>;
}

export interface Integrity {
  /** As the manifest lists them. */
  readonly chunks: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  /** What was found wrong while the set was opened for the report, without reading it whole. */
  readonly problems: readonly CodedFact[];
  /** Every known reading of the whole set, oldest first; empty: it was not verified for this report. */
  readonly verifications: readonly VerificationFacts[];
}

export interface ApprovalReport extends ApprovalFacts {
  /** Images of the set without an approval. */
  readonly undecided: readonly { readonly origin: string; readonly digest: Digest }[];
}

/** `good`: nothing speaks against it; `attention`: read the exceptions; `bad`: do not use it as it is. */
export interface Verdict {
  readonly level: 'good' | 'attention' | 'bad';
  readonly reasons: readonly VerdictReason[];
}

export const verdictReasons = [
  'incomplete',
  'with-exceptions',
  'damaged',
  'not-whole',
  'not-verified',
  'release-unsigned',
  'signer-bad',
  'signer-untrusted',
  'chain-broken',
  'secrets-found',
  'read-back-differs',
  'run-exceptions',
  'strangers',
  'waived',
  'undecided',
  'rejected',
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

export interface SetReport {
  readonly kind: 'set';
  /** RFC 3339, UTC. */
  readonly madeAt: string;
  readonly madeBy: Maker;
  readonly verdict: Verdict;
  readonly identity: SetIdentity;
  readonly contents: Contents;
  readonly origin: OriginProof;
  readonly exceptions: Exceptions;
  readonly integrity: Integrity;
  readonly custody: Recorded<CustodyLog>;
  readonly approvals: Recorded<ApprovalReport>;
  readonly delta: Recorded<Delta>;
  readonly readBack: Recorded<ReadBack>;
  readonly secretScan: Recorded<SecretScan>;
}

/** A set of a period as the installation remembers it. */
export interface PeriodSet {
  readonly target: string;
  readonly setId: string;
  readonly generation: number;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly bytes: number;
  readonly images: number;
  readonly chunks: number;
  /** With everything that its kept manifest tells. */
  readonly report: Recorded<SetReport>;
}

/** A set that a registry was given from this installation. */
export interface ReceivedEntry {
  readonly registry: string;
  readonly target: string;
  readonly setId: string;
  readonly generation: number;
  /** RFC 3339, UTC. */
  readonly time: string;
}

export interface PeriodReport {
  readonly kind: 'period';
  readonly madeAt: string;
  readonly madeBy: Maker;
  /** First and last day, inclusive, UTC: `2026-01-31`. */
  readonly from: string;
  readonly to: string;
  /** By target, oldest first. */
  readonly sets: readonly PeriodSet[];
  readonly received: readonly ReceivedEntry[];
}

export type Report = SetReport | PeriodReport;
