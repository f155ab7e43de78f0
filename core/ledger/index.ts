export { redactedCommand } from './command-line.ts';
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
export { isKnowledgeName, type KnowledgeStore, knowledgeStore } from './knowledge.ts';
export type { LockHolder } from './lock-file.ts';
export { acquireLock, type Lock, lockHolder, type LockOptions } from './lock.ts';
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
