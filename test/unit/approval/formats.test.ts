import { describe, expect, it } from 'vitest';
import { readPieces, scanFixture, scannedConfig, scannedDigest } from '../../support/scan-reports.ts';

describe('reports of each scanner', () => {
  it('reads Trivy: image, configuration, platform, time, and each finding once, worst first', async () => {
    expect(await readPieces(scanFixture('trivy.json'))).toEqual({
      format: 'trivy',
      tool: 'Trivy',
      toolVersion: '0.68.1',
      scannedAt: '2026-11-20T09:30:00.123Z',
      digests: [scannedDigest],
      config: scannedConfig,
      platform: 'linux/amd64',
      findings: [
        {
          id: 'GHSA-aaaa-bbbb-cccc',
          severity: 'critical',
          package: 'golang.org/x/net',
          version: 'v0.30.0',
          fix: 'available',
          fixedVersion: '0.33.0',
        },
        {
          id: 'CVE-2026-1001',
          severity: 'high',
          package: 'openssl-libs',
          version: '1:3.2.2-6.el9',
          fix: 'available',
          fixedVersion: '1:3.2.2-7.el9',
        },
        { id: 'CVE-2026-1002', severity: 'low', package: 'glibc', version: '2.34-168.el9', fix: 'none' },
      ],
    });
  });

  it('reads Grype: also the date of its database, and a fix that nobody knows of', async () => {
    const scan = await readPieces(scanFixture('grype.json'));
    expect(scan).toMatchObject({
      format: 'grype',
      toolVersion: '0.104.0',
      scannedAt: '2026-11-20T10:00:00.500Z',
      databaseDate: '2026-11-19T06:11:08.000Z',
      digests: [scannedDigest],
      config: scannedConfig,
      platform: 'linux/amd64',
    });
    expect(scan.findings.map(({ id, severity, fix }) => [id, severity, fix])).toEqual([
      ['CVE-2026-2001', 'medium', 'available'],
      ['CVE-2026-2002', 'negligible', 'none'],
      ['CVE-2026-2003', 'unknown', 'unknown'],
    ]);
  });

  it('reads the database’s date where earlier Grypes put it', async () => {
    const old = scanFixture('grype.json')
      .toString()
      .replace(/"db": \{[^]*"providers": \{\}\s*\}/, '"db": {"built": "2026-11-01T00:00:00Z"}');
    expect((await readPieces(Buffer.from(old))).databaseDate).toBe('2026-11-01T00:00:00.000Z');
  });

  it('reads Clair: joins packages and vulnerabilities', async () => {
    const scan = await readPieces(scanFixture('clair.json'), {
      scannedAt: '2026-11-20T00:00:00.000Z',
      databaseDate: '2026-11-18T00:00:00.000Z',
    });
    expect(scan).toMatchObject({
      format: 'clair',
      tool: 'Clair',
      scannedAt: '2026-11-20T00:00:00.000Z',
      databaseDate: '2026-11-18T00:00:00.000Z',
      digests: [scannedDigest],
    });
    expect(scan.findings.map(({ id, severity, package: name, fix }) => [id, severity, name, fix])).toEqual([
      ['CVE-2026-3001', 'high', 'openssl-libs', 'available'],
      ['CVE-2026-3002', 'low', 'bash', 'none'],
      ['CVE-2026-3002', 'low', 'openssl-libs', 'none'],
    ]);
  });

  it('reads ACS: the image with its scan', async () => {
    const scan = await readPieces(scanFixture('acs.json'));
    expect(scan).toMatchObject({
      format: 'acs',
      tool: 'ACS',
      toolVersion: '4.9.0',
      scannedAt: '2026-11-20T11:00:00.000Z',
      digests: [scannedDigest],
      platform: 'linux/amd64',
    });
    expect(scan.findings.map(({ id, severity, fix }) => [id, severity, fix])).toEqual([
      ['CVE-2026-4001', 'high', 'available'],
      ['CVE-2026-4002', 'medium', 'none'],
    ]);
  });

  it('reads the summary of ACS when it is told the digest, which the summary does not name', async () => {
    const summary = scanFixture('acs-summary.json');
    await expect(readPieces(summary)).rejects.toMatchObject({
      code: 'APPROVAL_REPORT_NO_DIGEST',
      params: { tool: 'ACS' },
    });
    const scan = await readPieces(summary, { digest: scannedDigest });
    expect(scan.digests).toEqual([scannedDigest]);
    expect(scan.findings).toMatchObject([{ id: 'CVE-2026-4001', severity: 'high', fix: 'available' }]);
  });

  it('reads SARIF by Trivy: digests from the properties, packages from the messages', async () => {
    const scan = await readPieces(scanFixture('trivy.sarif.json'));
    expect(scan).toMatchObject({
      format: 'sarif',
      tool: 'Trivy',
      toolVersion: '0.68.1',
      digests: [scannedDigest],
      config: scannedConfig,
    });
    expect(scan.findings).toEqual([
      {
        id: 'CVE-2026-5001',
        severity: 'high',
        package: 'openssl-libs',
        version: '1:3.2.2-6.el9',
        fix: 'available',
        fixedVersion: '1:3.2.2-7.el9',
      },
      { id: 'CVE-2026-5002', severity: 'low', package: 'glibc', version: '2.34', fix: 'none' },
    ]);
  });

  it('reads SARIF by Grype, which names no digest and puts the package into the rule’s name', async () => {
    const report = scanFixture('grype.sarif.json');
    await expect(readPieces(report)).rejects.toMatchObject({ code: 'APPROVAL_REPORT_NO_DIGEST' });
    expect((await readPieces(report, { digest: scannedDigest })).findings).toEqual([
      { id: 'CVE-2026-6001', severity: 'critical', package: 'curl', version: '7.76.1', fix: 'none' },
    ]);
  });

  it('reads the same from pieces of any size, and behind a byte order mark', async () => {
    for (const name of ['trivy.json', 'grype.json', 'clair.json', 'acs.json', 'trivy.sarif.json']) {
      const bytes = scanFixture(name);
      const whole = await readPieces(bytes, {}, bytes.length);
      expect(await readPieces(bytes, {}, 1)).toEqual(whole);
      expect(await readPieces(Buffer.concat([Buffer.from('\ufeff'), bytes]), {}, bytes.length + 3)).toEqual(
        whole,
      );
    }
  });

  it('refuses a report about another image than the one it is imported for', async () => {
    const digest = 'sha256:' + 'e5'.repeat(32);
    await expect(readPieces(scanFixture('trivy.json'), { digest: digest as never })).rejects.toMatchObject({
      code: 'APPROVAL_REPORT_OTHER_IMAGE',
      params: { digest, found: scannedDigest },
    });
  });
});
