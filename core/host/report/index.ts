export type { Report } from '../../report/index.ts';
export type { ReportedSet, ReportParts } from './parts.ts';
export { installationParts } from './installation-parts.ts';
export { makePeriodReport } from './period-report.ts';
export { reportBytes, reportFileName, writeReport } from './report-file.ts';
export { reportHandlers } from './report-handlers.ts';
export { makeSetReport, type SetReportRequest } from './set-report.ts';
