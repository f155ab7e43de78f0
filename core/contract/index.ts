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
  workflows,
  type MirrorReport,
  type MirrorRequest,
  type PlanReport,
  type Workflow,
} from './mirror.ts';
export { formatBytes } from './format-bytes.ts';
