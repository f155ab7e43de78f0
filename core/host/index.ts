export {
  inspect,
  registriesConfFrom,
  resourceFiles,
  verify,
  type SetDescription,
  type VerifyProgress,
  type VerifyReport,
} from './media-commands.ts';
export {
  carryStatus,
  collectFromMedium,
  collectNeed,
  fillNextMedium,
  forgetMedium,
  type CarryNotice,
  type CarryProgress,
  type CarryStatus,
  type CollectedMedium,
  type FilledMedium,
} from './carry/index.ts';
export {
  readInstallationCustody,
  readSetCustody,
  recordCustody,
  recordInspection,
  recordVerification,
  type CustodyCircumstances,
  type CustodyEvent,
} from './custody/index.ts';
export { withMedia } from './drives/index.ts';
export { refuseSystemDisk, testMedium, type CapacityProgress } from './drives/test-medium.ts';
export {
  dropReceive,
  dropSend,
  type DropProgress,
  type MissingFile,
  type ReceivedDrop,
  type SentSet,
} from './drop-commands.ts';
export {
  forgetApprovals,
  importReport,
  listVerdicts,
  listWaivers,
  readRules,
  revokeWaivers,
  scanSet,
  waive,
  whatToScan,
  writeRules,
} from './approval/index.ts';
export { createHost } from './app/create-host.ts';
export type { Host, HostOptions } from './app/host.ts';
export { toWireError, type Dispatch, type IncomingCall } from './app/dispatch.ts';
export type { CallContext, Caller } from './app/handlers.ts';
export type { ShellPorts } from './app/ports.ts';
export { listRuns, waitingRuns, type RunList } from './list-runs.ts';
export { listOperators, type OperatorListing, type OperatorQuery } from './catalogs/list-operators.ts';
export { listReleaseVersions, type ReleaseListing, type ReleaseQuery } from './list-releases.ts';
export { mirror, planMirror, type RunContext } from './mirror/mirror.ts';
export { nearName } from '../config/index.ts';
export { exitCodeOf } from './mirror/outcome.ts';
export { findingMessage, toMessage, type Observer } from './observer.ts';
export {
  practiceRun,
  practiceUp,
  type PracticeEnvironment,
  type PracticeOptions,
  type PracticeResult,
  type PracticeScale,
  type PracticeStep,
} from './practice/practice-run.ts';
export {
  createKeyStore,
  readPublicKeyFile,
  type KeyStore,
  type OwnKey,
  type TrustedEntry,
} from './seal/index.ts';
export { Secret } from '../registry/index.ts';
export {
  repairCheck,
  repairMake,
  repairMend,
  type FileDamage,
  type MadeRepair,
  type MendReport,
  type RepairProgress,
  type RepairReport,
} from './repair-commands.ts';
export {
  readReceiptBytes,
  readReceiptFile,
  readReceiptText,
  tooLarge as receiptTooLarge,
  type ReadOutcome,
} from './receipts/read-receipt.ts';
export {
  carryAgain,
  checkDrift,
  listDriftChecks,
  repairDrift,
  type CarriedAgain,
  type DriftContext,
  type DriftQuery,
  type DriftReport,
  type DriftRepairReport,
} from './drift/index.ts';
export type { DriftCheck } from '../ledger/index.ts';
export { signerOfReceipt } from './receipts/receipt-signature.ts';
export { listKnownSets, type SetList } from './receipts/list-sets.ts';
export { markFound, markLost } from './receipts/mark-set.ts';
export { showLastReceipt, showReceipt, type ShownReceipt } from './receipts/show-receipt.ts';
export { receiptDocument, receiptTerminalCode, receiptText } from './receipts/receipt-forms.ts';
export { writeStatement, type StatementQuery } from './receipts/write-statement.ts';
export { rebuildResources } from './rebuild-resources.ts';
export {
  installationParts,
  makePeriodReport,
  makeSetReport,
  reportBytes,
  writeReport,
  type Report,
} from './report/index.ts';
export { systemServices, type HostServices } from './services.ts';
export { toolVersion } from './version.ts';
