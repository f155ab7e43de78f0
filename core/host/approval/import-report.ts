import { constants } from 'node:fs';
import { basename } from 'node:path';
import {
  readReport,
  worseSeverity,
  type ReportFacts,
  type Scan,
  type Severity,
} from '../../approval/index.ts';
import { SluiceError, type ImportedScan } from '../../contract/index.ts';
import type { FileHandle } from '../../ports/index.ts';
import type { HostServices } from '../services.ts';
import { recordCustody } from '../custody/index.ts';
import { findingMessage } from '../observer.ts';
import { approvalsOf } from './approvals-of.ts';
import { hashedReport, type ReportSource } from './hashed-report.ts';

export type StatedFacts = Omit<ReportFacts, 'name'>;

/**
 * Takes in a scanner's report from a file. Throws APPROVAL_REPORT_MISSING, the codes of reading a report, and those
 * of writing the record.
 */
export async function importReport(
  services: HostServices,
  path: string,
  stated: StatedFacts = {},
): Promise<ImportedScan> {
  const name = basename(path);
  const handle = await openReport(services, path, name);
  try {
    const { chunks, sha256 } = hashedReport(chunksOf(handle, name));
    const scan = await readReport(chunks, { ...stated, name });
    return await recordTaken(services, scan, { name, sha256: sha256() });
  } finally {
    await handle.close();
  }
}

/** Records a report that was read, also in the custody log, and says what is in it. */
export async function recordTaken(
  services: HostServices,
  scan: Scan,
  { name, sha256 }: ReportSource,
): Promise<ImportedScan> {
  const entry = await approvalsOf(services).recordScan(scan, name);
  const worst = scan.findings.reduce<Severity | undefined>(
    (so, { severity }) => worseSeverity(so, severity),
    undefined,
  );
  const { id, format, tool, toolVersion, report, config, scannedAt, databaseDate, findings } = entry;
  const digests = entry.digests.length === 0 && config !== undefined ? [config] : entry.digests;
  const notices = await recordCustody(services, [
    {
      kind: 'scanned',
      result: 'good',
      details: {
        scanner: [tool, toolVersion].filter((part) => part !== undefined).join(' '),
        report: name,
        scanned: digests.length,
        findings,
        digest: digests[0],
        reportSha256: sha256,
      },
    },
  ]);
  return {
    id,
    format,
    tool,
    report,
    digests,
    sha256,
    ...(scannedAt !== undefined && { scannedAt }),
    ...(databaseDate !== undefined && { databaseDate }),
    ...(worst !== undefined && { worst }),
    findings,
    notices: notices.map(findingMessage),
  };
}

async function openReport({ fs }: HostServices, path: string, report: string): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    // A pipe would be waited for, and a device never ends.
    handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (stats.isFile()) return handle;
    throw Object.assign(new Error('no file'), { code: stats.isDirectory() ? 'EISDIR' : 'EINVAL' });
  } catch (error) {
    await handle?.close();
    throw missing(report, error);
  }
}

async function* chunksOf(handle: FileHandle, report: string): AsyncGenerator<Buffer> {
  const size = 256 * 1024;
  for (;;) {
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(size), 0, size)
      .catch((error: unknown) => {
        throw missing(report, error);
      });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

function missing(report: string, error: unknown): SluiceError {
  const reason = (error as NodeJS.ErrnoException).code ?? 'EIO';
  return new SluiceError('APPROVAL_REPORT_MISSING', {
    params: { report, reason },
    stage: 'inspect',
    affected: [report],
    cause: error,
  });
}
