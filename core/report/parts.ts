import type { ReceiptSigner } from '../contract/index.ts';
import type { Digest } from '../reference/index.ts';

/*
 * What a report is told by others, as plain records: whoever keeps custody logs, approvals, receipts and signatures
 * hands them over in these forms, and the report needs to know nothing else of them.
 */

/** Who signed a set's manifest, and whether that was checked here. */
export interface SignerFacts {
  /** Name of the key for people. */
  readonly name: string;
  /** Fingerprint of the public key. */
  readonly keyId: string;
  /** `good`: checked, by a trusted key; `untrusted`: checked, by a key that is not trusted here; `bad`: does not fit. */
  readonly result: 'good' | 'untrusted' | 'bad';
}

/** One entry of the custody log. */
export interface CustodyEntry {
  /** Place in the log, from 1. */
  readonly seq: number;
  /** RFC 3339, UTC. As the clock of that machine had it: the order is `seq`. */
  readonly time: string;
  /** `created`, `verified`, `written`, `inspected`, `imported`, `approved`, `waived`, `received` … */
  readonly kind: string;
  readonly person?: string;
  readonly host?: string;
  /** Serial number or label of the medium. */
  readonly medium?: string;
  readonly seal?: string;
  readonly result?: string;
  readonly note?: string;
  /** Facts that the record has besides. */
  readonly details?: Readonly<Record<string, string | number>>;
}

export interface CustodyLog {
  readonly entries: readonly CustodyEntry[];
  /** Whether every entry fits the one before it. */
  readonly chain:
    | { readonly state: 'whole' }
    | { readonly state: 'broken'; readonly seq: number; readonly reason?: CodedFact };
}

/** What was decided of an image after its scan. */
export interface Approval {
  readonly digest: Digest;
  readonly verdict: 'approved' | 'held' | 'rejected';
  /** The scanner, with its version. */
  readonly tool?: string;
  /** Date of the scanner's database. RFC 3339 or a day. */
  readonly databaseDate?: string;
  readonly approver?: string;
  /** RFC 3339, UTC. */
  readonly time?: string;
}

/** An approval in spite of a finding. */
export interface Waiver {
  readonly digest?: Digest;
  /** The finding, such as a CVE number. */
  readonly finding: string;
  readonly owner: string;
  readonly reason: string;
  /** RFC 3339 or a day. */
  readonly expires?: string;
}

export interface ApprovalFacts {
  readonly approvals: readonly Approval[];
  readonly waivers: readonly Waiver[];
}

/** What the registry confirmed of the images that were pushed to it, or that it had. */
export interface ReadBack {
  readonly registry: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly images: readonly {
    readonly repository: string;
    readonly tag?: string;
    /** As the set has it. */
    readonly digest: Digest;
    /** What the registry answered; absent: it has none. */
    readonly found?: string;
  }[];
  /** Who signed the receipt that says so; absent: nobody. */
  readonly signer?: ReceiptSigner;
  /** Bytes that the push brought; absent: not recorded. */
  readonly bytes?: number;
}

/** A set read back byte for byte. */
export interface VerificationFacts {
  /** When the reading ended. RFC 3339, UTC. */
  readonly time: string;
  readonly by: Maker;
  /** Whether the bytes came from the medium and not from the machine's memory; absent: not known. */
  readonly pastCache?: boolean;
  readonly chunks: readonly {
    readonly name: string;
    readonly bytes: number;
    /** As it was read; empty when it could not be read to its end. */
    readonly sha256: string;
    readonly state: 'verified' | 'damaged' | 'missing' | 'unlisted';
    /** Blobs whose content was compared with their digest. */
    readonly blobs?: number;
  }[];
  /** Codes of what was found besides. */
  readonly problems: readonly CodedFact[];
}

/** A coded message, without its words. */
export interface CodedFact {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A check that the run was started in spite of. */
export interface RunException {
  readonly check: string;
  readonly message?: CodedFact;
}

/** Who made something, on which machine, with what. */
export interface Maker {
  readonly tool: string;
  readonly person?: string;
  readonly host?: string;
}

/** A bundle as the catalogue in the set describes it: which images belong to which operator. */
export interface OperatorFacts {
  /** The catalogue's name at the target, such as `redhat/redhat-operator-index:v4.18`. */
  readonly catalog: string;
  readonly package: string;
  readonly bundle: string;
  readonly version?: string;
  /** The bundle's own image and its related images. */
  readonly images: readonly Digest[];
}

/** What an image's own manifest told. */
export interface ImageFacts {
  /** `os/architecture[/variant]`; those instances of an index that are carried. */
  readonly platforms: readonly string[];
  /** Of a referrer: what it is. */
  readonly artifactType?: string;
}
