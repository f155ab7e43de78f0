import type { ReportBlock, ReportSection } from '../../contract/index.ts';
import type { ApprovalReport, SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, ifRecorded, imageCell, paragraph, summed, table, timeText, toned } from './blocks.ts';
import { plain } from './plain.ts';

const tones = { approved: 'good', held: 'attention', rejected: 'bad' } as const;

/** What was decided of each digest, by whom, on what scan; waivers; and what nobody decided on. */
export function approvalsSection(say: ReportSay, { approvals }: SetReport): ReportSection {
  return {
    id: 'approvals',
    title: say('section.approvals'),
    blocks: ifRecorded(say, approvals, (value) => blocksOf(say, value)),
  };
}

function blocksOf(say: ReportSay, { approvals, waivers, undecided }: ApprovalReport): ReportBlock[] {
  const count = (verdict: keyof typeof tones): number =>
    approvals.filter((approval) => approval.verdict === verdict).length;
  return [
    paragraph(
      say('approvalCounts', {
        approved: count('approved'),
        held: count('held'),
        rejected: count('rejected'),
        undecided: undecided.length,
      }),
    ),
    ...(approvals.length === 0
      ? []
      : [
          heading(say('approvals')),
          table(
            say('approvals'),
            [
              [say('digest'), 40],
              [say('verdict'), 12],
              [say('scanner'), 24],
              [say('approver'), 24],
            ],
            approvals.map(({ digest, verdict, tool, databaseDate, approver, time }) => [
              { text: '', sum: digest },
              toned(say(`approval.${verdict}`), tones[verdict]),
              joined(say, [
                tool,
                databaseDate === undefined ? undefined : say('databaseOf', { date: timeText(databaseDate) }),
              ]),
              joined(say, [approver, time === undefined ? undefined : timeText(time)]),
            ]),
          ),
        ]),
    heading(say('waivers')),
    ...(waivers.length === 0
      ? [paragraph(say('noWaivers'))]
      : [
          table(
            say('waivers'),
            [
              [say('finding'), 34],
              [say('owner'), 18],
              [say('reason'), 32],
              [say('expires'), 16],
            ],
            waivers.map(({ finding, digest, owner, reason, expires }) => [
              summed(finding, digest ?? ''),
              plain(owner),
              plain(reason),
              expires === undefined ? '' : timeText(expires),
            ]),
          ),
        ]),
    ...(undecided.length === 0
      ? []
      : [
          heading(say('undecided')),
          table(
            say('undecided'),
            [[say('image'), 100]],
            undecided.map((image) => [imageCell(image)]),
          ),
        ]),
  ];
}

function joined(say: ReportSay, parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : [plain(part)])).join(say('comma'));
}
