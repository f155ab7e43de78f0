import {
  defaultRules,
  judge,
  rulesSchema,
  type ApprovalRules,
  type JudgedImage,
  type KnownScan,
  type Scan,
  type Verdict,
  type Waiver,
} from '../../core/approval/index.ts';
import { parseDigest, type Digest } from '../../core/reference/index.ts';

export const digestNumber = (number: number): Digest =>
  parseDigest(`sha256:${String(number).padStart(64, '0')}`);
export const judgingNow = new Date('2026-11-25T12:00:00Z');

/** An image with one instance, or an index with one for each platform; digests count up from `first`. */
export function judgedImage(first: number, platforms: readonly string[] = []): JudgedImage {
  const root = digestNumber(first);
  const subjects =
    platforms.length === 0
      ? [{ digest: root, config: digestNumber(first + 500) }]
      : platforms.map((platform, at) => ({
          digest: digestNumber(first + at + 1),
          config: digestNumber(first + at + 501),
          platform,
        }));
  return {
    origin: `quay.io/app/web-${first}:1`,
    repositories: [`quay.io/app/web-${first}`, `app/web-${first}`],
    subjects: { root, indexes: platforms.length === 0 ? [] : [root], subjects },
  };
}

export function knownScan(digest: Digest, more: Partial<Scan> = {}): KnownScan {
  return {
    importedAt: '2026-11-21T00:00:00.000Z',
    scan: {
      format: 'trivy',
      tool: 'Trivy',
      scannedAt: '2026-11-20T00:00:00.000Z',
      databaseDate: '2026-11-19T00:00:00.000Z',
      digests: [digest],
      findings: [],
      ...more,
    },
  };
}

export function finding(id: string, severity: Scan['findings'][number]['severity'], fix = 'available') {
  return { id, severity, package: 'openssl', version: '1', fix: fix as 'available' | 'none' | 'unknown' };
}

export function waiverFor(scope: Waiver['scope'], more: Partial<Waiver> = {}): Waiver {
  return {
    id: 'w1',
    scope,
    owner: 'A. Officer',
    reason: 'not reachable',
    until: '2026-12-31T00:00:00Z',
    madeAt: '2026-11-01T00:00:00Z',
    ...more,
  };
}

export function rulesWith(rules: Readonly<Record<string, unknown>>): ApprovalRules {
  return rulesSchema.parse(rules);
}

export function verdictOn(
  image: JudgedImage,
  scans: readonly KnownScan[],
  {
    rules = defaultRules,
    waivers = [],
    now = judgingNow,
  }: { rules?: ApprovalRules; waivers?: readonly Waiver[]; now?: Date } = {},
): Verdict {
  return judge(image, { scans, rules, waivers, now });
}

export const codesOf = ({ reasons }: Verdict): string[] => reasons.map(({ code }) => code);
