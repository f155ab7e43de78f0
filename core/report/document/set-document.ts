import { formatBytes, type Language, type ReportCell, type ReportDocument } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { Maker } from '../parts.ts';
import { isSound } from '../verdict.ts';
import { reportWords, type ReportSay } from '../words/words.ts';
import { approvalsSection } from './approvals-section.ts';
import { bytesText, timeText, type Fact } from './blocks.ts';
import { contentsSection, imagesText, someOf } from './contents-section.ts';
import { custodySection } from './custody-section.ts';
import { deltaSection, deltaText } from './delta-section.ts';
import { exceptionsSection } from './exceptions-section.ts';
import { identitySection, parentText } from './identity-section.ts';
import { integritySection } from './integrity-section.ts';
import { originSection } from './origin-section.ts';
import { plain } from './plain.ts';
import { readBackSection } from './read-back-section.ts';
import { sbomSection } from './sbom-section.ts';
import { secretsSection } from './secrets-section.ts';
import { signaturesSection } from './signatures-section.ts';

/** A report about a set in words. */
export function setDocument(report: SetReport, language: Language): ReportDocument {
  const say = reportWords(language);
  const { verdict, identity } = report;
  return {
    language,
    title: say('title.set'),
    subtitle: say('subtitle.set', { id: plain(identity.setId), generation: identity.generation }),
    verdict: {
      tone: verdict.level,
      text: say(`verdict.${verdict.level}`),
      reasons: verdict.reasons.map((reason) => say(`reason.${reason}`)),
    },
    summary: summaryOf(say, report).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    contents: say('contents'),
    sections: [
      identitySection(say, report),
      originSection(say, report),
      exceptionsSection(say, report, language),
      integritySection(say, report, language),
      custodySection(say, report, language),
      approvalsSection(say, report),
      deltaSection(say, report),
      readBackSection(say, report),
      secretsSection(say, report),
      sbomSection(say, report),
      contentsSection(say, report),
      signaturesSection(say),
    ],
    footer: footerText(say, report),
  };
}

export function footerText(
  say: ReportSay,
  { madeBy, madeAt }: { readonly madeBy: Maker; readonly madeAt: string },
): string {
  const { tool, host, person } = madeBy;
  const params = { tool: plain(tool), host: plain(host ?? say('unknown')), time: timeText(madeAt) };
  return person === undefined ? say('footer', params) : say('footerBy', { ...params, person: plain(person) });
}

function summaryOf(say: ReportSay, report: SetReport): readonly Fact[] {
  const { identity, contents, exceptions, integrity, delta } = report;
  const versions = contents.groups.flatMap(({ kind, name }) =>
    kind === 'release' && name !== undefined ? [name] : [],
  );
  const { chunks } = integrity;
  return [
    [say('target'), identity.target === undefined ? say('targetNone') : plain(identity.target)],
    [say('createdAt'), timeText(identity.createdAt)],
    [say('parent'), parentText(say, identity)],
    [say('completeness'), say(`complete.${exceptions.complete}`)],
    [say('images'), imagesText(say, contents)],
    [say('releases'), versions.length === 0 ? say('none') : someOf(say, versions)],
    [say('size'), say('sizeIn', { size: bytesText(say, contents.bytes), count: chunks.length })],
    [say('content'), say('contentOf', { size: bytesText(say, contents.blobBytes), count: contents.blobs })],
    [say('expected'), expectedText(say, contents.expected)],
    [say('verified'), verifiedCell(say, report)],
    [say('section.delta'), delta.recorded ? deltaText(say, delta.value) : say(`why.${delta.why}`)],
  ];
}

function expectedText(say: ReportSay, { blobs, bytes }: SetReport['contents']['expected']): string {
  return blobs === 0 ? say('expectedNone') : say('expectedOf', { size: formatBytes(bytes), count: blobs });
}

function verifiedCell(say: ReportSay, { integrity }: SetReport): ReportCell {
  const last = integrity.verifications.at(-1);
  if (last === undefined) return { text: say('notVerified'), tone: 'attention' };
  const time = timeText(last.time);
  return isSound(last)
    ? { text: say('verifiedAt', { time }), tone: 'good' }
    : { text: say('damagedAt', { time }), tone: 'bad' };
}
