import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport, type ReportFacts, type Scan } from '../../core/approval/index.ts';
import { parseDigest, type Digest } from '../../core/reference/index.ts';

/** The image that the fixtures speak of, and its configuration. */
export const scannedDigest: Digest = parseDigest(`sha256:${'a1'.repeat(32)}`);
export const scannedConfig: Digest = parseDigest(`sha256:${'c1'.repeat(32)}`);

export function scanFixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', 'scans', name));
}

/** Reads a report in pieces of `size` bytes. */
export function readPieces(bytes: Buffer, facts: Partial<ReportFacts> = {}, size = 64): Promise<Scan> {
  return readReport(piecesOf(bytes, size), { name: 'report.json', ...facts });
}

export async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function readText(value: unknown, facts: Partial<ReportFacts> = {}): Promise<Scan> {
  return readPieces(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), facts);
}

export interface TrivyFinding {
  readonly id: string;
  readonly severity: string;
  readonly fixed?: string;
}

/** A report as Trivy writes it, about `digest`. */
export function trivyReport(
  digest: string,
  findings: readonly TrivyFinding[] = [],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    SchemaVersion: 2,
    CreatedAt: '2026-11-20T09:30:00Z',
    ArtifactName: `registry.example/app@${digest}`,
    ArtifactType: 'container_image',
    Metadata: { RepoDigests: [`registry.example/app@${digest}`] },
    Results: [
      {
        Target: 'app',
        Class: 'os-pkgs',
        Vulnerabilities: findings.map(({ id, severity, fixed }) => ({
          VulnerabilityID: id,
          PkgName: 'openssl',
          InstalledVersion: '1.0',
          ...(fixed !== undefined && { FixedVersion: fixed }),
          Severity: severity,
        })),
      },
    ],
    ...more,
  };
}
