import type { Digest } from '../../reference/index.ts';
import { textLimits } from '../limits.ts';
import type { ScanFinding } from '../model.ts';
import { severityOf } from '../severity.ts';
import { addDigest, findingSet, requireId, type FormatReader } from './draft.ts';
import { digestIn, field, items, platformIn, textOf, timeOf } from './fields.ts';
import type { JsonValue } from '../json/select.ts';

/** `grype -o json`: names the manifest, its configuration, the platform, and when its database was built. */
export function grypeReader(): FormatReader {
  const findings = findingSet();
  const digests = new Set<Digest>();
  let isImage = false;
  let hasMatches = false;
  let config: Digest | undefined;
  let platform: string | undefined;
  let descriptor: JsonValue = null;
  return {
    format: 'grype',
    selections: [
      {
        path: 'matches.[]',
        only: ['vulnerability', 'artifact'],
        take: (value) => void findings.add(findingOf(value)),
      },
      { path: 'source.type', take: (value) => void (isImage = value === 'image') },
      {
        path: 'source.target',
        only: ['imageID', 'manifestDigest', 'repoDigests', 'userInput', 'os', 'architecture'],
        take: (value) => {
          config = digestIn(field(value, 'imageID'));
          platform = platformIn(field(value, 'os'), field(value, 'architecture'));
          addDigest(digests, digestIn(field(value, 'manifestDigest')));
          items(field(value, 'repoDigests')).forEach((item) => addDigest(digests, digestIn(item)));
        },
      },
      {
        path: 'descriptor',
        only: ['name', 'version', 'timestamp', 'db'],
        take: (value) => {
          descriptor = value;
          hasMatches = field(value, 'name') === 'grype';
        },
      },
    ],
    recognised: () => isImage && hasMatches,
    scan: () => {
      const toolVersion = textOf(field(descriptor, 'version'), textLimits.tool);
      const scannedAt = timeOf(field(descriptor, 'timestamp'));
      // Version 6 of the database put its facts one level deeper.
      const databaseDate =
        timeOf(field(descriptor, 'db', 'status', 'built')) ?? timeOf(field(descriptor, 'db', 'built'));
      return {
        tool: 'Grype',
        ...(toolVersion !== '' && { toolVersion }),
        ...(scannedAt !== undefined && { scannedAt }),
        ...(databaseDate !== undefined && { databaseDate }),
        digests,
        ...(config !== undefined && { config }),
        ...(platform !== undefined && { platform }),
        findings: findings.list(),
      };
    },
  };
}

function findingOf(match: JsonValue): ScanFinding {
  const [version] = items(field(match, 'vulnerability', 'fix', 'versions'));
  const state = field(match, 'vulnerability', 'fix', 'state');
  const fixedVersion = textOf(version ?? null, textLimits.version);
  const fix =
    state === 'fixed' || fixedVersion !== '' ? 'available' : state === 'unknown' ? 'unknown' : 'none';
  return {
    id: requireId(textOf(field(match, 'vulnerability', 'id'), textLimits.id)),
    severity: severityOf(textOf(field(match, 'vulnerability', 'severity'), textLimits.tool)),
    package: textOf(field(match, 'artifact', 'name'), textLimits.name),
    version: textOf(field(match, 'artifact', 'version'), textLimits.version),
    fix,
    ...(fixedVersion !== '' && { fixedVersion }),
  };
}
