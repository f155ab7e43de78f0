import type { Digest } from '../../reference/index.ts';
import { textLimits } from '../limits.ts';
import { severityOf } from '../severity.ts';
import { addDigest, findingSet, fixOf, requireId, type FormatReader } from './draft.ts';
import { digestIn, field, items, platformIn, textOf, timeOf } from './fields.ts';
import { flatFinding, type FindingFields } from './flat-finding.ts';
import type { JsonValue } from '../json/select.ts';

const summaryFields: FindingFields = {
  id: 'cveId',
  severity: 'cveSeverity',
  package: 'componentName',
  version: 'componentVersion',
  fixed: 'componentFixedVersion',
};

/**
 * Red Hat Advanced Cluster Security: the image as `roxctl image scan` without `--output`, and the API, give it, or
 * the summary of `--output json`. The summary names no image: its digest has to be said by whoever imports it.
 */
export function acsReader(): FormatReader {
  const findings = findingSet();
  const digests = new Set<Digest>();
  let hasScan = false;
  let isSummary = false;
  let scannedAt: string | undefined;
  let toolVersion = '';
  let platform: string | undefined;
  const id = (value: JsonValue): void => addDigest(digests, digestIn(value));
  return {
    format: 'acs',
    selections: [
      { path: 'id', take: id },
      { path: 'Id', take: id },
      { path: 'name.fullName', take: named },
      { path: 'name.full_name', take: named },
      { path: 'metadata.v2.digest', take: id },
      {
        path: 'metadata.v1',
        only: ['os', 'architecture'],
        take: (value) => void (platform = platformIn(field(value, 'os'), field(value, 'architecture'))),
      },
      { path: 'scan.scanTime', take: (value) => void (scannedAt = timeOf(value)) },
      { path: 'scan.scannerVersion', take: (value) => void (toolVersion = textOf(value, textLimits.tool)) },
      {
        path: 'scan.components.[]',
        only: ['name', 'version', 'vulns'],
        take: (component) => {
          hasScan = true;
          for (const vulnerability of items(field(component, 'vulns'))) {
            findings.add({
              id: requireId(textOf(field(vulnerability, 'cve'), textLimits.id)),
              severity: severityOf(textOf(field(vulnerability, 'severity'), textLimits.tool)),
              package: textOf(field(component, 'name'), textLimits.name),
              version: textOf(field(component, 'version'), textLimits.version),
              ...fixOf(textOf(field(vulnerability, 'fixedBy'), textLimits.version)),
            });
          }
        },
      },
      { path: 'result.summary', take: () => void (isSummary = true) },
      {
        path: 'result.vulnerabilities.[]',
        take: (value) => findings.add(flatFinding(value, summaryFields)),
      },
    ],
    recognised: () => hasScan || isSummary || (scannedAt !== undefined && digests.size > 0),
    scan: () => ({
      tool: 'ACS',
      ...(toolVersion !== '' && { toolVersion }),
      ...(scannedAt !== undefined && { scannedAt }),
      digests,
      ...(platform !== undefined && { platform }),
      findings: findings.list(),
    }),
  };

  /** A name with a digest; one with a tag says nothing. */
  function named(value: JsonValue): void {
    if (typeof value === 'string' && value.includes('@')) id(value);
  }
}
