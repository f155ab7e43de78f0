import { describe, expect, it } from 'vitest';
import {
  codesOf,
  digestNumber,
  finding,
  judgedImage,
  knownScan,
  rulesWith,
  verdictOn,
  waiverFor,
} from '../../support/judged-images.ts';

const image = judgedImage(1);
const own = image.subjects.root;
const high = finding('CVE-2026-1', 'high');

describe('an image', () => {
  it('without a scan is "not scanned", and held unless the rules let it go', () => {
    const verdict = verdictOn(image, [knownScan(digestNumber(99))]);
    expect(verdict).toMatchObject({ kind: 'not-scanned', scans: [] });
    expect(codesOf(verdict)).toEqual(['APPROVAL_NOT_SCANNED']);
    expect(verdictOn(image, [], { rules: rulesWith({ notScanned: 'allowed' }) }).kind).toBe('approved');
  });

  it('is approved up to the limit and held above it, with the ids', () => {
    const scan = knownScan(own, {
      findings: [finding('CVE-2026-2', 'medium'), finding('CVE-2026-3', 'low')],
    });
    expect(verdictOn(image, [scan])).toMatchObject({
      kind: 'approved',
      worst: 'medium',
      counts: { medium: 1, low: 1, high: 0 },
      scans: [{ tool: 'Trivy', scannedAt: '2026-11-20T00:00:00.000Z' }],
    });
    const held = verdictOn(image, [knownScan(own, { findings: [high, finding('CVE-2026-2', 'low')] })]);
    expect(held).toMatchObject({
      kind: 'held',
      reasons: [{ code: 'APPROVAL_TOO_SEVERE', params: { count: 1, ids: 'CVE-2026-1', limit: '<medium>' } }],
    });
    expect(verdictOn(image, [scan], { rules: rulesWith({ severity: 'none' }) }).kind).toBe('held');
  });

  it('is not held for what cannot be fixed, when the rules say so; not to know counts as a fix', () => {
    const rules = rulesWith({ onlyFixable: true });
    const verdict = (fix: string) =>
      verdictOn(image, [knownScan(own, { findings: [finding('CVE-2026-1', 'critical', fix)] })], { rules })
        .kind;
    expect([verdict('none'), verdict('available'), verdict('unknown')]).toEqual(['approved', 'held', 'held']);
  });

  it('with a finding that nobody rated is held, unless the rules say otherwise', () => {
    const scans = [knownScan(own, { findings: [finding('CVE-2026-9', 'unknown')] })];
    expect(verdictOn(image, scans).kind).toBe('held');
    expect(verdictOn(image, scans, { rules: rulesWith({ unrated: 'allowed' }) }).kind).toBe('approved');
  });

  it('is judged by the newest scan of each tool, and by all tools together', () => {
    const clean = knownScan(own, { scannedAt: '2026-11-22T00:00:00.000Z' });
    const before = knownScan(own, { findings: [high], scannedAt: '2026-11-01T00:00:00.000Z' });
    // Taken in later, it is still the older one.
    expect(verdictOn(image, [clean, { ...before, importedAt: '2026-11-24T00:00:00.000Z' }]).kind).toBe(
      'approved',
    );
    const other = knownScan(own, { tool: 'Grype', findings: [high] });
    expect(verdictOn(image, [clean, other]).kind).toBe('held');
  });
});

describe('the age of a scan', () => {
  const rules = rulesWith({ scanDays: 7, databaseDays: 7 });

  it('holds an image back when it is older than the rules allow', () => {
    const late = new Date('2026-12-10T00:00:00Z');
    expect(verdictOn(image, [knownScan(own)], { rules }).kind).toBe('approved');
    const verdict = verdictOn(image, [knownScan(own)], { rules, now: late });
    expect(verdict).toMatchObject({ kind: 'held' });
    expect(codesOf(verdict)).toEqual(['APPROVAL_SCAN_TOO_OLD', 'APPROVAL_DATABASE_TOO_OLD']);
  });

  it('that is not told, or lies in the future, is no age that the rules could allow', () => {
    for (const date of [undefined, '2027-06-01T00:00:00.000Z']) {
      const { scan, importedAt } = knownScan(own);
      const { scannedAt: _scanned, databaseDate: _made, ...undated } = scan;
      const dates = date === undefined ? {} : { scannedAt: date, databaseDate: date };
      const verdict = verdictOn(image, [{ importedAt, scan: { ...undated, ...dates } }], { rules });
      expect(codesOf(verdict)).toEqual(['APPROVAL_SCAN_UNDATED', 'APPROVAL_DATABASE_UNDATED']);
    }
  });

  it('of another tool does not matter while one is fresh', () => {
    const old = knownScan(own, { tool: 'Clair', scannedAt: '2026-01-01T00:00:00.000Z', findings: [high] });
    expect(verdictOn(image, [old, knownScan(own)], { rules }).kind).toBe('approved');
  });
});

describe('lists', () => {
  it('let an image go unscanned, by digest or repository', () => {
    for (const allow of [
      { digests: [own] },
      { repositories: ['quay.io/app/*'] },
      { repositories: ['app/web-1'] },
    ]) {
      expect(verdictOn(image, [], { rules: rulesWith({ allow }) }).kind).toBe('approved');
    }
    expect(
      verdictOn(image, [], { rules: rulesWith({ allow: { repositories: ['quay.io/app'] } }) }).kind,
    ).toBe('not-scanned');
  });

  it('pass over a vulnerability', () => {
    const scans = [knownScan(own, { findings: [high] })];
    const rules = rulesWith({ allow: { vulnerabilities: ['CVE-2026-1'] } });
    expect(verdictOn(image, scans, { rules }).kind).toBe('approved');
  });

  it('of what is denied win over everything, waivers too', () => {
    const waivers = [waiverFor({ kind: 'image', digest: own })];
    const scans = [knownScan(own, { findings: [finding('CVE-2026-7', 'low')] })];
    for (const deny of [
      { digests: [own] },
      { digests: [digestNumber(501)] },
      { repositories: ['*/web-1'] },
      { vulnerabilities: ['CVE-2026-7'] },
    ]) {
      const rules = rulesWith({ deny, allow: { digests: [own] } });
      const verdict = verdictOn(image, scans, { rules, waivers });
      expect(verdict.kind).toBe('denied');
      expect(codesOf(verdict)).toEqual(['APPROVAL_DENIED']);
    }
  });
});
