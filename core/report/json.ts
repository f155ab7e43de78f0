import { reportVersion, type Report } from './model.ts';

/** The report for programs. `formatVersion` grows when a field changes its meaning; fields may be added without. */
export function reportJson(report: Report): string {
  return `${JSON.stringify({ format: 'sluice-officer-report', formatVersion: reportVersion, ...report }, undefined, 2)}\n`;
}
