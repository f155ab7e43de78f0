import { custodyDetails, type Language, type ReportSection } from '../../contract/index.ts';
import type { CodedFact, CustodyEntry } from '../parts.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { ifRecorded, lines, table, timeText } from './blocks.ts';
import { codedText } from './coded.ts';
import { plain } from './plain.ts';

/** Who had the set, in the order of the log, and whether the log is whole. */
export function custodySection(say: ReportSay, { custody }: SetReport, language: Language): ReportSection {
  const blocks = ifRecorded(say, custody, ({ entries, chain }) => [
    lines([
      chain.state === 'whole'
        ? { tone: 'good', text: say('chainWhole', { count: entries.length }) }
        : {
            tone: 'bad',
            text: say('chainBroken', {
              seq: chain.seq,
              reason: reasonText(chain.reason, language),
            }).trimEnd(),
          },
    ]),
    table(
      say('section.custody'),
      [
        [`>${say('seq')}`, 6],
        [say('time'), 25],
        [say('event'), 12],
        [say('person'), 20],
        [say('medium'), 18],
        [say('result'), 19],
      ],
      entries.map((entry) => row(say, entry, language)),
    ),
  ]);
  return { id: 'custody', title: say('section.custody'), blocks };
}

function reasonText(reason: CodedFact | undefined, language: Language): string {
  return reason === undefined ? '' : codedText(reason, language);
}

function row(say: ReportSay, entry: CustodyEntry, language: Language): string[] {
  const { seq, time, kind, person, host, medium, seal, result, note, details = {} } = entry;
  const join = (parts: readonly (string | undefined)[]): string =>
    parts
      .filter((part) => part !== undefined && part !== '')
      .map((part) => plain(part ?? ''))
      .join(say('comma'));
  return [
    String(seq),
    timeText(time),
    plain(say.value('event', kind)),
    join([person, host]),
    join([medium, seal === undefined || seal === '' ? undefined : say('sealed', { seal })]),
    join([
      result === undefined ? undefined : say.value('custodyResult', result),
      note,
      ...custodyDetails(details, language),
    ]),
  ];
}
