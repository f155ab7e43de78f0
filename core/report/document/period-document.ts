import {
  formatBytes,
  type Language,
  type ReportBlock,
  type ReportDocument,
  type ReportSection,
} from '../../contract/index.ts';
import type { PeriodReport, PeriodSet } from '../model.ts';
import { reportWords, type ReportSay } from '../words/words.ts';
import { bytesText, heading, paragraph, summed, table, timeText } from './blocks.ts';
import { contentBlocks } from './contents-section.ts';
import { deltaBlocks } from './delta-section.ts';
import { missingBlocks } from './exceptions-section.ts';
import { identitySection } from './identity-section.ts';
import { originBlocks } from './origin-section.ts';
import { plain } from './plain.ts';
import { footerText } from './set-document.ts';
import { signaturesSection } from './signatures-section.ts';

/** What an installation made and gave in a period, in words; a chapter for each set. */
export function periodDocument(report: PeriodReport, language: Language): ReportDocument {
  const say = reportWords(language);
  const { from, to, sets } = report;
  const size = sets.reduce((sum, { bytes }) => sum + bytes, 0);
  const targets = new Set(sets.map(({ target }) => target)).size;
  const counts = say('periodCounts', { sets: sets.length, targets, size: bytesText(say, size) });
  return {
    language,
    title: say('title.period'),
    subtitle: say('subtitle.period', { from, to }),
    summary: [
      { name: say('period'), value: say('subtitle.period', { from, to }) },
      { name: say('section.periodSets'), value: counts },
      { name: say('section.received'), value: String(report.received.length) },
    ],
    contents: say('contents'),
    sections: [
      setsSection(say, report),
      receivedSection(say, report),
      ...sets.map((set, index) => chapter(say, set, index, language)),
      signaturesSection(say),
    ],
    footer: footerText(say, report),
  };
}

function setsSection(say: ReportSay, { sets }: PeriodReport): ReportSection {
  const blocks: ReportBlock[] =
    sets.length === 0
      ? [paragraph(say('periodNone'))]
      : [
          table(
            say('section.periodSets'),
            [
              [say('target'), 24],
              [`>${say('generation')}`, 12],
              [say('setId'), 26],
              [say('createdAt'), 18],
              [`>${say('images')}`, 9],
              [`>${say('imageSize')}`, 11],
            ],
            sets.map(({ target, generation, setId, time, images, bytes }) => [
              plain(target),
              String(generation),
              { text: '', sum: plain(setId) },
              timeText(time),
              String(images),
              formatBytes(bytes),
            ]),
          ),
        ];
  return { id: 'sets', title: say('section.periodSets'), blocks };
}

function receivedSection(say: ReportSay, { received }: PeriodReport): ReportSection {
  const rows = received.map(({ registry, target, setId, generation, time }) => [
    plain(registry),
    summed(say('section.periodSet', { target, generation }), setId),
    timeText(time),
  ]);
  const columns = [
    [say('host'), 34],
    [say('setId'), 44],
    [say('given'), 22],
  ] as const;
  return {
    id: 'received',
    title: say('section.received'),
    blocks: [
      ...(rows.length === 0
        ? [paragraph(say('receivedNone'))]
        : [table(say('section.received'), columns, rows)]),
      paragraph(say('receivedNote')),
    ],
  };
}

function chapter(say: ReportSay, set: PeriodSet, index: number, language: Language): ReportSection {
  const { target, generation, report } = set;
  const blocks = report.recorded
    ? [
        ...identitySection(say, report.value).blocks,
        heading(say('section.exceptions')),
        ...missingBlocks(say, report.value, language),
        heading(say('section.origin')),
        ...originBlocks(say, report.value),
        heading(say('section.delta')),
        ...deltaBlocks(say, report.value),
        ...contentBlocks(say, report.value.contents.groups),
      ]
    : [paragraph(say('notKeptSet'), 'attention')];
  return {
    id: `set-${index + 1}`,
    title: say('section.periodSet', { target: plain(target), generation }),
    blocks,
  };
}
