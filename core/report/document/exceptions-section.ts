import type { Language, ReportBlock, ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, ifRecorded, lines, paragraph, table } from './blocks.ts';
import { codedText } from './coded.ts';
import { plain } from './plain.ts';

/** What is missing, what was overruled, and what else lies in the folder. */
export function exceptionsSection(say: ReportSay, report: SetReport, language: Language): ReportSection {
  const { run, strangers } = report.exceptions;
  return {
    id: 'exceptions',
    title: say('section.exceptions'),
    blocks: [
      ...missingBlocks(say, report, language),
      heading(say('runExceptions')),
      ...ifRecorded(say, run, (exceptions) =>
        exceptions.length === 0
          ? [paragraph(say('noRunExceptions'))]
          : [
              table(
                say('runExceptions'),
                [
                  [say('check'), 25],
                  [say('cause'), 50],
                  [say('code'), 25],
                ],
                exceptions.map(({ check, message }) => [
                  plain(check),
                  message === undefined ? '' : codedText(message, language),
                  plain(message?.code ?? ''),
                ]),
              ),
            ],
      ),
      heading(say('folder')),
      ...ifRecorded(say, strangers, (names) =>
        names.length === 0
          ? [lines([{ tone: 'good', text: say('noStrangers') }])]
          : [
              paragraph(say('strangers'), 'attention'),
              lines(names.map((name) => ({ tone: 'attention', text: plain(name) }))),
            ],
      ),
    ],
  };
}

export function missingBlocks(say: ReportSay, { exceptions }: SetReport, language: Language): ReportBlock[] {
  const { complete, missing } = exceptions;
  const tone = complete === 'complete' ? 'good' : complete === 'incomplete' ? 'bad' : 'attention';
  const state = lines([
    { tone, text: say('labelled', { label: say('completeness'), value: say(`complete.${complete}`) }) },
  ]);
  if (missing.length === 0) return [state, ...(tone === 'good' ? [] : [paragraph(say('none'))])];
  return [
    state,
    heading(say('missing')),
    table(
      say('missing'),
      [
        [say('image'), 40],
        [say('cause'), 38],
        [say('code'), 22],
      ],
      missing.map(({ origin, code, params = {} }) => [
        plain(origin),
        codedText({ code, params }, language),
        plain(code),
      ]),
    ),
  ];
}
