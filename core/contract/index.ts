export { inPage } from './in-page.ts';
export { describeCode, errorCatalogue, type ErrorCode } from './errors/catalogue.ts';
export { fillText } from './errors/fill.ts';
export type { Finding } from './errors/finding.ts';
export {
  SluiceError,
  type ErrorDetails,
  type ErrorParameters,
  type Side,
  type Stage,
} from './errors/sluice-error.ts';
export type { ErrorText, Language } from './errors/text.ts';
export {
  messageSchema,
  progressSchema,
  runEventSchema,
  runPhases,
  type Message,
  type ProgressSnapshot,
  type RunEvent,
  type RunPhase,
} from './events.ts';
export {
  imageCategories,
  mirrorReportSchema,
  mirrorRequestSchema,
  planReportSchema,
  unacknowledgedChoices,
  workflows,
  type MirrorReport,
  type MirrorRequest,
  type PlanReport,
  type UnacknowledgedChoice,
  type Workflow,
} from './mirror.ts';
export type { CapacityReport } from './capacity-report.ts';
export { formatBytes } from './format-bytes.ts';
export * from './approval.ts';
export * from './bridge.ts';
export * from './chart-model.ts';
export * from './chart-values.ts';
export * from './client.ts';
export * from './commands/app.ts';
export * from './commands/approvals.ts';
export * from './commands/catalogs.ts';
export * from './commands/content.ts';
export * from './commands/custody.ts';
export * from './commands/drift.ts';
export * from './commands/helm.ts';
export * from './commands/holdings.ts';
export * from './commands/drives.ts';
export * from './commands/index.ts';
export * from './commands/jobs.ts';
export * from './commands/keys.ts';
export * from './commands/paths.ts';
export * from './commands/plan.ts';
export * from './commands/receipts.ts';
export * from './commands/registries.ts';
export * from './commands/reports.ts';
export * from './commands/settings.ts';
export * from './commands/transfers.ts';
export * from './commands/workspace.ts';
export * from './custody.ts';
export * from './drift.ts';
export * from './custody-details.ts';
export * from './disc-sizes.ts';
export * from './jobs.ts';
export * from './medium-test.ts';
export { endOfString, isShallowJson } from './json-depth.ts';
export { listUntilFault } from './list-until-fault.ts';
export * from './paths.ts';
export * from './practice.ts';
export * from './report-document.ts';
export * from './rule-lists.ts';
export * from './run-request.ts';
export { maximumYamlLength } from './scalars.ts';
export * from './sentences.ts';
export * from './set-origin.ts';
export * from './set-signature.ts';
export * from './site.ts';
export * from './topics.ts';
export * from './transfers.ts';
export { contractVersion } from './version.ts';
export * from './wire.ts';
