export { cleanText, isCleanLine } from './clean-text.ts';
export { reportLimits, textLimits } from './limits.ts';
export { reportFormats, type ReportFormat, type Scan, type ScanFinding } from './model.ts';
export { readReport, type ReportFacts } from './report/read-report.ts';
export { severities, severityNames, severityRank, worseSeverity, type Severity } from './severity.ts';
export type { JudgedImage } from './verdict/judged-image.ts';
export { judge, type Judging } from './verdict/judge.ts';
export type { KnownScan } from './verdict/matching.ts';
export { defaultRules, matchesPattern, rulesSchema, type ApprovalRules } from './verdict/rules.ts';
export { hasFileSystem, subjectsOf, type ImageSubjects, type Subject } from './verdict/subjects.ts';
export {
  mayTravel,
  noCounts,
  verdictKinds,
  type HoldReason,
  type Verdict,
  type VerdictKind,
} from './verdict/verdict.ts';
export {
  isInForce,
  waiverSchema,
  waiverScopeSchema,
  type Waiver,
  type WaiverScope,
} from './verdict/waivers.ts';
