import {
  verdictKinds,
  type ErrorCode,
  type ErrorParameters,
  type VerdictKind,
} from '../../contract/index.ts';
import type { Severity } from '../severity.ts';
import type { Waiver } from './waivers.ts';

/** Why an image is held back, in the words of the contract. */
export interface HoldReason {
  readonly code: Extract<ErrorCode, `APPROVAL_${string}`>;
  readonly params: ErrorParameters;
}

export { verdictKinds, type VerdictKind };

export interface Verdict {
  readonly kind: VerdictKind;
  /** Of one that is held back, the most telling first. */
  readonly reasons: readonly HoldReason[];
  /** Waivers without which it would be held back. */
  readonly waivers: readonly Waiver[];
  /** Of what its scans found, before rules and waivers. Absent: not scanned. */
  readonly worst?: Severity;
  readonly counts: Readonly<Record<Severity, number>>;
  /** The scans that were looked at, newest of each tool. */
  readonly scans: readonly {
    readonly tool: string;
    readonly scannedAt?: string;
    readonly databaseDate?: string;
  }[];
}

/** Whether an image with this verdict may go. */
export function mayTravel({ kind }: Pick<Verdict, 'kind'>): boolean {
  return kind === 'approved' || kind === 'waived' || kind === 'made-here';
}

export function noCounts(): Record<Severity, number> {
  return { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
}
