import { verdictKinds, type Language, type VerdictList, type VerdictRow } from '../../contract/index.ts';
import { wordsIn, type Say } from '../words.ts';
import { formatTable, formatTime, shorten } from './format.ts';
import { reasonText } from './held.ts';

const imageWidth = 72;

/** A line for each image, and below it why it is held back or who waived it. */
export function verdictTable(list: VerdictList, language: Language): string {
  const say = wordsIn(language);
  const table = formatTable(
    [say('approve.verdict'), say('approve.worst'), say('approve.image'), say('approve.scan')],
    list.rows.map((row) => [
      say(`verdict.${row.verdict}`),
      row.worst === undefined ? '' : say(`severity.${row.worst}`),
      shorten(row.origin, imageWidth),
      row.scans.map(({ tool, scannedAt }) => `${tool} ${scannedAt?.slice(0, 10) ?? '?'}`).join(say('comma')),
    ]),
  ).split('\n');
  // The table's head is two lines; each row is told with its reasons.
  const lines = list.rows.flatMap((row, at) => [table[at + 2] ?? '', ...reasons(row, say, language)]);
  return [...table.slice(0, 2), ...lines, '', countLines(list, language)].join('\n');
}

function reasons(
  { digest, reasons: held, waivers, verdict }: VerdictRow,
  say: Say,
  language: Language,
): string[] {
  const why = [
    ...held.map((reason) => reasonText(reason, language)),
    ...waivers.map(({ owner, until, reason }) =>
      say('approve.waived', { owner, reason, until: formatTime(until) }),
    ),
  ];
  const shown = verdict === 'approved' || verdict === 'made-here' ? [] : [digest];
  return [...why, ...shown].map((line) => `    ${line}`);
}

/** How many images have which verdict. */
export function countLines({ rows, plannedAt }: VerdictList, language: Language): string {
  const say = wordsIn(language);
  const counts = verdictKinds.flatMap((kind) => {
    const count = rows.filter(({ verdict }) => verdict === kind).length;
    return count === 0 ? [] : [say('approve.count', { verdict: say(`verdict.${kind}`), count })];
  });
  return [
    ...(plannedAt === undefined ? [] : [say('approve.plannedAt', { time: formatTime(plannedAt) })]),
    ...counts,
  ].join('\n');
}
