import { formatBytes, type ReportBlock, type ReportSection } from '../../contract/index.ts';
import type { SetReport } from '../model.ts';
import type { SecretScan } from '../secret-scan.ts';
import type { ReportSay } from '../words/words.ts';
import { heading, ifRecorded, lines, paragraph, table } from './blocks.ts';
import { plain } from './plain.ts';

/** What was looked into, what was not, and what was found. */
export function secretsSection(say: ReportSay, { secretScan }: SetReport): ReportSection {
  return {
    id: 'secrets',
    title: say('section.secrets'),
    blocks: ifRecorded(say, secretScan, (scan) => blocksOf(say, scan)),
  };
}

function blocksOf(say: ReportSay, { rules, scanned, notScanned, findings }: SecretScan): ReportBlock[] {
  const bytes = formatBytes(scanned.reduce((sum, file) => sum + file.bytes, 0));
  const looked = rules.map((rule) => say(`rule.${rule}`)).join(say('comma'));
  return [
    lines([
      findings.length === 0
        ? { tone: 'good', text: say('secretsNone', { count: scanned.length, bytes }) }
        : { tone: 'bad', text: say('secretsFound', { count: findings.length }) },
    ]),
    ...(findings.length === 0
      ? []
      : [
          table(
            say('section.secrets'),
            [
              [say('rule'), 35],
              [say('fileName'), 45],
              [`>${say('line')}`, 10],
              [`>${say('matches')}`, 10],
            ],
            findings.map(({ rule, file, line, matches }) => [
              { text: say(`rule.${rule}`), tone: 'bad' },
              plain(file),
              String(line),
              String(matches),
            ]),
          ),
        ]),
    paragraph(say('secretsRules', { rules: looked })),
    paragraph(say('secretsLayers')),
    ...(notScanned.length === 0
      ? []
      : [
          heading(say('secretsIndex')),
          lines(
            notScanned.map(({ file, reason }) => ({
              tone: 'attention',
              text: say('labelled', { label: plain(file), value: say(`skipped.${reason}`) }),
            })),
          ),
        ]),
    ...(scanned.length === 0
      ? []
      : [
          heading(say('scannedFiles')),
          table(
            say('scannedFiles'),
            [
              [say('fileName'), 80],
              [`>${say('imageSize')}`, 20],
            ],
            scanned.map((file) => [plain(file.file), formatBytes(file.bytes)]),
          ),
        ]),
  ];
}
