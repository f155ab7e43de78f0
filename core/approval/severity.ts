import { severities, severityNames, type Severity } from '../contract/index.ts';

export { severities, severityNames, type Severity };
type RatedSeverity = (typeof severities)[number];

/** The names that scanners use: Trivy and Grype in their own case, Clair's normalized ones, ACS and Red Hat. */
const names: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  negligible: 'negligible',
  none: 'negligible',
  unknown: 'unknown',
  defcon1: 'critical',
};

/** `IMPORTANT_VULNERABILITY_SEVERITY` and `High` alike; what is not known is `unknown`. */
export function severityOf(name: string): Severity {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/_vulnerability_severity$/, '');
  return Object.hasOwn(names, key) ? (names[key] ?? 'unknown') : 'unknown';
}

/** The qualitative rating of a CVSS score, 0 to 10 (CVSS v3.1, section 5). */
export function severityOfScore(score: number): Severity {
  if (!(score >= 0 && score <= 10)) return 'unknown';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'negligible';
}

/** Place in the order of `severities`; -1 for `unknown`. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity as RatedSeverity);
}

export function worseSeverity(one: Severity | undefined, other: Severity): Severity {
  if (one === undefined) return other;
  return severityRank(other) > severityRank(one) ? other : one;
}
