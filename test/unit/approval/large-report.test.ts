import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../../core/approval/index.ts';

const mebibyte = 1024 * 1024;

describe('a large report', () => {
  it('of 200 MB is read in bounded memory', async () => {
    // With less memory than the report is long, whoever held it would fall over.
    const reader = join(import.meta.dirname, '..', '..', 'support', 'read-large-report.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=96', reader]);
    const { bytes, findings, peak } = JSON.parse(stdout) as Record<string, number>;
    expect(bytes).toBeGreaterThan(200 * mebibyte);
    expect(findings).toBeGreaterThan(60_000);
    expect(peak).toBeLessThan(400 * mebibyte);
  }, 60_000);

  it('with more findings than an image can have is refused, not cut short', async () => {
    async function* tiny(): AsyncGenerator<Buffer> {
      yield Buffer.from(
        '{"SchemaVersion":2,"ArtifactType":"container_image","Results":[{"Vulnerabilities":[',
      );
      for (let number = 0; number < 100_001; number += 1) {
        yield Buffer.from(`${number === 0 ? '' : ','}{"VulnerabilityID":"CVE-2026-${number}"}`);
      }
      yield Buffer.from(']}]}');
    }
    await expect(readReport(tiny(), { name: 'many.json' })).rejects.toMatchObject({
      code: 'APPROVAL_REPORT_TOO_LARGE',
    });
  });

  it('of one endless text is refused or passed over, and never held', async () => {
    const piece = Buffer.alloc(mebibyte, 'x');
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('{"SchemaVersion":2,"ArtifactName":"');
      for (let count = 0; count < 513; count += 1) yield piece;
    }
    const before = process.memoryUsage().rss;
    await expect(readReport(endless(), { name: 'endless.json' })).rejects.toMatchObject({
      code: 'APPROVAL_REPORT_TOO_LARGE',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte);
  }, 60_000);
});
