import type { Digest } from '../../reference/index.ts';
import { JsonFault } from '../json/fault.ts';
import type { JsonValue } from '../json/select.ts';
import { reportLimits, textLimits } from '../limits.ts';
import { severityOf } from '../severity.ts';
import { addDigest, findingSet, fixOf, requireId, type FormatReader } from './draft.ts';
import { digestIn, field, items, textOf } from './fields.ts';

/**
 * Clair 4: the matcher's vulnerability report, as its API and `clairctl report --out json` give it. Packages and
 * vulnerabilities are tables; a third one says which has which. It names neither a time nor the data's date.
 */
export function clairReader(): FormatReader {
  const digests = new Set<Digest>();
  const packages = new Map<string, JsonValue>();
  const vulnerabilities = new Map<string, JsonValue>();
  const found: (readonly [packageId: string, vulnerabilityId: string])[] = [];
  let hasHash = false;
  let hasPairs = false;
  return {
    format: 'clair',
    selections: [
      {
        path: 'manifest_hash',
        take: (value) => {
          hasHash = true;
          addDigest(digests, digestIn(value));
        },
      },
      {
        path: 'packages.*',
        only: ['name', 'version'],
        take: (value, keys) => keep(packages, keys, value),
      },
      {
        path: 'vulnerabilities.*',
        only: ['name', 'severity', 'normalized_severity', 'fixed_in_version'],
        take: (value, keys) => keep(vulnerabilities, keys, value),
      },
      {
        path: 'package_vulnerabilities.*',
        take: (value, keys) => {
          hasPairs = true;
          for (const item of items(value)) found.push([keys.at(-1) ?? '', textOf(item, textLimits.name)]);
          if (found.length > reportLimits.keys) throw new JsonFault('many', -1);
        },
      },
    ],
    recognised: () => hasHash && (hasPairs || packages.size > 0 || vulnerabilities.size > 0),
    scan: () => {
      const findings = findingSet();
      const told = new Set(found.map(([, vulnerability]) => vulnerability));
      // One that no package has is told all the same.
      const alone = [...vulnerabilities.keys()].filter((id) => !told.has(id)).map((id) => ['', id] as const);
      for (const [packageId, id] of [...found, ...alone]) {
        const vulnerability = vulnerabilities.get(id) ?? null;
        const of = packages.get(packageId) ?? null;
        const normalized = textOf(field(vulnerability, 'normalized_severity'), textLimits.tool);
        findings.add({
          id: requireId(textOf(field(vulnerability, 'name'), textLimits.id) || id),
          severity: severityOf(normalized || textOf(field(vulnerability, 'severity'), textLimits.tool)),
          package: textOf(field(of, 'name'), textLimits.name),
          version: textOf(field(of, 'version'), textLimits.version),
          ...fixOf(textOf(field(vulnerability, 'fixed_in_version'), textLimits.version)),
        });
      }
      return { tool: 'Clair', digests, findings: findings.list() };
    },
  };
}

function keep(into: Map<string, JsonValue>, keys: readonly string[], value: JsonValue): void {
  into.set(keys.at(-1) ?? '', value);
}
