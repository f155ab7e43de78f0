import type { ReportBlock, ReportCell, ReportSection } from '../../contract/index.ts';
import type { Delta, DeltaImage } from '../delta.ts';
import type { SetReport } from '../model.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, ifRecorded, paragraph, summed, table, timeText } from './blocks.ts';
import { plain } from './plain.ts';

/** What came, went and changed since the set before. */
export function deltaSection(say: ReportSay, report: SetReport): ReportSection {
  return { id: 'delta', title: say('section.delta'), blocks: deltaBlocks(say, report) };
}

export function deltaBlocks(say: ReportSay, { delta }: SetReport): ReportBlock[] {
  return ifRecorded(say, delta, (value) => {
    const { setId, generation, createdAt } = value.previous;
    return [
      paragraph(say('deltaTo', { generation, id: plain(setId), time: timeText(createdAt) })),
      paragraph(deltaText(say, value)),
      ...single(say, 'added', value.added),
      ...single(say, 'removed', value.removed),
      ...pairs(say, 'changed', value.changed),
      ...pairs(say, 'renamed', value.renamed),
    ];
  });
}

export function deltaText(say: ReportSay, delta: Delta): string {
  return say('deltaCounts', {
    added: delta.added.length,
    removed: delta.removed.length,
    changed: delta.changed.length,
    renamed: delta.renamed.length,
    unchanged: delta.unchanged,
  });
}

function single(say: ReportSay, key: 'added' | 'removed', images: readonly DeltaImage[]): ReportBlock[] {
  if (images.length === 0) return [];
  const title = `${say(key)} (${images.length})`;
  return [
    heading(title),
    table(
      title,
      [[say('image'), 100]],
      images.map((image) => [cell(image)]),
    ),
  ];
}

function pairs(say: ReportSay, key: 'changed' | 'renamed', found: Delta['changed']): ReportBlock[] {
  if (found.length === 0) return [];
  const title = `${say(key)} (${found.length})`;
  return [
    heading(title),
    table(
      title,
      [
        [say('before'), 50],
        [say('after'), 50],
      ],
      found.map(({ before, after }) => [cell(before), cell(after)]),
    ),
  ];
}

function cell({ repository, tag, digest }: DeltaImage): ReportCell {
  return summed(tag === undefined ? repository : `${repository}:${tag}`, digest);
}
