import type { Digest } from '../../reference/index.ts';
import { textLimits } from '../limits.ts';
import { addDigest, findingSet, type FormatReader } from './draft.ts';
import { digestIn, field, items, platformIn, textOf, timeOf } from './fields.ts';
import { flatFinding, type FindingFields } from './flat-finding.ts';

const findingFields: FindingFields = {
  id: 'VulnerabilityID',
  severity: 'Severity',
  package: 'PkgName',
  version: 'InstalledVersion',
  fixed: 'FixedVersion',
};

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
        only: Object.values(findingFields),
        take: (value) => findings.add(flatFinding(value, findingFields)),
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
