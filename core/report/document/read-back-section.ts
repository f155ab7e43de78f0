import type { ReceiptSigner, ReportSection, ReportTone } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { bytesText, ifRecorded, lines, paragraph, summed, table, timeText } from './blocks.ts';
import { plain } from './plain.ts';

type ReportLine = { readonly tone: ReportTone; readonly text: string; readonly sum?: string };

/** Whether the registry has what the set has, digest by digest. */
export function readBackSection(say: ReportSay, { readBack }: SetReport): ReportSection {
  const blocks = ifRecorded(say, readBack, ({ registry, time, images, bytes, signer }) => {
    const good = images.filter(({ digest, found }) => digest === found).length;
    const whole = good === images.length;
    const params = { good, count: images.length, registry: plain(registry), time: timeText(time) };
    const text = say(whole ? 'readBackAll' : 'readBackSome', params);
    const pushed =
      bytes === undefined ? [] : [paragraph(say('readBackBytes', { bytes: bytesText(say, bytes) }))];
    return [
      lines([{ tone: whole ? 'good' : 'bad', text }]),
      lines([signerLine(say, signer)]),
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

const signerTones = { trusted: 'good', unknown: 'attention', invalid: 'bad' } as const;

/** Whose word it is that the registry confirmed the images. */
function signerLine(say: ReportSay, signer: ReceiptSigner | undefined): ReportLine {
  if (signer === undefined) return { tone: 'attention', text: say('receiptUnsigned') };
  const { state, name = '', keyId } = signer;
  const text = say(`receiptSigner.${state}`, { name: plain(name) });
  return { tone: signerTones[state], text, ...(keyId !== undefined && { sum: plain(keyId) }) };
}
