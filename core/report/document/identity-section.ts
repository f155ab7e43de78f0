import type { ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { facts, summed, timeText, type Fact } from './blocks.ts';
import { plain } from './plain.ts';

const tones = { good: 'good', untrusted: 'attention', bad: 'bad' } as const;

/** Which set it is: by these values it is known again. */
export function identitySection(say: ReportSay, { identity, exceptions }: SetReport): ReportSection {
  const { signer } = identity;
  const rows: readonly Fact[] = [
    [say('setId'), plain(identity.setId)],
    [say('generation'), String(identity.generation)],
    [say('parent'), parentText(say, identity)],
    [say('target'), identity.target === undefined ? say('targetNone') : plain(identity.target)],
    [say('createdAt'), timeText(identity.createdAt)],
    [say('tool'), plain(identity.tool)],
    [say('layout'), plain(identity.layout)],
    [say('completeness'), say(`complete.${exceptions.complete}`)],
    [say('configuration'), { text: '', sum: identity.configurationSha256 }],
    [
      say('manifestSum'),
      identity.manifestSha256 === undefined ? undefined : { text: '', sum: identity.manifestSha256 },
    ],
    [
      say('signer'),
      signer.recorded
        ? summed(
            say(`signer.${signer.value.result}`, { name: signer.value.name }),
            signer.value.keyId,
            tones[signer.value.result],
          )
        : say('notRecorded', { why: say(`why.${signer.why}`) }),
    ],
  ];
  return { id: 'identity', title: say('section.identity'), blocks: [facts(rows)] };
}

export function parentText(say: ReportSay, { parent }: SetReport['identity']): string {
  return parent === undefined
    ? say('parentNone')
    : say('parentOf', { generation: parent.generation, id: plain(parent.setId) });
}
