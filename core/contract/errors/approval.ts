import { approvalReportErrors } from './approval-reports.ts';
import { approvalVerdictErrors } from './approval-verdicts.ts';

export const approvalErrors = { ...approvalReportErrors, ...approvalVerdictErrors } as const;
