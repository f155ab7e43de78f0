import type { LogLine } from '../../../../core/contract/index.ts';

export const logLevels = ['debug', 'info', 'note', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines at least as serious as `level` whose words hold `search`, whatever the case of its letters. */
export function filterLog(
  lines: readonly LogLine[],
  level: LogLevel,
  search: string,
  words: (line: LogLine) => string,
): readonly LogLine[] {
  const least = logLevels.indexOf(level);
  const wanted = search.trim().toLowerCase();
  if (least === 0 && wanted === '') return lines;
  return lines.filter(
    (line) =>
      logLevels.indexOf(line.level) >= least && (wanted === '' || words(line).toLowerCase().includes(wanted)),
  );
}
