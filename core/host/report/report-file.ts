import { SluiceError, type Language, type ReportFormat } from '../../contract/index.ts';
import { writeDurably, type FileSystem } from '../../ports/index.ts';
import { cycloneDx, reportDocument, reportHtml, reportJson, type Report } from '../../report/index.ts';
import { reasonOf } from '../paths/path-faults.ts';

/** The report as a file. Throws REPORT_FORMAT_UNFIT for a bill of materials of a period. */
export function reportBytes(report: Report, format: ReportFormat, language: Language): Buffer {
  switch (format) {
    case 'html':
      return reportHtml(reportDocument(report, language));
    case 'json':
      return Buffer.from(reportJson(report));
    case 'sbom':
      if (report.kind !== 'set') throw new SluiceError('REPORT_FORMAT_UNFIT', { stage: 'configure' });
      return Buffer.from(cycloneDx(report));
  }
}

/** A name for the report's file that every file system takes. */
export function reportFileName(report: Report, format: ReportFormat): string {
  const extension = { html: 'html', json: 'json', sbom: 'cdx.json' }[format];
  const { kind } = report;
  const which = kind === 'set' ? `set-${report.identity.setId}` : `${report.from}-to-${report.to}`;
  return `sluice-report-${which}.${extension}`;
}

/**
 * Writes a report durably: at every instant the old file or the new one is there. Throws REPORT_FILE_EXISTS unless
 * `replace`, PATH_NOT_FILE for what is a folder or link, REPORT_NOT_WRITTEN.
 */
export async function writeReport(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  { replace, shown = path }: { readonly replace: boolean; readonly shown?: string },
): Promise<void> {
  const affected = [shown];
  const there = await fs.lstat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile()) {
    throw new SluiceError('PATH_NOT_FILE', { params: { path: shown }, affected });
  }
  if (there !== undefined && !replace) {
    throw new SluiceError('REPORT_FILE_EXISTS', { params: { path: shown }, affected });
  }
  try {
    await writeDurably(fs, path, bytes);
  } catch (error) {
    const params = { path: shown, reason: reasonOf(error) };
    throw new SluiceError('REPORT_NOT_WRITTEN', { params, affected, cause: error });
  }
}
