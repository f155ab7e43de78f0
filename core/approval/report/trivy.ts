import type { Digest } from '../../reference/index.ts';
import { textLimits } from '../limits.ts';
import { severityOf } from '../severity.ts';
import { addDigest, findingSet, fixOf, requireId, type FormatReader } from './draft.ts';
import { digestIn, field, items, platformIn, textOf, timeOf } from './fields.ts';

/**
 * `trivy image --format json`, schema version 2. It names no date of its vulnerability data: whoever imports the
 * report may say it.
 */
export function trivyReader(): FormatReader {
  const findings = findingSet();
  const digests = new Set<Digest>();
  let schema = 0;
  let isImage = false;
  let config: Digest | undefined;
  let platform: string | undefined;
  let scannedAt: string | undefined;
  let toolVersion = '';
  return {
    format: 'trivy',
    selections: [
      { path: 'SchemaVersion', take: (value) => void (schema = typeof value === 'number' ? value : 0) },
      { path: 'ArtifactType', take: (value) => void (isImage = value === 'container_image') },
      { path: 'CreatedAt', take: (value) => void (scannedAt = timeOf(value)) },
      { path: 'Trivy.Version', take: (value) => void (toolVersion = textOf(value, textLimits.tool)) },
      { path: 'Metadata.ImageID', take: (value) => void (config = digestIn(value)) },
      {
        path: 'Metadata.RepoDigests',
        take: (value) => items(value).forEach((item) => addDigest(digests, digestIn(item))),
      },
      {
        path: 'Metadata.ImageConfig',
        only: ['architecture', 'os'],
        take: (value) => void (platform = platformIn(field(value, 'os'), field(value, 'architecture'))),
      },
      {
        path: 'Results.[].Vulnerabilities.[]',
        only: ['VulnerabilityID', 'PkgName', 'InstalledVersion', 'FixedVersion', 'Severity'],
        take: (value) =>
          findings.add({
            id: requireId(textOf(field(value, 'VulnerabilityID'), textLimits.id)),
            severity: severityOf(textOf(field(value, 'Severity'), textLimits.tool)),
            package: textOf(field(value, 'PkgName'), textLimits.name),
            version: textOf(field(value, 'InstalledVersion'), textLimits.version),
            ...fixOf(textOf(field(value, 'FixedVersion'), textLimits.version)),
          }),
      },
    ],
    recognised: () => schema === 2 && isImage,
    scan: () => ({
      tool: 'Trivy',
      ...(toolVersion !== '' && { toolVersion }),
      ...(scannedAt !== undefined && { scannedAt }),
      digests,
      ...(config !== undefined && { config }),
      ...(platform !== undefined && { platform }),
      findings: findings.list(),
    }),
  };
}
