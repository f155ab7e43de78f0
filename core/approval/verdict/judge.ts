import type { ScanFinding } from '../model.ts';
import { severityRank, worseSeverity, type Severity } from '../severity.ts';
import { isFresh, staleReasons } from './age.ts';
import type { JudgedImage } from './judged-image.ts';
import { newestByTool, scansOf, type KnownScan } from './matching.ts';
import { matchesPattern, type ApprovalRules, type RuleLists } from './rules.ts';
import { noCounts, type HoldReason, type Verdict } from './verdict.ts';
import { concerns, isInForce, type Waiver } from './waivers.ts';

export interface Judging {
  /** Those that may be about the image; others do no harm. */
  readonly scans: readonly KnownScan[];
  readonly rules: ApprovalRules;
  /** For this enclave, in force or not. */
  readonly waivers: readonly Waiver[];
  readonly now: Date;
}

/**
 * Decides about one image; depends on nothing but what it is given. Deny lists go first, then waivers and the allow
 * list, then the scans: an image is approved when every carried instance of it is. A waiver that has run out and
 * would have let the image go is the first reason.
 */
export function judge(image: JudgedImage, { scans, rules, waivers, now }: Judging): Verdict {
  const own = waivers.filter((waiver) => concerns(waiver, image));
  const inForce = own.filter((waiver) => isInForce(waiver, now));
  const facts = lookAt(image, scans);
  const denied = denials(image, facts.findings, rules.deny);
  if (denied.length > 0) return { ...facts.shown, kind: 'denied', reasons: denied, waivers: [] };
  if (isListed(image, rules.allow)) return { ...facts.shown, kind: 'approved', reasons: [], waivers: [] };
  const open = reasonsOf(facts, rules, [], now);
  if (open.length === 0) return { ...facts.shown, kind: 'approved', reasons: [], waivers: [] };
  const left = reasonsOf(facts, rules, inForce, now);
  if (left.length === 0) {
    const needed = inForce.filter(
      (waiver) =>
        reasonsOf(
          facts,
          rules,
          inForce.filter((other) => other !== waiver),
          now,
        ).length > 0,
    );
    // Two that cover the same: each alone is dispensable, both together are not.
    return { ...facts.shown, kind: 'waived', reasons: [], waivers: needed.length > 0 ? needed : inForce };
  }
  const expired = reasonsOf(facts, rules, own, now).length === 0 ? lastOf(own, inForce) : undefined;
  const reasons = expired === undefined ? left : [expiredReason(expired), ...left];
  const unscanned = expired === undefined && left.every(({ code }) => code === 'APPROVAL_NOT_SCANNED');
  return { ...facts.shown, kind: unscanned ? 'not-scanned' : 'held', reasons, waivers: [] };
}

/** What is known of one instance of an image. */
interface SubjectFacts {
  readonly name: string;
  /** The digests by which a waiver covers it: its own, and those of the indexes that list it. */
  readonly covering: ReadonlySet<string>;
  readonly scans: readonly KnownScan[];
}

interface Facts {
  readonly perSubject: readonly SubjectFacts[];
  readonly findings: readonly ScanFinding[];
  readonly shown: Pick<Verdict, 'worst' | 'counts' | 'scans'>;
}

function lookAt(image: JudgedImage, scans: readonly KnownScan[]): Facts {
  const perSubject = image.subjects.subjects.map((subject) => ({
    name: subject.platform ?? subject.digest,
    covering: new Set<string>([subject.digest, image.subjects.root, ...image.subjects.indexes]),
    scans: newestByTool(scansOf(subject, image.subjects, scans)),
  }));
  const used = [...new Set(perSubject.flatMap((each) => each.scans))];
  const findings = used.flatMap(({ scan }) => scan.findings);
  const counts = noCounts();
  let worst: Severity | undefined;
  const counted = new Set<string>();
  for (const { id, package: name, version, severity } of findings) {
    worst = worseSeverity(worst, severity);
    const key = `${id}\n${name}\n${version}`;
    if (counted.has(key)) continue;
    counted.add(key);
    counts[severity] += 1;
  }
  return {
    perSubject,
    findings,
    shown: {
      ...(worst !== undefined && { worst }),
      counts,
      scans: used.map(({ scan: { tool, scannedAt, databaseDate } }) => ({
        tool,
        ...(scannedAt !== undefined && { scannedAt }),
        ...(databaseDate !== undefined && { databaseDate }),
      })),
    },
  };
}

/** Why the image is held back when only `waivers` count. */
function reasonsOf(
  { perSubject }: Facts,
  rules: ApprovalRules,
  waivers: readonly Waiver[],
  now: Date,
): readonly HoldReason[] {
  const reasons = perSubject.flatMap(({ name, covering, scans }) => {
    // A waiver for one instance of an index says nothing of the others.
    const here = waivers.filter(({ scope }) => scope.digest === undefined || covering.has(scope.digest));
    if (here.some(({ scope }) => scope.kind === 'image')) return [];
    const waived = new Set(here.flatMap(({ scope }) => (scope.kind === 'vulnerability' ? [scope.id] : [])));
    if (scans.length === 0) {
      const params = { instance: name };
      return rules.notScanned === 'allowed' ? [] : [{ code: 'APPROVAL_NOT_SCANNED' as const, params }];
    }
    const fresh = scans.filter(({ scan }) => isFresh(scan, rules, now));
    const counting = fresh.length > 0 ? fresh : scans;
    return [
      ...(fresh.length > 0 ? [] : staleReasons(scans, rules, now)),
      ...tooSevere(
        counting.flatMap(({ scan }) => scan.findings),
        rules,
        waived,
      ),
    ];
  });
  // An index of which no instance was scanned is told once.
  return distinct(reasons);
}

/** Ids in a sentence: not more than a person reads. */
const named = 5;

function tooSevere(
  findings: readonly ScanFinding[],
  rules: ApprovalRules,
  waived: ReadonlySet<string>,
): readonly HoldReason[] {
  const allowed = new Set(rules.allow.vulnerabilities);
  const limit = rules.severity === 'none' ? -1 : severityRank(rules.severity);
  const holding = findings.filter(({ id, severity, fix }) => {
    if (allowed.has(id) || waived.has(id)) return false;
    if (rules.onlyFixable && fix === 'none') return false;
    return severity === 'unknown' ? rules.unrated === 'held' : severityRank(severity) > limit;
  });
  if (holding.length === 0) return [];
  const ids = [...new Set(holding.map(({ id }) => id))];
  const worst = holding.reduce<Severity | undefined>(
    (so, { severity }) => worseSeverity(so, severity),
    undefined,
  );
  const more = ids.length > named ? ` … (+${ids.length - named})` : '';
  return [
    {
      code: 'APPROVAL_TOO_SEVERE',
      params: {
        count: ids.length,
        worst: `<${worst ?? 'unknown'}>`,
        limit: `<${rules.severity}>`,
        ids: ids.slice(0, named).join(', ') + more,
      },
    },
  ];
}

function denials(
  image: JudgedImage,
  findings: readonly ScanFinding[],
  lists: RuleLists,
): readonly HoldReason[] {
  const forbidden = new Set(lists.vulnerabilities);
  const found = findings.find(({ id }) => forbidden.has(id))?.id;
  const digest = digestListed(image, lists);
  const pattern = lists.repositories.find((each) =>
    image.repositories.some((name) => matchesPattern(each, name)),
  );
  return [digest, pattern, found].flatMap((rule) =>
    rule === undefined ? [] : [{ code: 'APPROVAL_DENIED' as const, params: { rule } }],
  );
}

/** An index is on a list by its own digest, or when each of its carried instances is on it. */
function isListed(image: JudgedImage, lists: RuleLists): boolean {
  const { root, subjects } = image.subjects;
  const digests = new Set(lists.digests);
  return (
    digests.has(root) ||
    (subjects.length > 0 && subjects.every(({ digest }) => digests.has(digest))) ||
    lists.repositories.some((pattern) => image.repositories.some((name) => matchesPattern(pattern, name)))
  );
}

/** On the deny list one instance is enough. */
function digestListed({ subjects }: JudgedImage, lists: RuleLists): string | undefined {
  const own = new Set<string>([
    subjects.root,
    ...subjects.indexes,
    ...subjects.subjects.flatMap(({ digest, config }) =>
      config === undefined ? [digest] : [digest, config],
    ),
  ]);
  return lists.digests.find((digest) => own.has(digest));
}

function lastOf(own: readonly Waiver[], inForce: readonly Waiver[]): Waiver | undefined {
  return own.filter((waiver) => !inForce.includes(waiver)).sort((a, b) => (a.until < b.until ? 1 : -1))[0];
}

function expiredReason({ owner, until, reason }: Waiver): HoldReason {
  return { code: 'APPROVAL_WAIVER_EXPIRED', params: { owner, until, reason } };
}

function distinct(reasons: readonly HoldReason[]): readonly HoldReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
}
