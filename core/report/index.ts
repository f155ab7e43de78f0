export { accessoryKind } from './accessory-kind.ts';
export { buildSetReport, type SetReportInput } from './build-set-report.ts';
export { cycloneDx } from './cyclonedx.ts';
export { compareSets, type Delta, type DeltaImage } from './delta.ts';
export { reportJson } from './json.ts';
export type { PeriodReport, PeriodSet, ReceivedEntry, Report, SetReport, SignatureResult } from './model.ts';
export { imageSignatures } from './origin.ts';
export type {
  Approval,
  ApprovalFacts,
  CodedFact,
  CustodyEntry,
  CustodyLog,
  ImageFacts,
  Maker,
  OperatorFacts,
  ReadBack,
  RunException,
  SignerFacts,
  VerificationFacts,
  Waiver,
} from './parts.ts';
export {
  createSecretScan,
  findSecrets,
  largestScanned,
  type ScanInput,
  type SecretScan,
} from './secret-scan.ts';
export { previewOf, reportDocument } from './document/report-document.ts';
export { plain } from './document/plain.ts';
export { escapeHtml } from './html/escape.ts';
export { reportHtml } from './html/report-html.ts';
