import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../../core/contract/index.ts';
import { readPieces, readText, scanFixture, scannedDigest, trivyReport } from '../../support/scan-reports.ts';

const refusal = (code: string): { code: string } => ({ code });
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const trivyText = (insert: string): string =>
  JSON.stringify(trivyReport(scannedDigest)).replace('{', `{${insert},`);

describe('reports that are no reports', () => {
  it.each([
    ['nothing', ''],
    ['a log in front', `INFO scanning\n${JSON.stringify(trivyReport(scannedDigest))}`],
    ['two texts', `${JSON.stringify(trivyReport(scannedDigest))}{}`],
    ['a comma too many', '{"SchemaVersion":2,}'],
    ['a bare word', '{"SchemaVersion":two}'],
    ['a number that is none', '{"SchemaVersion":02}'],
    ['brackets that do not match', '{"SchemaVersion":[2}'],
    ['a line break in a text', '{"ArtifactName":"a\nb"}'],
    ['a wrong escape in a text that counts', '{"ArtifactType":"\\x"}'],
    ['text that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('latin1')],
  ])('%s', async (_, text) => {
    await expect(readPieces(Buffer.from(text, 'latin1'))).rejects.toMatchObject(
      refusal('APPROVAL_REPORT_UNREADABLE'),
    );
  });

  it('tells where a report that was cut off ends', async () => {
    const whole = scanFixture('trivy.json');
    const cut = whole.subarray(0, whole.length - 40);
    await expect(readPieces(cut)).rejects.toMatchObject({
      code: 'APPROVAL_REPORT_UNREADABLE',
      params: { report: 'report.json', place: cut.length },
    });
  });

  it.each([
    ['another JSON', { hello: 'world' }],
    ['a scan of a folder', trivyReport(scannedDigest, [], { ArtifactType: 'filesystem' })],
    ['an old schema', trivyReport(scannedDigest, [], { SchemaVersion: 1 })],
    ['a list', [trivyReport(scannedDigest)]],
  ])('%s is of no known format', async (_, value) => {
    await expect(readText(value)).rejects.toMatchObject(refusal('APPROVAL_REPORT_UNKNOWN'));
  });
});

describe('reports that are made to deceive', () => {
  it.each([
    ['nesting where nobody looks', trivyText(`"extra":${nested(65)}`)],
    ['nesting in a finding', trivyText(`"Metadata":{"ImageConfig":{"os":${nested(70)}}}`)],
    ['a part given twice', trivyText('"Results":[]')],
    [
      'a field given twice in a finding',
      JSON.stringify(trivyReport(scannedDigest, [{ id: 'CVE-2026-1', severity: 'CRITICAL' }])).replace(
        '"Severity"',
        '"Severity":"LOW","Severity"',
      ),
    ],
    ['an id of endless length', trivyReport(scannedDigest, [{ id: 'C'.repeat(5000), severity: 'LOW' }])],
    ['a key of endless length', trivyText(`"${'k'.repeat(5000)}":1`)],
    [
      'two reports in one',
      { ...trivyReport(scannedDigest), ...(JSON.parse(scanFixture('grype.json').toString()) as object) },
    ],
  ])('%s is refused', async (_, value) => {
    await expect(readText(value)).rejects.toMatchObject(refusal('APPROVAL_REPORT_REFUSED'));
  });

  it('refuses a finding without a name, which nobody could see', async () => {
    const report = trivyReport(scannedDigest, [{ id: '\u200b \u202e', severity: 'CRITICAL' }]);
    await expect(readText(report)).rejects.toMatchObject(refusal('APPROVAL_REPORT_UNREADABLE'));
  });

  it('refuses more images than one report speaks of', async () => {
    const digests = Array.from({ length: 17 }, (_, n) => `a@sha256:${String(n).padStart(64, '0')}`);
    const report = trivyReport(scannedDigest, [], { Metadata: { RepoDigests: digests } });
    await expect(readText(report)).rejects.toMatchObject(refusal('APPROVAL_REPORT_TOO_LARGE'));
  });

  it('does not take for a digest what is none', async () => {
    const names = ['a@sha256:../../etc/passwd', 'a@SHA256:' + 'a1'.repeat(32), 'a@md5:' + 'a1'.repeat(16)];
    const report = trivyReport(scannedDigest, [], { Metadata: { RepoDigests: names } });
    await expect(readText(report)).rejects.toMatchObject(refusal('APPROVAL_REPORT_NO_DIGEST'));
  });

  it('takes out of texts what would hide or disguise them', async () => {
    const report = trivyReport(scannedDigest, [{ id: 'CVE-2026-1\u001b[2K', severity: 'CRITICAL' }]);
    const text = JSON.stringify(report).replace('"openssl"', '"open\u202essl\\u0000\\n lib\ud83d\ude00"');
    const { findings } = await readText(text);
    expect(findings).toMatchObject([{ id: 'CVE-2026-1 [2K', package: 'open ssl lib\ud83d\ude00' }]);
  });

  it('reads keys such as __proto__ as what they are', async () => {
    const text = scanFixture('clair.json').toString().replaceAll('"900"', '"__proto__"');
    const { findings } = await readText(text);
    expect(findings.map(({ id }) => id)).toContain('CVE-2026-3001');
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  it('a date that is none, or Go’s zero time, is no date', async () => {
    for (const date of ['0001-01-01T00:00:00Z', 'yesterday', '2026-13-40T00:00:00Z', 17]) {
      const scan = await readText(trivyReport(scannedDigest, [], { CreatedAt: date }));
      expect(scan.scannedAt).toBeUndefined();
    }
  });

  it('whatever is changed in a report, the answer is a scan or a code', async () => {
    const fixtures = ['trivy.json', 'grype.json', 'clair.json', 'acs.json', 'trivy.sarif.json'].map(
      scanFixture,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fixtures),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (fixture, changes) => {
          const bytes = Buffer.from(fixture);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          await readPieces(bytes, {}, 512).catch((error: unknown) => {
            expect(error).toBeInstanceOf(SluiceError);
          });
        },
      ),
      { numRuns: 1500, seed: 6 },
    );
  });
});
