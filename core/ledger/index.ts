export { openCarriedSets, type CarriedMedium, type CarriedSet, type CarriedSets } from './carried.ts';
export {
  type ImageForEnclave,
  type PlannedForEnclave,
  readImagesFor,
  writeImagesFor,
} from './approval-images.ts';
export type { ApprovalFacts, RevokedWaiver, ScanEntry } from './approval-records.ts';
export { type Approvals, openApprovals, requireName } from './approvals.ts';
export { redactedCommand } from './command-line.ts';
export {
  mostAbsent,
  mostDifferences,
  mostGone,
  openDriftChecks,
  type DriftCheck,
  type DriftChecks,
  type DriftDetails,
  type DriftDifference,
} from './drift-checks.ts';
export { chooseBaseline, type HistoryFile, historyName } from './history-name.ts';
export {
  type History,
  type HistoryQuery,
  type NewHistory,
  readHistory,
  readHistoryFile,
  writeHistory,
} from './history.ts';
export { type Journal, type JournalOptions, openJournal, readJournal } from './journal.ts';
export { type KeptSet, type KeptSets, openKeptSets } from './kept-sets.ts';
export { isKnowledgeName, type KnowledgeStore, knowledgeStore } from './knowledge.ts';
export type { LockHolder } from './lock-file.ts';
export { acquireLock, type Lock, lockHolder, type LockOptions } from './lock.ts';
export * from './receipts/index.ts';
export { openReceivedSets, type ReceivedSet, type ReceivedSets } from './received.ts';
export {
  isFinished,
  runKey,
  type RunRecord,
  type RunState,
  runStates,
  type RunSummary,
} from './run-record.ts';
export {
  type ListedRun,
  type NewRun,
  openRuns,
  type Run,
  type RunList,
  type Runs,
  type RunsOptions,
} from './runs.ts';
export { makeStateFolder, stateDirectory } from './state-directory.ts';
export {
  type CommittedExport,
  isTargetName,
  openTargets,
  type Target,
  type TargetExport,
  type Targets,
} from './targets.ts';
export { appendRecord, type CustodyAppend } from './custody/append-record.ts';
export { cleanText } from './custody/clean-text.ts';
export {
  type CustodyChain,
  type CustodyEntry,
  type CustodyRecord,
  mostDetails,
  textLimits,
} from './custody/custody-record.ts';
export type { BreakKind, ChainBreak } from './custody/explain-break.ts';
export {
  type ChainQuery,
  type ChainReport,
  type ChainTail,
  type NumberedRecord,
  readChain,
  type SeenChain,
} from './custody/read-chain.ts';
export {
  custodyName,
  type CustodyHead,
  type CustodyWitness,
  installationLog,
  openWitness,
  readHead,
  type SeenLog,
  writeHead,
} from './custody/witness.ts';
