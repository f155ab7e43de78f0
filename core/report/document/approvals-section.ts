import type { ReportBlock, ReportCell, ReportSection } from '../../contract/index.ts';
import type { Digest } from '../../reference/index.ts';
import type { ApprovalReport, SetReport } from '../model.ts';
import type { Approval } from '../parts.ts';
import type { ReportSay } from '../words/words.ts';
import {
  dayText,
  heading,
  ifRecorded,
  imageCell,
  paragraph,
  summed,
  table,
  timeText,
  toned,
  withoutDigest,
} from './blocks.ts';
import { plain } from './plain.ts';

const tones = { approved: 'good', held: 'attention', rejected: 'bad' } as const;

/** What was decided of each digest, by whom, on what scan; waivers; and what nobody decided on. */
export function approvalsSection(say: ReportSay, { approvals, contents }: SetReport): ReportSection {
  const images = contents.groups.flatMap((group) => group.images);
  const names = new Map(images.map(({ digest, origin }) => [digest, origin]));
  return {
    id: 'approvals',
    title: say('section.approvals'),
    blocks: ifRecorded(say, approvals, (value) => blocksOf(say, value, names)),
  };
}

function blocksOf(
  say: ReportSay,
  { approvals, waivers, undecided }: ApprovalReport,
  names: ReadonlyMap<Digest, string>,
): ReportBlock[] {
  const waived = new Set(waivers.map(({ digest }) => digest));
  const isWaived = ({ verdict, digest }: Approval): boolean => verdict === 'approved' && waived.has(digest);
  const count = (verdict: keyof typeof tones): number =>
    approvals.filter((approval) => approval.verdict === verdict).length;
  return [
    paragraph(
      say('approvalCounts', {
        approved: count('approved'),
        waived: approvals.filter(isWaived).length,
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
              [say('image'), 40],
              [say('verdict'), 12],
              [say('scanner'), 24],
              [say('approver'), 24],
            ],
            approvals.map((approval) => [
              imageCell({ origin: names.get(approval.digest) ?? '', digest: approval.digest }),
              isWaived(approval)
                ? toned(say('approval.waived'), 'attention')
                : toned(say(`approval.${approval.verdict}`), tones[approval.verdict]),
              scannerText(say, approval),
              decidedText(say, approval),
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
              waiverCell(say, finding, digest, names),
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

function scannerText(say: ReportSay, { tool, databaseDate }: Approval): string {
  return joined(say, [
    tool,
    databaseDate === undefined ? undefined : say('databaseOf', { date: dayText(databaseDate) }),
  ]);
}

/** Where nobody is named, the rules decided, on a scan of that time. */
function decidedText(say: ReportSay, { approver, time }: Approval): string {
  if (approver !== undefined) return joined(say, [approver, time === undefined ? undefined : timeText(time)]);
  const scan = time === undefined ? undefined : say('scanOf', { date: timeText(time) });
  return joined(say, [say('byRules'), scan]);
}

function waiverCell(
  say: ReportSay,
  finding: string,
  digest: Digest | undefined,
  names: ReadonlyMap<Digest, string>,
): ReportCell {
  const what = finding === '*' ? say('everyFinding') : finding;
  if (digest === undefined) return plain(what);
  const name = withoutDigest(names.get(digest) ?? '', digest);
  return summed(name === '' ? what : say('labelled', { label: name, value: what }), digest);
}

function joined(say: ReportSay, parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : [plain(part)])).join(say('comma'));
}
