import type { SetManifest } from '../../archive/index.ts';
import type {
  ApprovalFacts,
  CustodyLog,
  ReadBack,
  RunException,
  SignerFacts,
  VerificationFacts,
} from '../../report/index.ts';

/** The set that a report is about. */
export interface ReportedSet {
  readonly manifest: SetManifest;
  /** Where it lies; absent for a set of which only the manifest is kept. */
  readonly directory?: string;
}

type Part<Value> = (set: ReportedSet) => Promise<Value | undefined>;

/**
 * What other rooms know of a set, each behind a door of its own. A door that is absent, or that answers undefined, is
 * reported as not recorded; what it throws ends the report.
 */
export interface ReportParts {
  readonly custody?: Part<CustodyLog>;
  readonly approvals?: Part<ApprovalFacts>;
  readonly readBack?: Part<ReadBack>;
  readonly signer?: Part<SignerFacts>;
  /** Checks that its export was started in spite of. */
  readonly runExceptions?: Part<readonly RunException[]>;
  /** Earlier readings, oldest first. */
  readonly verifications?: Part<readonly VerificationFacts[]>;
}
