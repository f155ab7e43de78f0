import { cleanText } from '../clean-text.ts';
import { textLimits } from '../limits.ts';

/** What scanners write as text into SARIF, which has no fields for packages. */
export interface SarifPackage {
  readonly package?: string;
  readonly version?: string;
  /** Empty: the line is there and names none. */
  readonly fixed?: string;
}

const labels: Readonly<Record<string, keyof SarifPackage>> = {
  package: 'package',
  'package name': 'package',
  'installed version': 'version',
  version: 'version',
  'package version': 'version',
  'fixed version': 'fixed',
  'fix version': 'fixed',
};

/** Trivy's messages and Grype's help texts: a label, a colon, a value on each line. */
export function labelledLines(text: string): SarifPackage {
  const found: { -readonly [Key in keyof SarifPackage]: SarifPackage[Key] } = {};
  for (const line of text.slice(0, 4096).split('\n')) {
    const at = line.indexOf(':');
    const label = labels[line.slice(0, Math.max(at, 0)).trim().toLowerCase()];
    if (label !== undefined && Object.hasOwn(labels, line.slice(0, at).trim().toLowerCase())) {
      found[label] ??= cleanText(line.slice(at + 1), textLimits.name) ?? '';
    }
  }
  return found;
}

/** The vulnerability's own id: Grype's rules are called `CVE-2026-1-package`. */
export function vulnerabilityIn(ruleId: string): string {
  return /^(?:CVE-\d{4}-\d+|GHSA(?:-[a-z0-9]{4}){3}|RH[SBE]A-\d{4}:\d+)/.exec(ruleId)?.[0] ?? ruleId;
}
