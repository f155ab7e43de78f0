import { describe, expect, it } from 'vitest';
import { waiverSchema } from '../../../core/approval/index.ts';
import {
  codesOf,
  digestNumber,
  finding,
  judgedImage,
  knownScan,
  verdictOn,
  waiverFor,
} from '../../support/judged-images.ts';

const image = judgedImage(1);
const own = image.subjects.root;
const held = [
  knownScan(own, { findings: [finding('CVE-2026-1', 'high'), finding('CVE-2026-2', 'critical')] }),
];

describe('a waiver', () => {
  it('for an image lets it go, scanned or not, and is named', () => {
    const waiver = waiverFor({ kind: 'image', digest: own });
    for (const scans of [held, []]) {
      expect(verdictOn(image, scans, { waivers: [waiver] })).toMatchObject({
        kind: 'waived',
        reasons: [],
        waivers: [{ owner: 'A. Officer', until: '2026-12-31T00:00:00Z' }],
      });
    }
    const other = waiverFor({ kind: 'image', digest: digestNumber(77) });
    expect(verdictOn(image, held, { waivers: [other] }).kind).toBe('held');
  });

  it('for a vulnerability lets an image go when nothing else holds it', () => {
    const one = waiverFor({ kind: 'vulnerability', id: 'CVE-2026-1' });
    const two = waiverFor({ kind: 'vulnerability', id: 'CVE-2026-2' }, { id: 'w2' });
    expect(verdictOn(image, held, { waivers: [one] })).toMatchObject({
      kind: 'held',
      reasons: [{ params: { count: 1, ids: 'CVE-2026-2' } }],
    });
    expect(verdictOn(image, held, { waivers: [one, two] }).waivers).toHaveLength(2);
    expect(verdictOn(image, [], { waivers: [one, two] }).kind).toBe('not-scanned');
  });

  it('counts only in the image or the repository that it names', () => {
    const scans = [knownScan(own, { findings: [finding('CVE-2026-1', 'high')] })];
    const kind = (scope: { digest?: typeof own; repository?: string }): string =>
      verdictOn(image, scans, {
        waivers: [waiverFor({ kind: 'vulnerability', id: 'CVE-2026-1', ...scope })],
      }).kind;
    expect(kind({ digest: own })).toBe('waived');
    expect(kind({ digest: digestNumber(9) })).toBe('held');
    expect(kind({ repository: 'quay.io/app/*' })).toBe('waived');
    expect(kind({ repository: 'quay.io/other/*' })).toBe('held');
  });

  it('that is not needed leaves the image approved', () => {
    const waiver = waiverFor({ kind: 'image', digest: own });
    expect(verdictOn(image, [knownScan(own)], { waivers: [waiver] })).toMatchObject({
      kind: 'approved',
      waivers: [],
    });
  });

  it('that has run out between approval and export holds the image back, in its own words', () => {
    const waivers = [waiverFor({ kind: 'image', digest: own }, { until: '2026-11-30T00:00:00Z' })];
    expect(verdictOn(image, held, { waivers }).kind).toBe('waived');
    const after = verdictOn(image, held, { waivers, now: new Date('2026-11-30T00:00:00Z') });
    expect(after.kind).toBe('held');
    expect(after.reasons[0]).toEqual({
      code: 'APPROVAL_WAIVER_EXPIRED',
      params: { owner: 'A. Officer', until: '2026-11-30T00:00:00Z', reason: 'not reachable' },
    });
    expect(codesOf(after)[1]).toBe('APPROVAL_TOO_SEVERE');
    const never = verdictOn(image, [], { waivers, now: new Date('2027-01-01T00:00:00Z') });
    expect([never.kind, codesOf(never)[0]]).toEqual(['held', 'APPROVAL_WAIVER_EXPIRED']);
  });

  it('that has run out is not blamed for what it never covered', () => {
    const waivers = [
      waiverFor({ kind: 'vulnerability', id: 'CVE-2026-1' }, { until: '2026-11-01T00:00:00Z' }),
    ];
    expect(codesOf(verdictOn(image, held, { waivers }))).toEqual(['APPROVAL_TOO_SEVERE']);
  });

  it('needs an owner, a reason and a time, on one line each', () => {
    const good = waiverFor({ kind: 'image', digest: own });
    expect(waiverSchema.safeParse(good).success).toBe(true);
    for (const wrong of [
      { owner: '' },
      { reason: 'a\nb' },
      { until: 'soon' },
      { reason: 'x'.repeat(1025) },
    ]) {
      expect(waiverSchema.safeParse({ ...good, ...wrong }).success).toBe(false);
    }
  });
});

describe('an index', () => {
  const index = judgedImage(10, ['linux/amd64', 'linux/arm64/v8']);
  const [amd64, arm64] = index.subjects.subjects;
  if (amd64 === undefined || arm64 === undefined) throw new Error('two instances');

  it('is approved when every instance that is carried is', () => {
    const both = [knownScan(amd64.digest), knownScan(arm64.digest)];
    expect(verdictOn(index, both).kind).toBe('approved');
    expect(verdictOn(index, both.slice(0, 1))).toMatchObject({
      kind: 'not-scanned',
      reasons: [{ params: { instance: 'linux/arm64/v8' } }],
    });
  });

  it('is found by its own digest for the platform that the report names, and for no other', () => {
    const byIndex = (platform?: string) =>
      knownScan(index.subjects.root, platform === undefined ? {} : { platform });
    expect(verdictOn(index, [byIndex('linux/amd64'), knownScan(arm64.digest)]).kind).toBe('approved');
    expect(verdictOn(index, [byIndex('linux/amd64')]).kind).toBe('not-scanned');
    // Which of the two was scanned is not known.
    expect(verdictOn(index, [byIndex()]).reasons).toHaveLength(2);
    const single = judgedImage(30, ['linux/amd64']);
    expect(verdictOn(single, [knownScan(single.subjects.root)]).kind).toBe('approved');
  });

  it('is found by the configurations of its instances', () => {
    const scan = (config: typeof amd64.config) =>
      knownScan(index.subjects.root, { config: config as never, platform: 'linux/amd64' });
    const arm = { ...knownScan(digestNumber(400)).scan, config: arm64.config as never };
    const known = { importedAt: '2026-11-21T00:00:00.000Z', scan: { ...arm, tool: 'Grype', digests: [] } };
    expect(verdictOn(index, [scan(amd64.config), known]).kind).toBe('approved');
    // It says amd64 and names the content of arm64: for amd64 it counts as nothing.
    expect(verdictOn(index, [scan(arm64.config)])).toMatchObject({
      kind: 'not-scanned',
      reasons: [{ params: { instance: 'linux/amd64' } }],
    });
  });

  it('is not let go by a waiver for one of its instances', () => {
    const waiver = waiverFor({ kind: 'image', digest: amd64.digest });
    expect(verdictOn(index, [], { waivers: [waiver] }).kind).toBe('not-scanned');
    const all = waiverFor({ kind: 'image', digest: index.subjects.root });
    expect(verdictOn(index, [], { waivers: [all] }).kind).toBe('waived');
  });
});
