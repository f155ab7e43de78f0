import type { Language, MirrorReport } from '../../contract/index.ts';
import { wordsIn } from '../words.ts';
import { formatBytes, formatSeconds } from './format.ts';
import { formatMessage } from './message.ts';

/** The end of a run: counts, what is missing and why, bytes, files. */
export function formatReport(report: MirrorReport, language: Language): string {
  const say = wordsIn(language);
  const lines: string[] = [`── ${say('results.title')} ──`];
  for (const category of report.categories) {
    const mark = category.failed + category.notAttempted === 0 ? '✓' : '✗';
    const counts = say('resultLine', {
      copied: category.copied,
      present: category.present,
      failed: category.failed,
      waiting: category.notAttempted,
    });
    lines.push(` ${mark} ${say(`category.${category.category}`)}: ${counts}`);
  }
  for (const failure of report.failures) lines.push(formatMessage('error', failure.error, language));
  if (report.status !== 'dry-run') {
    lines.push(
      `   ${say('stored')} ${formatBytes(report.bytesStored)}, ${say('skipped')} ${formatBytes(report.bytesSkipped)}, ${say('took')} ${formatSeconds(report.seconds)}`,
    );
  }
  if (report.set !== undefined) {
    const { id, generation, directory, chunks, totalBytes } = report.set;
    lines.push(
      `   ${say('set', { id, generation, directory, chunks: chunks.length, size: formatBytes(totalBytes) })}`,
    );
  }
  if (report.resources.length > 0) lines.push(`   ${say('resourcesWritten')}`, ...indented(report.resources));
  if (report.files.length > 0) lines.push(`   ${say('filesWritten')}`, ...indented(report.files));
  lines.push(say(`status.${report.status}`));
  return lines.join('\n');
}

function indented(paths: readonly string[]): string[] {
  return paths.map((path) => `     ${path}`);
}
