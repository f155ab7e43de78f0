import type { ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { bytesText, ifRecorded, lines, paragraph, summed, table, timeText } from './blocks.ts';
import { plain } from './plain.ts';

/** Whether the registry has what the set has, digest by digest. */
export function readBackSection(say: ReportSay, { readBack }: SetReport): ReportSection {
  const blocks = ifRecorded(say, readBack, ({ registry, time, images, bytes }) => {
    const good = images.filter(({ digest, found }) => digest === found).length;
    const whole = good === images.length;
    const params = { good, count: images.length, registry: plain(registry), time: timeText(time) };
    const text = say(whole ? 'readBackAll' : 'readBackSome', params);
    const pushed =
      bytes === undefined ? [] : [paragraph(say('readBackBytes', { bytes: bytesText(say, bytes) }))];
    return [
      lines([{ tone: whole ? 'good' : 'bad', text }]),
      ...pushed,
      table(
        say('section.readBack'),
        [
          [say('image'), 55],
          [say('inRegistry'), 45],
        ],
        images.map(({ repository, tag, digest, found }) => [
          summed(tag === undefined ? repository : `${repository}:${tag}`, digest),
          found === undefined
            ? { text: say('notThere'), tone: 'bad' }
            : { text: '', sum: plain(found), tone: found === digest ? 'good' : 'bad' },
        ]),
      ),
    ];
  });
  return { id: 'read-back', title: say('section.readBack'), blocks };
}
