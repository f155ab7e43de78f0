import { formatBytes, type Language, type ReportBlock, type ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { VerificationFacts } from '../parts.ts';
import { isSound } from '../verdict.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, lines, paragraph, summed, table, timeText, whoText } from './blocks.ts';
import { codedText } from './coded.ts';
import { plain } from './plain.ts';

const tones = { verified: 'good', damaged: 'bad', missing: 'bad', unlisted: 'attention' } as const;

/** The sums that the files have to have, and a line for each check that was made of them. */
export function integritySection(
  say: ReportSay,
  { integrity }: SetReport,
  language: Language,
): ReportSection {
  const { chunks, files, problems, verifications } = integrity;
  return {
    id: 'integrity',
    title: say('section.integrity'),
    blocks: [
      table(
        say('filesOfSet'),
        [
          [say('file'), 80],
          [`>${say('imageSize')}`, 20],
        ],
        [...chunks, ...files].map(({ name, bytes, sha256 }) => [summed(name, sha256), formatBytes(bytes)]),
      ),
      ...(problems.length === 0
        ? []
        : [
            heading(say('foundOpening')),
            lines(problems.map((problem) => ({ tone: 'bad', text: codedText(problem, language) }))),
          ]),
      ...(verifications.length === 0
        ? [paragraph(say('notVerifiedHere'), 'attention')]
        : verifications.flatMap((reading) => readingBlocks(say, reading, language))),
    ],
  };
}

function readingBlocks(say: ReportSay, reading: VerificationFacts, language: Language): ReportBlock[] {
  const { time, by, pastCache, chunks, problems } = reading;
  const params = { time: timeText(time), who: whoText(by) };
  const good = chunks.filter(({ state }) => state === 'verified').length;
  const all = isSound(reading);
  const counts = { ...params, good, count: chunks.length };
  return [
    heading(say('reading', params)),
    lines([
      ...chunks.map((chunk, index) => ({
        tone: tones[chunk.state],
        text: chunkLine(say, chunk, { index: index + 1, count: chunks.length }),
        sum: plain(chunk.sha256),
      })),
      ...problems.map((problem) => ({ tone: 'bad' as const, text: codedText(problem, language) })),
      {
        tone: all ? ('good' as const) : ('bad' as const),
        text: say('verifiedCount', counts),
      },
    ]),
    ...(pastCache === undefined ? [] : [paragraph(say(pastCache ? 'pastCache' : 'fromCache'))]),
  ];
}

function chunkLine(
  say: ReportSay,
  { name, bytes, state, blobs }: VerificationFacts['chunks'][number],
  place: { readonly index: number; readonly count: number },
): string {
  const line = say(`chunk.${state}`, { ...place, name: plain(name), size: formatBytes(bytes) });
  return blobs === undefined || state !== 'verified' ? line : say('chunkBlobs', { line, blobs });
}
