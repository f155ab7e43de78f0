import type { Digest } from '../../reference/index.ts';
import { JsonFault } from '../json/fault.ts';
import type { JsonValue } from '../json/select.ts';
import { reportLimits, textLimits } from '../limits.ts';
import type { ScanFinding } from '../model.ts';
import { severityOf, severityOfScore, severityRank, type Severity } from '../severity.ts';
import { addDigest, findingSet, requireId, type FormatReader } from './draft.ts';
import { digestIn, field, items, platformIn, textOf, timeOf } from './fields.ts';
import { labelledLines, vulnerabilityIn, type SarifPackage } from './sarif-lines.ts';

interface Rule {
  readonly severity: Severity | undefined;
  readonly lines: SarifPackage;
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly lines: SarifPackage;
}

/** Messages are read as far as the lines about packages go. */
const messageLimit = 4096;

/**
 * SARIF 2.1.0 (OASIS). It has no field for an image: Trivy puts digests among the run's properties, others into the
 * place of a result. Severity: the rule's `security-severity`, else a tag, else the result's level.
 */
export function sarifReader(): FormatReader {
  const digests = new Set<Digest>();
  const rules = new Map<string, Rule>();
  const results: Result[] = [];
  let isSarif = false;
  let tool = '';
  let toolVersion = '';
  let scannedAt: string | undefined;
  let config: Digest | undefined;
  let platform: string | undefined;
  return {
    format: 'sarif',
    selections: [
      { path: 'version', take: (value) => void (isSarif = value === '2.1.0') },
      { path: 'runs.[].tool.driver.name', take: (value) => void (tool ||= textOf(value, textLimits.tool)) },
      {
        path: 'runs.[].tool.driver.version',
        take: (value) => void (toolVersion ||= textOf(value, textLimits.tool)),
      },
      {
        path: 'runs.[].tool.driver.rules.[]',
        only: ['id', 'properties', 'help'],
        take: (value) => void rules.set(textOf(field(value, 'id'), textLimits.name), ruleOf(value)),
      },
      {
        path: 'runs.[].results.[]',
        only: ['ruleId', 'level', 'message', 'locations'],
        take: (value) => {
          results.push(resultOf(value));
          if (results.length > reportLimits.findings * 4) throw new JsonFault('many', -1);
          for (const place of items(field(value, 'locations'))) {
            const uri = field(place, 'physicalLocation', 'artifactLocation', 'uri');
            if (typeof uri === 'string' && uri.includes('@')) addDigest(digests, digestIn(uri));
          }
        },
      },
      {
        path: 'runs.[].properties',
        only: ['imageName', 'imageID', 'imageId', 'repoDigests', 'os', 'architecture'],
        take: (value) => {
          items(field(value, 'repoDigests')).forEach((item) => addDigest(digests, digestIn(item)));
          const name = field(value, 'imageName');
          if (typeof name === 'string' && name.includes('@')) addDigest(digests, digestIn(name));
          config = digestIn(field(value, 'imageID')) ?? digestIn(field(value, 'imageId'));
          platform = platformIn(field(value, 'os'), field(value, 'architecture'));
        },
      },
      {
        path: 'runs.[].invocations.[]',
        only: ['endTimeUtc'],
        take: (value) => void (scannedAt = timeOf(field(value, 'endTimeUtc')) ?? scannedAt),
      },
    ],
    recognised: () => isSarif && tool !== '',
    scan: () => {
      const findings = findingSet();
      for (const result of results) findings.add(findingOf(result, rules.get(result.ruleId)));
      return {
        tool,
        ...(toolVersion !== '' && { toolVersion }),
        ...(scannedAt !== undefined && { scannedAt }),
        digests,
        ...(config !== undefined && { config }),
        ...(platform !== undefined && { platform }),
        findings: findings.list(),
      };
    },
  };
}

function ruleOf(value: JsonValue): Rule {
  const score = field(value, 'properties', 'security-severity');
  const tags = items(field(value, 'properties', 'tags')).map((tag) =>
    typeof tag === 'string' ? severityOf(tag) : 'unknown',
  );
  const number = typeof score === 'string' && score !== '' ? Number(score) : score;
  const rated = typeof number === 'number' ? severityOfScore(number) : 'unknown';
  const tagged = tags.find((tag) => tag !== 'unknown');
  const help = field(value, 'help', 'text');
  return {
    severity: rated === 'unknown' ? tagged : worse(rated, tagged),
    lines: typeof help === 'string' ? labelledLines(help.slice(0, messageLimit)) : {},
  };
}

/** Two ratings of one rule: the worse one counts. */
function worse(one: Severity, other: Severity | undefined): Severity {
  return other !== undefined && severityRank(other) > severityRank(one) ? other : one;
}

function resultOf(value: JsonValue): Result {
  const message = field(value, 'message', 'text');
  const text = typeof message === 'string' ? message.slice(0, messageLimit) : '';
  return {
    ruleId: textOf(field(value, 'ruleId'), textLimits.name),
    level: textOf(field(value, 'level'), textLimits.tool) || 'warning',
    lines: { ...packageIn(text), ...labelledLines(text) },
  };
}

/** Grype's sentence: `… vulnerability in rpm package: openssl, version 1.1.1k was found at: …`. */
function packageIn(message: string): SarifPackage {
  const [, name, version] = /package: ([^\s,]{1,256}), version (\S{1,128}) was found/.exec(message) ?? [];
  return name === undefined || version === undefined ? {} : { package: name, version };
}

const levels: Readonly<Record<string, Severity>> = { error: 'high', warning: 'medium', note: 'low' };

function findingOf({ ruleId, level, lines }: Result, rule: Rule | undefined): ScanFinding {
  const told = { ...rule?.lines, ...lines };
  const fixed = told.fixed;
  return {
    id: requireId(vulnerabilityIn(ruleId).slice(0, textLimits.id)),
    severity: rule?.severity ?? (Object.hasOwn(levels, level) ? (levels[level] ?? 'unknown') : 'unknown'),
    package: told.package ?? '',
    version: (told.version ?? '').slice(0, textLimits.version),
    fix: fixed === undefined ? 'unknown' : fixed === '' ? 'none' : 'available',
    ...(fixed !== undefined && fixed !== '' && { fixedVersion: fixed.slice(0, textLimits.version) }),
  };
}
