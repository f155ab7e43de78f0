import type { Language, MirrorReport } from '../../contract/index.ts';
import { wordsIn } from '../words.ts';
import { formatFailures } from './failures.ts';
import { formatHeld } from './held.ts';
import { formatBytes, formatSeconds } from './format.ts';

/** The end of a run: counts, what is missing and why, bytes, files. */
export function formatReport(report: MirrorReport, language: Language): string {
  const say = wordsIn(language);
  const lines: string[] = [`── ${say('results.title')} ──`];
  for (const category of report.categories) {
    const mark = category.failed + category.notAttempted === 0 ? '✓' : '✗';
    const counts = [
      say('result.copied', { count: category.copied }),
      say('result.present', { count: category.present }),
      ...(category.failed > 0 ? [say('result.failed', { count: category.failed })] : []),
      ...(category.notAttempted > 0 ? [say('result.waiting', { count: category.notAttempted })] : []),
    ].join(say('comma'));
    lines.push(` ${mark} ${say('label', { label: say(`category.${category.category}`), value: counts })}`);
  }
  lines.push(...formatFailures(report.failures, language), ...formatHeld(report.held ?? [], language));
  if (report.status !== 'dry-run' && report.runId !== '') {
    lines.push(
      `   ${say('results.bytes', {
        stored: formatBytes(report.bytesStored),
        skipped: formatBytes(report.bytesSkipped),
        time: formatSeconds(report.seconds, language),
      })}`,
    );
  }
  if (report.set !== undefined) {
    const { id, generation, directory, chunks, totalBytes } = report.set;
    lines.push(
      `   ${say('set', { id, generation, directory, chunks: chunks.length, size: formatBytes(totalBytes) })}`,
    );
  }
  if (report.set?.signer !== undefined) lines.push(`   ${say('setSignature.trusted', report.set.signer)}`);
  if (report.resources.length > 0) lines.push(`   ${say('resourcesWritten')}`, ...indented(report.resources));
  if (report.receipt !== undefined) {
    const { result, file, copies } = report.receipt;
    lines.push(
      `   ${say('receipt.written', { result: say(`receipt.${result}`) })}`,
      ...indented([...copies, file]),
    );
    lines.push(`     ${say('receipt.hint')}`);
  }
  if (report.files.length > 0) lines.push(`   ${say('filesWritten')}`, ...indented(report.files));
  lines.push(
    say(
      report.runId === '' && report.status === 'incomplete' ? 'status.nothing' : `status.${report.status}`,
      { count: report.held?.length ?? 0 },
    ),
  );
  return lines.join('\n');
}

function indented(paths: readonly string[]): string[] {
  return paths.map((path) => `     ${path}`);
}
