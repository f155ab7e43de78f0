import { chunkFilesOf, type SetManifest } from '../archive/index.ts';
import { contentsOf, type ContentFacts } from './contents.ts';
import { compareSets } from './delta.ts';
import { recorded, type ApprovalReport, type ContentGroup, type SetReport } from './model.ts';
import { originOf } from './origin.ts';
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
import { verdictOf } from './verdict.ts';

/** All that a report about a set is made of. What is absent is reported as not recorded. */
export interface SetReportInput extends ContentFacts {
  readonly manifest: SetManifest;
  readonly manifestSha256?: string;
  readonly now: Date;
  readonly madeBy: Maker;
  /** Of the set before it; `null`: there is none, this is the first. */
  readonly previous?: SetManifest | null;
  /** Found wrong while the set was opened. */
  readonly problems?: readonly CodedFact[];
  /** Oldest first. */
  readonly verifications?: readonly VerificationFacts[];
  readonly signer?: SignerFacts;
  readonly custody?: CustodyLog;
  readonly approvals?: ApprovalFacts;
  readonly readBack?: ReadBack;
  readonly runExceptions?: readonly RunException[];
  readonly strangers?: readonly string[];
  readonly secretScan?: SecretScan;
}

/** The report about one set, from its manifest and from whatever else is known. The same input gives the same report. */
export function buildSetReport(input: SetReportInput): SetReport {
  const { manifest, previous } = input;
  const contents = contentsOf(manifest, input);
  const report: Omit<SetReport, 'verdict'> = {
    kind: 'set',
    madeAt: input.now.toISOString(),
    madeBy: input.madeBy,
    identity: identityOf(input),
    contents,
    origin: originOf(manifest, contents.groups),
    exceptions: {
      complete: manifest.complete,
      missing: manifest.missing,
      run: recorded(input.runExceptions, 'not-supplied'),
      strangers: recorded(input.strangers, 'not-supplied'),
    },
    integrity: {
      chunks: chunkFilesOf(manifest).map(({ name, size, sha256 }) => ({ name, bytes: size, sha256 })),
      files: [manifest.index, ...manifest.files].map(({ name, size, sha256 }) => ({
        name,
        bytes: size,
        sha256,
      })),
      problems: input.problems ?? [],
      verifications: input.verifications ?? [],
    },
    custody: recorded(input.custody, 'not-supplied'),
    approvals: recorded(approvalsOf(input.approvals, contents.groups), 'not-supplied'),
    delta:
      previous === undefined || previous === null
        ? { recorded: false, why: previous === null ? 'no-previous' : 'not-kept' }
        : { recorded: true, value: compareSets(previous, manifest) },
    readBack: recorded(input.readBack, 'not-supplied'),
    secretScan: recorded(input.secretScan, 'not-asked'),
  };
  return { ...report, verdict: verdictOf(report) };
}

function identityOf({ manifest, manifestSha256, signer }: SetReportInput): SetReport['identity'] {
  const { setId, generation, parent, createdAt, target, tool, layout, configuration } = manifest;
  return {
    setId,
    generation,
    ...(parent !== undefined && { parent }),
    createdAt,
    ...(isReceiver(target) && { target }),
    tool: `${tool.name} ${tool.version}`,
    layout,
    configurationSha256: configuration.sha256,
    formatVersion: manifest.formatVersion,
    ...(manifestSha256 !== undefined && { manifestSha256 }),
    signer: recorded(signer, 'not-supplied'),
  };
}

/** A set that was made into a folder, or to be the same everywhere, names nobody; a path is nobody's business. */
function isReceiver(target: string): boolean {
  return target !== '-' && !target.startsWith('file:');
}

/** Images without a decision are named: that nobody looked is not an approval. */
function approvalsOf(
  facts: ApprovalFacts | undefined,
  groups: readonly ContentGroup[],
): ApprovalReport | undefined {
  if (facts === undefined) return undefined;
  const decided = new Set(facts.approvals.map(({ digest }) => digest));
  const undecided = groups
    .flatMap(({ images }) => images)
    .filter(({ digest }) => !decided.has(digest))
    .map(({ origin, digest }) => ({ origin, digest }));
  return { ...facts, undecided };
}
