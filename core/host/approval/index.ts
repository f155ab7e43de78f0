export { importReport, type StatedFacts } from './import-report.ts';
export { listVerdicts, type VerdictQuery } from './list-verdicts.ts';
export { readRules, writeRules } from './rules.ts';
export { scanSet, type ScannedImage, type ScanQuery } from './scan-set.ts';
export { whatToScan, type ScanList, type ScanListQuery } from './to-scan.ts';
export { forgetApprovals, listWaivers, revokeWaivers } from './revoke.ts';
export { waive, type NewWaivers } from './waive.ts';
